/** The texts in the arguments of a call, with the key that each is under. */

/** A text, or a list of words as it stands in a call. */
export interface Argument {
  /** The nearest key above, in small letters without `_` and `-`. */
  readonly key: string;
  readonly text: string;
  /** The text is a list of words, put together as a shell would read them. */
  readonly isList: boolean;
}

const DEEPEST = 12;
const MOST = 2_000;

/** All texts of a value. What is nested too deep, and what is too much, is left out. */
export function argumentsOf(value: unknown): readonly Argument[] {
  const found: Argument[] = [];
  walk(value, '', 0, found);
  return found;
}

function walk(value: unknown, key: string, depth: number, found: Argument[]): void {
  if (found.length >= MOST || depth > DEEPEST) return;
  if (typeof value === 'string') {
    found.push({ key, text: value, isList: false });
  } else if (Array.isArray(value)) {
    const words = value.filter((one): one is string => typeof one === 'string');
    if (words.length === value.length && words.length > 0)
      found.push({ key, text: words.map(shellWord).join(' '), isList: true });
    else for (const inner of value) walk(inner, key, depth + 1, found);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) walk(inner, plainKey(name), depth + 1, found);
  }
}

const plainKey = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');

/** A word as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
