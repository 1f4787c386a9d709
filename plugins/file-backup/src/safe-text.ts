/** Makes a text safe to be shown: what ends a line, what a terminal obeys, what turns the direction is written as an escape. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (char: string): string =>
  SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One printable line. */
export const safeText = (text: string): string => text.replaceAll(UNSAFE, escaped);

/** Printable lines: line ends and tabs stay. */
export const safeLines = (text: string): string =>
  text.replaceAll(UNSAFE, (char) => (char === '\n' || char === '\t' ? char : escaped(char)));
