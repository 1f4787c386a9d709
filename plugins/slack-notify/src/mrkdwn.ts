/**
 * Makes text of events harmless in Slack's mrkdwn: no mention, no link, no end of a code block, nothing that hides or
 * turns around what is shown. Bounds are those of the escaped text, which is what Slack counts, and no escape is cut.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** Shows nothing, and keeps apart what would mean something together. */
const APART = '\u200b';
/** What Slack would call everybody with, where names are looked for. */
const CALLS = /@(?=channel\b|here\b|everyone\b)/gi;

/** One line of plain text. `longest` in characters. */
export function plain(text: string, longest: number): string {
  return bounded(
    text.trim().replaceAll(CALLS, (at) => at + APART),
    longest,
    escaped,
  );
}

/** One line in code, as text of events is best shown. Never empty. */
export function code(text: string, longest: number): string {
  return `\`${bounded(text.trim(), longest - 2, (char) => (char === '`' ? 'ˋ' : escaped(char))) || ' '}\``;
}

/** Lines in a block of code. */
export function codeBlock(text: string, longest: number): string {
  let before = '`';
  const inner = bounded(text.trim(), longest - 7, (char) => {
    const shown = char === '\n' || char === '\t' ? char : escaped(char);
    // Three in a row would end the block, the block's own counted.
    const kept = char === '`' && before === '`' ? APART + shown : shown;
    before = char;
    return kept;
  });
  return `\`\`\`${inner.endsWith('`') ? inner + APART : inner || ' '}\`\`\``;
}

function escaped(char: string): string {
  if (UNSAFE.test(char)) return SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return ENTITIES[char] ?? char;
}

function bounded(text: string, longest: number, write: (char: string) => string): string {
  let whole = '';
  for (const char of text.toWellFormed()) {
    const next = write(char);
    if (whole.length + next.length > longest - 1) return `${whole}…`;
    whole += next;
  }
  return whole;
}
