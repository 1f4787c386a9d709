/**
 * Makes a text safe to stand in a line of a log: characters that end a line, that a terminal obeys, or that turn
 * the direction of what is shown are written as escapes.
 */
const LONGEST = 500;
/** Characters of one text in a JSON line, which is read by programs. */
const LONGEST_IN_JSON = 4_000;
/** Characters of a text that are looked at for secrets: a command may have megabytes, of which a line shows the beginning. */
export const LOOKED_AT = 65_536;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Writes unsafe characters as escapes that JSON reads as well. */
export function escapeControl(text: string): string {
  return text.replaceAll(
    UNSAFE,
    (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text without what is beyond its bound. */
export function cut(text: string, longest = LONGEST_IN_JSON): string {
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
}

/** One bounded, printable piece of a line. */
export function safeText(text: string): string {
  return escapeControl(cut(text.trim(), LONGEST));
}
