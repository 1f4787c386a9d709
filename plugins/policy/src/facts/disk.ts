/** What the disk says of paths: where links lead, what a pattern of the shell takes, whether case matters. */
import { basename, dirname, join } from 'node:path';
import { fitsSegment } from '../match/path-glob.ts';
import { ANY, ONE, STAR } from '../match/unknown.ts';

/** An import of it would make a second module of what the hook has loaded already. */
const fs = process.getBuiltinModule('node:fs');
const MOST_STEPS = 64;
const MOST_NAMES = 2_000;
const MOST_FOUND = 200;

/** A path without links, as far as it exists; the path itself where that cannot be told. */
export function realPath(path: string): string {
  let rest = '';
  let at = path;
  for (let step = 0; step < MOST_STEPS; step++) {
    try {
      return join(fs.realpathSync.native(at), rest);
    } catch {
      const target = linkTarget(at);
      if (target !== undefined) {
        // A link to what does not exist yet: writing to it makes that.
        at = target;
        continue;
      }
      const above = dirname(at);
      if (above === at) break;
      rest = join(basename(at), rest);
      at = above;
    }
  }
  return path;
}

function linkTarget(path: string): string | undefined {
  try {
    return join(dirname(path), fs.readlinkSync(path)).replace(/\/+$/, '');
  } catch {
    return undefined;
  }
}

/** What the patterns of the shell in a path take; undefined where it is too much to say. */
export function expandPath(path: string): readonly string[] | undefined {
  let found: readonly string[] = ['/'];
  for (const segment of path.split('/')) {
    if (segment === '') continue;
    if (!segment.includes(STAR) && !segment.includes(ONE)) {
      found = found.map((folder) => join(folder, segment));
      continue;
    }
    const pattern = segment
      .replaceAll(/[[\]{}?*]/g, '[$&]')
      .replaceAll(STAR, '*')
      .replaceAll(ONE, '?');
    const next: string[] = [];
    for (const folder of found) {
      const names = namesIn(folder);
      if (names === undefined) return undefined;
      for (const name of names) if (fitsSegment(pattern, name, true)) next.push(join(folder, name));
      if (next.length > MOST_FOUND) return undefined;
    }
    found = next;
  }
  return found;
}

function namesIn(folder: string): readonly string[] | undefined {
  try {
    const names = fs.readdirSync(folder);
    return names.length > MOST_NAMES ? undefined : names;
  } catch {
    return [];
  }
}

/** Whether two spellings of a name are one file there. */
export function ignoresCase(folder: string): boolean {
  const name = basename(folder);
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
  if (other === name) return process.platform === 'darwin' || process.platform === 'win32';
  const [one, two] = [folder, join(dirname(folder), other)].map((path) =>
    fs.statSync(path, { throwIfNoEntry: false }),
  );
  return one !== undefined && two !== undefined && one.ino === two.ino && one.dev === two.dev;
}

/** The part of a path before anything unknown in it. */
export const knownFolder = (path: string): string | undefined => {
  const at = path.search(/[\uE000-\uE003]/);
  if (at < 0) return path;
  const folder = path.slice(0, path.lastIndexOf('/', at));
  return path.startsWith(ANY) ? undefined : folder;
};
