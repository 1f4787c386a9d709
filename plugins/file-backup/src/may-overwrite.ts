/**
 * Says cheaply whether a command may overwrite or delete a file, so that the reader of shell is loaded for those only.
 * It may be wrong in one direction: what it lets through is read and found harmless; what it holds back is never read.
 */

/** A redirect that empties its file: not `>>`, not to a descriptor, a process or a device that keeps nothing. */
const REDIRECT = />(?:\||(?![>(]|&[\d-]|\s*\/dev\/(?:null|stdout|stderr|tty)\b))/g;

const BEFORE = String.raw`(?:^|[\s;&|({\`"'/\\!=,])`;

/** Programs that do it by their name alone. */
const NAMES: readonly RegExp[] = [
  new RegExp(
    `${BEFORE}(?:rm|rmdir|unlink|shred|truncate|tee|sponge|mv|cp|rsync|apply_?patch)(?=[\\s"'\\\\]|$)`,
    'm',
  ),
  // As words they stand in many commands: `npm install`, `npm version patch`. Here they must begin one.
  /(?:^|[;&|({\n`"'])\s?(?:\/[\w./-]*\/)?g?(?:install|patch)\s/m,
  /\binplace\b/,
];

/** What stands in this order, whatever is between. Looked for one after the other: one pattern of all would be slow. */
const SEQUENCES: readonly (readonly RegExp[])[] = [
  [/\b(?:sudo|doas|env|xargs|exec|time|nohup|command|then|do|else)\s/, /\s(?:install|patch)\s/],
  [/\bln\s/, /\s(?:-\w*f|--force)/],
  [/\bdd\s/, /\sof=/],
  [/\bgit\s/, /\s(?:(?:restore|apply|rm|mv)(?=\s|$)|checkout(?=\s+(?!-[bB]\s))|worktree\s+remove)/],
  [/\bgit\s/, /\sreset\s/, /--(?:hard|merge|keep)/],
  [/\bgit\s/, /\s(?:clean|switch)(?=\s)/, /\s(?:-\w*f|--force|--discard-changes)/],
  [/\bfind\s/, /\s-delete\b/],
  [/\b(?:curl|sort)\s/, /\s(?:-[A-Za-z]*[oO]|--output|--remote-name)/],
  [/\bwget\s/, /\s(?:-[A-Za-z]*O|--output-document)/],
];

/** The same, where a pipe between them parts them: `sed -n 1,9p f | grep -i x`. */
const SEQUENCES_OF_ONE_PROGRAM: readonly (readonly RegExp[])[] = [
  [/\bg?sed\s/, /\s(?:-[A-Za-z]*i|--in-place)/],
  [/\b(?:perl|ruby)\s/, /\s-[\w]*i/],
];

/** Characters; nobody writes a longer line, and looking through it would take time. What is longer is read. */
const LONGEST = 32 * 1024;

/** Whether the command is worth reading. */
export function mayOverwrite(command: string): boolean {
  if (command.length > LONGEST) return true;
  const text = withoutPhrases(command);
  return (
    redirects(text) ||
    NAMES.some((name) => name.test(text)) ||
    SEQUENCES.some((patterns) => holds(text, patterns)) ||
    SEQUENCES_OF_ONE_PROGRAM.some((patterns) => text.split(/\s\|\s/).some((part) => holds(part, patterns)))
  );
}

function holds(text: string, patterns: readonly RegExp[]): boolean {
  let left = text;
  for (const pattern of patterns) {
    const at = left.search(pattern);
    if (at < 0) return false;
    left = left.slice(at);
  }
  return true;
}

function redirects(text: string): boolean {
  if (!text.includes('>')) return false;
  for (const { index } of text.matchAll(REDIRECT)) if (text[index - 1] !== '>') return true;
  return false;
}

/**
 * What stands in quotes and has a space or `>` in it is a phrase that is searched for, a message, code: no name of a
 * program. Where a text may be run or where quotes cannot be told by a glance, it stays.
 */
function withoutPhrases(command: string): string {
  if (/[\n#`]|<<|\$\(|\s-\w*[ceS]\b|\b(?:eval|xargs|parallel|watch|trap)\b/.test(command)) return command;
  return command.replaceAll(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"/g, (piece) =>
    piece.startsWith('\\') || !/[\s>]/.test(piece) ? piece : '""',
  );
}
