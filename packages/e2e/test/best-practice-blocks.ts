// The code blocks of the second seed. Its copy has lost the fences, so a block is known by how it begins: a JSON object by
// a brace alone on a line, the TOML table and the command line by their first word.
import { readFileSync } from 'node:fs';

/** One block, in the order of the document. */
export interface Block {
  readonly language: 'json' | 'toml' | 'sh';
  readonly text: string;
  /** The line of prose before it. */
  readonly after: string;
}

/** The document, as it is. */
export const DOCUMENT = readFileSync(
  new URL('./fixtures/codex-hooks-best-practice.txt', import.meta.url),
  'utf8',
);

const BEGINNINGS: readonly (readonly [RegExp, Block['language'], RegExp])[] = [
  [/^\{$/, 'json', /^\}$/],
  [/^\[[\w.]+\]$/, 'toml', /^$/],
  [/^\/usr\/bin\//, 'sh', /^$/],
];

/** All blocks. */
export function blocks(document = DOCUMENT): readonly Block[] {
  const lines = document.split('\n');
  const found: Block[] = [];
  let after = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, language, end] = BEGINNINGS.find(([begins]) => begins.test(line)) ?? [];
    if (!language || !end) {
      if (line.trim() !== '') after = line;
      continue;
    }
    let last = at + 1;
    while (last < lines.length && !end.test(lines[last] ?? '')) last += 1;
    const text = lines.slice(at, language === 'json' ? last + 1 : last).join('\n');
    found.push({ language, text, after });
    at = last;
  }
  return found;
}

/** The fields that a line of the document names after a colon: `Input fields: turn_id, prompt, plus common fields`. */
export function inputFields(event: string): readonly string[] {
  const section = DOCUMENT.slice(DOCUMENT.indexOf(`\n${event}\n`, DOCUMENT.indexOf('Hook Events Deep Dive')));
  const line = /^Input fields: (.*)$/m.exec(section)?.[1] ?? '';
  return line.split(', ').filter((name) => name !== 'plus common fields');
}

/** The first column of the table under a heading, and the rest of its rows. */
export function rows(heading: string): readonly (readonly [string, string])[] {
  const lines = DOCUMENT.slice(DOCUMENT.indexOf(`\n${heading}\n`))
    .split('\n')
    .slice(1);
  const begin = lines.findIndex((line) =>
    /^(?:Field Type|Event Matcher|Option Default|Priority Location) /.test(line),
  );
  const table = lines.slice(begin + 1, lines.indexOf('', begin));
  return table.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
}
