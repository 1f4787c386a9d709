// A guide is a page whose fenced blocks are meant to be followed in order. A block with a file name after its language is
// a file to write; a `console` block holds commands after `$ ` with what they print below. Other blocks are to be read.

/** One thing that the reader of a guide does. */
export type GuideStep =
  | { readonly kind: 'write'; readonly file: string; readonly text: string; readonly line: number }
  | { readonly kind: 'run'; readonly command: string; readonly prints: string; readonly line: number };

const FENCE = /^(`{3,})([^\s`]*)[ \t]*(\S*)[ \t]*$/;

/** The steps of a page, in order. */
export function guideSteps(page: string): readonly GuideStep[] {
  const lines = page.split('\n');
  const steps: GuideStep[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence = '', language, file] = FENCE.exec(lines[at] ?? '') ?? [];
    if (language === undefined || language === '') continue;
    const start = at + 1;
    const length = lines.slice(start).indexOf(fence);
    if (length === -1) throw new Error(`The block that begins in line ${at + 1} does not end.`);
    const body = lines.slice(start, start + length);
    if (language === 'console') steps.push(...commands(body, start + 1));
    else if (file) steps.push({ kind: 'write', file, text: `${body.join('\n')}\n`, line: at + 1 });
    at = start + length;
  }
  return steps;
}

/** The blocks of a language that are to be read: code that stands on its own, and no file of the guide. */
export function codeBlocks(page: string, language: string): readonly { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  for (const { 0: all, index, groups } of page.matchAll(
    /^(?<fence>`{3,})(?<info>.*)\n(?<text>[\s\S]*?)^\k<fence>$/gm,
  ))
    if (groups?.['info'] === language && all)
      found.push({ text: groups['text'] ?? '', line: page.slice(0, index).split('\n').length });
  return found;
}

function commands(body: readonly string[], firstLine: number): readonly GuideStep[] {
  const found: { command: string; prints: string[]; line: number }[] = [];
  body.forEach((text, index) => {
    if (text.startsWith('$ ')) found.push({ command: text.slice(2), prints: [], line: firstLine + index });
    else if (found.length === 0) throw new Error(`Line ${firstLine + index}: output without a command.`);
    else found.at(-1)?.prints.push(text);
  });
  return found.map(({ command, prints, line }) => ({
    kind: 'run',
    command,
    prints: prints.join('\n').trim(),
    line,
  }));
}

/**
 * Whether what was printed is what the guide shows. In the guide `…` stands for any text within a line, and a line of
 * nothing else for any number of lines.
 */
export function isShown(shown: string, printed: string): boolean {
  if (shown === '') return printed.trim() === '';
  const pattern = shown
    .split('\n')
    .map((line) =>
      line.trim() === '…' ? '(?:.*\\n)*?' : `${line.trimEnd().split('…').map(literal).join('.*?')}[ \\t]*\\n`,
    )
    .join('');
  return new RegExp(`^${pattern}$`).test(`${printed.trim()}\n`);
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
