/**
 * Makes a text fit to be passed in an environment or as an argument. The system refuses to start a program at all
 * when one of them has a NUL character or is too large, and a gate that does not start lets everything through.
 */

/** Bytes. Linux takes 128 KiB in one variable, and 2 MiB in all. */
export const PASSABLE_BYTES = 64 * 1024;

/** A text that can be passed, and whether it is the whole of what it was made from. */
export interface Passable {
  readonly text: string;
  readonly whole: boolean;
}

/** Cuts a text to the bound and replaces NUL by U+FFFD. */
export function passable(text: string, limit = PASSABLE_BYTES): Passable {
  const clean = text.replaceAll('\0', '\uFFFD');
  if (clean.length * 3 <= limit || Buffer.byteLength(clean) <= limit)
    return { text: clean, whole: clean === text };
  const bytes = Buffer.from(clean);
  let end = limit;
  // A continuation byte at the cut belongs to a character that did not fit.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return { text: bytes.toString('utf8', 0, end), whole: false };
}

/** The JSON of a value made from a text, with the text cut until the JSON fits: it stays well-formed. */
export function passableJson(text: string, build: (text: string) => unknown): Passable {
  let part = passable(text);
  let json = JSON.stringify(build(part.text));
  for (let limit = PASSABLE_BYTES / 2; Buffer.byteLength(json) > PASSABLE_BYTES; limit /= 2) {
    part = { ...passable(text, limit), whole: false };
    json = JSON.stringify(build(part.text));
  }
  return { text: json, whole: part.whole };
}
