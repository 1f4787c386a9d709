/** A word of a command as far as it is known before the command runs. */

export interface Field {
  /** `plain`: as it is. `glob`: a pattern, what is not part of it escaped. `unknown`: only the shell will know. */
  readonly kind: 'plain' | 'glob' | 'unknown';
  readonly text: string;
  /** It was found in a folder and is not named by the command. */
  readonly isFound?: boolean;
}

export const plain = (text: string): Field => ({ kind: 'plain', text });
export const UNKNOWN: Field = { kind: 'unknown', text: '' };

/** The text of a field that is known to the letter. */
export const textOf = (field: Field | undefined): string | undefined =>
  field?.kind === 'plain' ? field.text : undefined;

/** A text as a pattern that matches it and nothing else. */
export const escapePattern = (text: string): string => text.replaceAll(/[\\*?[\]{}()!+@|^$]/g, '\\$&');

const MOST_ALTERNATIVES = 64;

/** Every way of putting one of `after` behind one of `before`. */
export function joined(before: readonly Field[], after: readonly Field[]): readonly Field[] {
  if (before.length * after.length > MOST_ALTERNATIVES) return [UNKNOWN];
  return before.flatMap((first) => after.map((second) => join(first, second)));
}

function join(first: Field, second: Field): Field {
  if (first.kind === 'unknown' || second.kind === 'unknown') return UNKNOWN;
  if (first.kind === 'plain' && second.kind === 'plain') return plain(first.text + second.text);
  return { kind: 'glob', text: patternOf(first) + patternOf(second) };
}

const patternOf = ({ kind, text }: Field): string => (kind === 'plain' ? escapePattern(text) : text);

/** The alternatives of `{a,b}` and `{1..9}`; undefined for one that is more than that. */
export function braceAlternatives(text: string): readonly string[] | undefined {
  const inner = text.slice(1, -1);
  if (!text.startsWith('{') || !text.endsWith('}') || /[{}$`'"\\*?[]/.test(inner)) return undefined;
  const range = /^(-?\d+)\.\.(-?\d+)$/.exec(inner);
  if (!range) return inner.includes(',') ? inner.split(',') : undefined;
  const [from, to] = [Number(range[1]), Number(range[2])];
  const length = Math.abs(to - from) + 1;
  if (length > MOST_ALTERNATIVES) return undefined;
  return Array.from({ length }, (_, step) => String(from + (to < from ? -step : step)));
}
