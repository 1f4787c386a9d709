/** Text of others for a terminal: what would move the cursor, turn the direction of writing or not be seen is spelled out. */

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text in one line: `\n` for a line end, `\u{202e}` for what has no glyph. */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, (one) => SHORT[one] ?? `\\u{${one.codePointAt(0)?.toString(16)}}`);
}

/** The same for a line that is shown as it stands in a file: its tabs are its layout. */
export function visibleLine(line: string): string {
  return line.split('\t').map(visible).join('\t');
}
