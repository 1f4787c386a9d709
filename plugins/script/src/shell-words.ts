/**
 * Splits a shell line into words when the shell would do nothing with it but run those words. Anything else (a pipe,
 * a variable, a wildcard, an assignment, a keyword) is left to `bash -lc`, which is how the agent runs it.
 */
const KEYWORDS = new Set(
  'if then else elif fi for while until do done case esac select function time coproc in [[ ]]'.split(' '),
);
/** Outside quotes: characters that mean something to the shell wherever they stand. */
const SPECIAL = new Set('|&;<>()$`*?[]{}~#!^\n\r\0'.split(''));
/** Inside double quotes. */
const SPECIAL_IN_QUOTES = new Set('$`\\!\0'.split(''));

/** The words of a plain command, or undefined when a shell is needed to say what it means. */
export function plainWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === ' ' || char === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
    } else if (char === "'" || char === '"') {
      const end = line.indexOf(char, at + 1);
      if (end < 0) return undefined;
      const quoted = line.slice(at + 1, end);
      if (char === '"' && [...quoted].some((one) => SPECIAL_IN_QUOTES.has(one))) return undefined;
      word = (word ?? '') + quoted;
      at = end + 1;
    } else if (char === '\\') {
      const next = line.charAt(at + 1);
      if (next === '' || next === '\n' || next === '\0') return undefined;
      word = (word ?? '') + next;
      at += 2;
    } else {
      if (SPECIAL.has(char)) return undefined;
      word = (word ?? '') + char;
      at += 1;
    }
  }
  if (word !== undefined) words.push(word);
  const [first] = words;
  if (first === undefined || KEYWORDS.has(first) || /^[A-Za-z_]\w*\+?=/.test(first)) return undefined;
  return words;
}

/** A shell line as the argument list that runs it. */
export function argvOf(line: string): readonly string[] {
  return plainWords(line) ?? ['bash', '-lc', line];
}
