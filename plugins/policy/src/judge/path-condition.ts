/** Whether a path is what a glob is about. */
import { longestLiteral, speaksOf } from '../match/hint.ts';
import { fitsPath, type PathFit, type PathGlob } from '../match/path-glob.ts';
import type { Holds } from '../match/unknown.ts';
import type { PathItem, View } from './view.ts';

/** `text`: the dissolved line, in which something is to be seen of what is not known. */
export function holdsPath(glob: PathGlob, item: PathItem, view: View, text: string): Holds {
  if (item.path !== undefined) {
    const fit = fitOf(glob, item.path, view);
    return fit === 'fits' || (fit === 'holds-it' && item.isTree) ? 'yes' : 'no';
  }
  if (item.folder !== undefined) {
    const fit = fitOf(glob, item.folder, view);
    if (fit === 'fits') return 'yes';
    if (fit === 'no') return 'no';
  }
  return speaksOfPath(glob, text) ? 'maybe' : 'no';
}

/** Whether a text that is not read speaks of a path that the glob is about. */
export function speaksOfPath(glob: PathGlob, text: string): boolean {
  const literal = longestLiteral(glob.text);
  return literal === '' || speaksOf(text, literal);
}

/** The same of a text in another language, where a name is no path without a slash or a quote beside it. */
export function codeNames(glob: PathGlob, code: string): boolean {
  const literal = longestLiteral(glob.text);
  for (let at = code.indexOf(literal); literal !== '' && at >= 0; at = code.indexOf(literal, at + 1))
    if (/[/'"`]/.test(`${code[at - 1] ?? ''}${code[at + literal.length] ?? ''}`)) return true;
  return false;
}

function fitOf(glob: PathGlob, path: string, view: View): PathFit {
  let best: PathFit = 'no';
  for (const one of view.globs(glob)) {
    const fit = fitFrom(one, path, view);
    if (fit === 'fits') return fit;
    if (fit === 'holds-it') best = fit;
  }
  return best;
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter(Boolean);

function fitFrom(glob: PathGlob, path: string, { roots, ignoresCase }: View): PathFit {
  if (glob.from === 'disk') return fitsPath(glob, segmentsOf(path), ignoresCase);
  for (const root of roots) {
    const rest = inside(root, path, ignoresCase);
    if (rest !== undefined) return fitsPath(glob, segmentsOf(rest), ignoresCase);
  }
  if (glob.from === 'anywhere') return fitsPath(glob, segmentsOf(path), ignoresCase);
  // A folder that holds the workspace holds all that the glob takes in it.
  return roots.some((root) => inside(path, root, ignoresCase) !== undefined) ? 'holds-it' : 'no';
}

function inside(root: string, path: string, ignoreCase: boolean): string | undefined {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text).normalize('NFC');
  const base = fold(root).replace(/\/+$/, '');
  const own = fold(path);
  if (own !== base && !own.startsWith(`${base}/`)) return undefined;
  return path.normalize('NFC').slice(base.length);
}
