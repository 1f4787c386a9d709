/**
 * Breaks good JSON as it gets broken: a key is dropped, renamed, retyped, nested or there twice, a number or a text is of
 * a size that nobody thought of, the end is missing.
 */
import fc from 'fast-check';

type Tree = Record<string, unknown> | unknown[];

/** Stand for what JSON can write and a value cannot hold, or what is too long to be shown in a counterexample. */
const WRITTEN: Readonly<Record<string, () => string>> = {
  '"@infinite@"': () => '1e400',
  '"@tiny@"': () => '-1e-400',
  '"@long@"': () => `"${'x'.repeat(300_000)}"`,
  '"@nested@"': () => '['.repeat(20_000) + ']'.repeat(20_000),
  '"@deep@"': () => `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
};

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

/** Values that are of no expected type or size. */
export const strange: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      '',
      ' ',
      0,
      -1,
      0.5,
      1e308,
      2 ** 53,
      '\0',
      'a\0b',
      '\ud800',
      'a\udc00\ud800',
      '\u202e',
      '\u001b[2J',
      '../../etc/passwd',
      [],
      {},
      [null],
      ...PROTOTYPE_KEYS,
      '@infinite@',
      '@tiny@',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('@nested@', '@deep@') },
);

/** The long text costs a hundred times what the others do, so it comes seldom. */
const seldomLong = fc.oneof(
  { weight: 60, arbitrary: strange },
  { weight: 1, arbitrary: fc.constant<unknown>('@long@') },
);

const step = fc.record({
  how: fc.constantFrom('drop', 'retype', 'retype', 'rename', 'nest', 'add', 'swap'),
  at: fc.nat(200),
  other: fc.nat(200),
  key: fc.oneof(fc.constantFrom(...PROTOTYPE_KEYS, ''), fc.string({ unit: 'binary', maxLength: 8 })),
  value: seldomLong,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Place {
  readonly parent: Tree;
  readonly key: string | number;
}

function places(tree: unknown, found: Place[] = []): Place[] {
  if (typeof tree !== 'object' || tree === null) return found;
  for (const key of Object.keys(tree)) {
    found.push({ parent: tree as Tree, key });
    places((tree as Record<string, unknown>)[key], found);
  }
  return found;
}

const get = ({ parent, key }: Place): unknown => (parent as Record<string | number, unknown>)[key];

/** As an own property, whatever its name. */
function set(parent: Tree, key: string | number, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function drop({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function take(root: Tree, { how, at, other, key, value: given }: Step): void {
  // A copy: the next step may change it, and the next case is given the same one.
  const value = structuredClone(given);
  const all = places(root);
  const place = all[at % Math.max(1, all.length)];
  if (place === undefined || how === 'add') {
    set(root, Array.isArray(root) ? root.length : key, value);
    return;
  }
  if (how === 'drop') drop(place);
  else if (how === 'retype') set(place.parent, place.key, value);
  else if (how === 'nest')
    set(place.parent, place.key, at % 2 === 0 ? [get(place)] : { [`${key}`]: get(place) });
  else if (how === 'rename') {
    const kept = get(place);
    drop(place);
    set(place.parent, Array.isArray(place.parent) ? place.parent.length : key, kept);
  } else {
    const second = all[other % all.length] ?? place;
    const kept = structuredClone(get(place));
    set(place.parent, place.key, structuredClone(get(second)));
    // It may have been inside of what was just replaced; then this changes what nobody reads.
    set(second.parent, second.key, kept);
  }
}

/** One of some good values, changed in one to four places. */
export function mutated(good: readonly object[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...good), fc.array(step, { minLength: 1, maxLength: 4 }))
    .map(([original, steps]) => {
      const copy = structuredClone(original) as Tree;
      for (const one of steps) take(copy, one);
      return copy;
    });
}

/** The text of a value in which the marks have become what they stand for. */
export function written(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replaceAll(/"@[a-z]+@"/g, (mark) => WRITTEN[mark]?.() ?? mark);
}

const spoiled = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .record({
      text: texts,
      how: fc.constantFrom('cut', 'insert', 'twice', 'repeat'),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      piece: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom(
          'x',
          'x',
          '"',
          '\\',
          '\0',
          '}',
          ']',
          ',',
          '\ufeff',
          '\ud800',
          '\\ud800',
          '// ',
          '/*',
          '\n',
        ),
      ),
    })
    .map(({ text, how, at, piece }) => {
      const place = Math.floor(at * text.length);
      if (how === 'cut') return text.slice(0, place);
      if (how === 'insert') return text.slice(0, place) + piece + text.slice(place);
      if (how === 'twice') return text + text;
      return text.slice(0, place) + text.slice(Math.max(0, place - 20));
    });

/** JSON texts: changed in what they say, some of them also as texts. */
export function mutatedTexts(good: readonly object[]): fc.Arbitrary<string> {
  const texts = mutated(good).map(written);
  return fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: spoiled(texts) });
}

/** Any good text, changed as a text. */
export function spoiledTexts(good: readonly string[]): fc.Arbitrary<string> {
  return spoiled(fc.constantFrom(...good));
}

/** Bytes, read as a pipe is read: what is no UTF-8 becomes U+FFFD. */
export const anyBytes: fc.Arbitrary<string> = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => Buffer.from(bytes).toString('utf8'));
