/**
 * Text of which a part may be unknown. It is a plain string in which code points of the private-use area stand for what
 * cannot be known before the command runs, so that everything that works on strings works on it. `cleanSource` takes
 * these code points out of what is judged: nobody can write them.
 */

/** Stands for any text, also none: a variable that nobody set, the output of a program. */
export const UNKNOWN = '\uE000';
/** An unquoted `*`, or anything that matches a run of characters. */
export const STAR = '\uE001';
/** An unquoted `?` or bracket: one character. */
export const ONE = '\uE002';
/** Stands for a text that is not empty: a line that was read, a count. */
export const SOME = '\uE003';

const MARKS = /[\uE000-\uE003]/g;
const ANY_MARK = /[\uE000-\uE003]/;
const UNKNOWN_MARK = /[\uE000\uE003]/;

/** Where a text came from, as far as it matters for judging where it goes. */
export const TAINT = {
  network: 1,
  decoder: 2,
  secret: 4,
  dump: 8,
  machine: 16,
  processes: 32,
  containers: 64,
  tree: 128,
  /** All variables at once: harmless on the screen by itself, a secret if it leaves. */
  environment: 256,
  /** A named pipe: what comes out of it is what anything in this line put in. */
  pipe: 512,
  /** A secret that is a variable, not a file: it may be what an address is asked with. */
  variable: 1024,
  /** It never ends: `/dev/zero`. */
  endless: 2048,
  /** Processes of the guard. */
  guard: 4096,
  /** More lines than a machine has processes. */
  many: 8192,
} as const;

/** What a command reads or writes. */
export interface Stream {
  readonly text: string;
  readonly taint: number;
}

/** One word of a command after its expansion, and where it stood. */
export interface Field extends Stream {
  readonly start: number;
  readonly end: number;
  /** It was a redirection-like word of a process substitution, or quoted: it is no option or pattern by accident. */
  readonly assigned?: boolean;
}

export const NOTHING: Stream = { text: '', taint: 0 };
export const ANYTHING: Stream = { text: UNKNOWN, taint: 0 };

/** Keeps a text from growing without bound; what is beyond is unknown. */
const LONGEST = 16_384;

export function bounded(text: string): string {
  return text.length > LONGEST ? text.slice(0, LONGEST) + UNKNOWN : text;
}

export function isKnown(text: string): boolean {
  return !ANY_MARK.test(text);
}

export function hasUnknown(text: string): boolean {
  return UNKNOWN_MARK.test(text);
}

export function cleanSource(source: string): string {
  return ANY_MARK.test(source) ? source.replace(MARKS, '\uFFFD') : source;
}

/** Takes glob characters that stand unquoted in a value for what they are. */
export function asPattern(text: string): string {
  return /[*?[]/.test(text)
    ? text
        .replace(/\*/g, STAR)
        .replace(/\?/g, ONE)
        .replace(/\[[^\]/]{1,32}\]/g, ONE)
    : text;
}

/** The text as a person would have written it: for patterns that are compared, never for what is run. */
export function asWritten(text: string): string {
  return ANY_MARK.test(text)
    ? text.replace(MARKS, (mark) => (mark === STAR ? '*' : mark === ONE ? '?' : '$_'))
    : text;
}

/** A glob that texts are matched against, in a time that does not depend on what it is made of. */
export interface Glob {
  test(text: string): boolean;
}

/** A matcher for a pattern of marks, or nothing if it is too long to be meant. */
export function globExpression(pattern: string): Glob | undefined {
  return pattern.length > 128 ? undefined : { test: (text) => matches(pattern, text) };
}

function isRun(character: string | undefined): boolean {
  return character === STAR || character === UNKNOWN || character === SOME;
}

/** Goes back to the last star only: what an earlier one took never has to change. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let here = 0;
  let star = -1;
  let resume = 0;
  while (here < text.length) {
    const character = pattern[at];
    if (isRun(character)) {
      star = at++;
      resume = here;
    } else if (character !== undefined && (character === ONE || character === text[here])) {
      at++;
      here++;
    } else if (star >= 0) {
      at = star + 1;
      here = ++resume;
    } else return false;
  }
  while (isRun(pattern[at])) at++;
  return at === pattern.length;
}
