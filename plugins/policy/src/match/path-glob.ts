/** Globs of paths: `*`, `?`, `[…]`, `{a,b}` and `**`. A name that begins with a dot is a name like any other. */

/** A compiled glob: its alternatives, each as segments. */
export interface PathGlob {
  readonly text: string;
  /** Where it starts: a name at any depth, the root of the workspace, or the root of the disk. */
  readonly from: 'anywhere' | 'workspace' | 'disk';
  readonly alternatives: readonly (readonly string[])[];
}

const MOST_ALTERNATIVES = 64;
const LONGEST = 512;

/** A compiled glob, or what is wrong with the text. `home`: what `~/` stands for. */
export function parsePathGlob(text: string, home?: string): PathGlob | { readonly problem: string } {
  const problem = problemOf(text);
  if (problem !== undefined) return { problem };
  const normal = text.normalize('NFC');
  const alternatives = braces(normal);
  if (alternatives === undefined)
    return { problem: `It stands for more than ${MOST_ALTERNATIVES} patterns.` };
  const isHome = normal === '~' || normal.startsWith('~/');
  const isLocal = normal === '.' || normal.replace(/\/+$/, '').includes('/');
  const from = isHome || normal.startsWith('/') ? 'disk' : isLocal ? 'workspace' : 'anywhere';
  const segments = alternatives.map((one) => segmentsOf(isHome ? `${home ?? ''}${one.slice(1)}` : one));
  if (segments.some((one) => one === undefined))
    return { problem: 'It leaves the folder that it starts from.' };
  return { text, from, alternatives: segments as (readonly string[])[] };
}

function problemOf(text: string): string | undefined {
  if (text.trim() === '') return 'It is empty.';
  if (text.length > LONGEST) return `It is longer than ${LONGEST} characters.`;
  if (text.startsWith('!')) return 'There is no "!" here: write a rule with another action before this one.';
  if (text.includes('\\')) return 'It has a backslash: paths are written with "/".';
  if (/\p{Cc}/u.test(text)) return 'It has a control character.';
  if (/^~[^/]/.test(text)) return 'Only "~/" stands for a home folder, the one of the user.';
  let [open, bracket] = [0, false];
  for (const [at, one] of [...text].entries()) {
    if (bracket) {
      if (one === ']' && text[at - 1] !== '[') bracket = false;
    } else if (one === '[') bracket = true;
    else if (one === '{') open++;
    else if (one === '}' && --open < 0) return 'It has a "}" without a "{".';
  }
  if (bracket) return 'It has a "[" without a "]".';
  return open > 0 ? 'It has a "{" without a "}".' : undefined;
}

/** All texts that braces stand for; undefined where they are too many. */
function braces(text: string): readonly string[] | undefined {
  const start = text.indexOf('{');
  if (start < 0) return [text];
  const commas = [start];
  let depth = 0;
  let end = start;
  for (; end < text.length; end++) {
    if (text[end] === '{') depth++;
    else if (text[end] === '}' && --depth === 0) break;
    else if (text[end] === ',' && depth === 1) commas.push(end);
  }
  const all: string[] = [];
  for (const [index, comma] of commas.entries()) {
    const inner = text.slice(comma + 1, commas[index + 1] ?? end);
    const more = braces(text.slice(0, start) + inner + text.slice(end + 1));
    if (more === undefined) return undefined;
    all.push(...more);
    if (all.length > MOST_ALTERNATIVES) return undefined;
  }
  return all;
}

function segmentsOf(text: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const one of text.split('/')) {
    if (one === '' || one === '.') continue;
    if (one !== '..') segments.push(one);
    else if (segments.pop() === undefined) return undefined;
  }
  // What lies in a folder is meant with the folder, so a last `**` says nothing more.
  while (segments.length > 1 && segments.at(-1) === '**') segments.pop();
  return segments;
}

/** How a glob takes a path. */
export type PathFit = 'fits' | 'holds-it' | 'no';

/**
 * Whether a glob is about a path that is given as segments from where the glob starts: the path itself, or what lies in a folder that it
 * takes. `holds-it`: the path is a folder in which something may lie that the glob takes.
 */
export function fitsPath(glob: PathGlob, path: readonly string[], ignoreCase: boolean): PathFit {
  let holdsIt = false;
  for (const alternative of glob.alternatives) {
    const segments = glob.from === 'anywhere' ? ['**', ...alternative] : alternative;
    const fit = fitSegments(segments, path, ignoreCase);
    if (fit === 'fits') return 'fits';
    if (fit === 'holds-it') holdsIt = true;
  }
  return holdsIt ? 'holds-it' : 'no';
}

function fitSegments(pattern: readonly string[], path: readonly string[], ignoreCase: boolean): PathFit {
  let row = closure(new Set([0]), pattern);
  if (row.has(pattern.length)) return 'fits';
  for (const segment of path) {
    const next = new Set<number>();
    for (const at of row) {
      const own = pattern[at];
      if (own === '**') next.add(at);
      else if (own !== undefined && fitsSegment(own, segment, ignoreCase)) next.add(at + 1);
    }
    row = closure(next, pattern);
    if (row.has(pattern.length)) return 'fits';
    if (row.size === 0) return 'no';
  }
  return 'holds-it';
}

function closure(row: Set<number>, pattern: readonly string[]): Set<number> {
  for (const at of row) if (pattern[at] === '**') row.add(at + 1);
  return row;
}

/** Whether a pattern of one segment takes a name. Goes back to the last star only, so the work is bounded. */
export function fitsSegment(pattern: string, name: string, ignoreCase: boolean): boolean {
  const own = parts(ignoreCase ? pattern.toLowerCase() : pattern);
  const text = [...(ignoreCase ? name.toLowerCase() : name)];
  let [at, here, star, resume] = [0, 0, -1, 0];
  while (here < text.length) {
    const part = own[at];
    if (part === '*') {
      star = at++;
      resume = here;
    } else if (part !== undefined && takes(part, text[here] as string)) {
      at++;
      here++;
    } else if (star >= 0) {
      at = star + 1;
      here = ++resume;
    } else return false;
  }
  while (own[at] === '*') at++;
  return at === own.length;
}

type Part = string | { readonly not: boolean; readonly ranges: readonly (readonly [string, string])[] };

function parts(pattern: string): readonly Part[] {
  const all: Part[] = [];
  for (let at = 0; at < pattern.length; ) {
    const bracket = /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at));
    if (bracket) {
      const ranges = [...(bracket[2] ?? '').matchAll(/(.)-(.)|(.)/gsu)].map(
        ([, from, to, one]) => [from ?? one, to ?? one] as [string, string],
      );
      all.push({ not: bracket[1] !== '', ranges });
      at += bracket[0].length;
      continue;
    }
    const one = String.fromCodePoint(pattern.codePointAt(at) as number);
    if (!(one === '*' && all.at(-1) === '*')) all.push(one);
    at += one.length;
  }
  return all;
}

function takes(part: Part, character: string): boolean {
  if (typeof part === 'string') return part === '?' || part === character;
  return part.not !== part.ranges.some(([from, to]) => character >= from && character <= to);
}
