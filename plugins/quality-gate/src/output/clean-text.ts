/** Makes of what a program printed for a terminal a text that a model can read. */

const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])|\u009b[0-?]*[ -/]*[@-~]/g;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;
/** Of a text that is no text, so many of its characters are none; a few of them are a slip of a program. */
const BINARY_SHARE = 0.1;
const BINARY_LEAST = 16;

/** The text without escapes, in which a line is what a terminal would show last. */
export function cleanText(text: string): string {
  if (isBinary(text)) return '[binary output, left out]';
  return text
    .replaceAll(ESCAPES, '')
    .split(/\r?\n/)
    .map((line) =>
      overwritten(line)
        .replaceAll(UNSEEN, (one) => (one === '\t' ? one : ''))
        .trimEnd(),
    )
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

function overwritten(line: string): string {
  const shown = line.split('\r').filter(Boolean);
  return shown.at(-1) ?? '';
}

function isBinary(text: string): boolean {
  const sample = text.slice(0, 8_192).replaceAll(ESCAPES, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the question here.
  const strange = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return strange > Math.max(BINARY_LEAST, sample.length * BINARY_SHARE);
}
