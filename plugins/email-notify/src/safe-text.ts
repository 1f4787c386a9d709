/** Text of events, harmless in a mail: nothing begins a line or a header of its own, and nothing is turned round. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One bounded line; `longest` in characters, before escapes. */
export function safeLine(text: string, longest: number): string {
  const whole = text.trim().toWellFormed();
  const cut = whole.length > longest ? `${whole.slice(0, longest).toWellFormed()}…` : whole;
  return cut.replaceAll(
    UNSAFE,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML that says the same. */
export const htmlText = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
