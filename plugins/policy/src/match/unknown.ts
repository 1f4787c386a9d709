/**
 * Text of which a part is not known before the command runs. It is a plain string in which code points of the
 * private-use area stand for what is not known; they are taken out of every text that comes from outside.
 */

/** Any text, also none, within one word. */
export const ANY = '\uE000';
/** A word of its own that may become any number of words: `$ARGS`. */
export const WORDS = '\uE001';
/** An unquoted `*` of the shell. */
export const STAR = '\uE002';
/** An unquoted `?`, or a bracket: one character. */
export const ONE = '\uE003';

const MARKS = /[\uE000-\uE003]/g;

/** A text from outside, in which nothing is a mark. */
export const withoutMarks = (text: string): string => text.replace(MARKS, '\uFFFD');

/** Whether the whole text is known. */
export const isKnown = (text: string): boolean => text.search(MARKS) < 0;

/** The text for a person. */
export const shownText = (text: string): string =>
  text.replace(MARKS, (mark) => (mark === STAR ? '*' : mark === ONE ? '?' : '…'));

/** What is known of a text for sure, an opinion for sure, or what may be. */
export type Holds = 'yes' | 'maybe' | 'no';

/**
 * Whether a text can be what a pattern of single characters, runs and literals takes. Both may have runs, so this asks
 * whether there is a text that both take.
 */
export function mayMeet(pattern: readonly Token[], text: readonly Token[]): boolean {
  // Row by row, so that the work is the product of the lengths whatever they hold.
  let row = closed(new Set([0]), pattern);
  for (const token of text) {
    const next = new Set<number>();
    for (const at of row) {
      const own = pattern[at];
      if (token.run) next.add(at);
      if (own === undefined) continue;
      if (own.run) next.add(at);
      if (token.run) for (let later = at; later <= pattern.length; later++) next.add(later);
      else if (own.run || own.takes(token)) next.add(own.run ? at : at + 1);
    }
    row = closed(next, pattern);
    if (row.size === 0) return false;
  }
  return row.has(pattern.length);
}

function closed(row: Set<number>, pattern: readonly Token[]): Set<number> {
  for (const at of row) if (pattern[at]?.run) row.add(at + 1);
  return row;
}

/** One character of a pattern or a text. */
export interface Token {
  /** Any number of characters. */
  readonly run: boolean;
  /** The literal character, where it is one. */
  readonly character?: string;
  takes(other: Token): boolean;
}

const run: Token = { run: true, takes: () => true };
const single: Token = { run: false, takes: () => true };
const literal = (character: string): Token => ({
  run: false,
  character,
  takes: (other) => other.character === undefined || other.character === character,
});

/** The tokens of a text with marks; `star`: characters `*` that are runs, too. */
export function tokens(text: string, star = false): readonly Token[] {
  return [...text].map((one) =>
    one === ANY || one === WORDS || one === STAR || (star && one === '*')
      ? run
      : one === ONE
        ? single
        : literal(one),
  );
}

/** How a pattern with `*` and a text that may hold marks go together. */
export function holds(pattern: string, text: string): Holds {
  if (!mayMeet(tokens(pattern, true), tokens(text))) return 'no';
  return isKnown(text) ? 'yes' : pattern === '*' ? 'yes' : 'maybe';
}
