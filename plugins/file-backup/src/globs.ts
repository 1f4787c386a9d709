/** Patterns of the shell and of the options. The matcher is loaded for the first pattern: most commands have none. */
import { existsSync, lstatSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type picomatch from 'picomatch';
import type { FolderWalk } from './folder-walk.ts';

type Matcher = (text: string) => boolean;

const MOST_STARS = 5;

let load: typeof picomatch | undefined;

function matcher(pattern: string, options: picomatch.PicomatchOptions): Matcher {
  load ??= createRequire(import.meta.url)('picomatch') as typeof picomatch;
  return load(pattern, options);
}

const isPattern = (segment: string): boolean => /(?<!\\)[*?[{(]/.test(segment);
const unescaped = (segment: string): string => segment.replaceAll(/\\(.)/g, '$1');

/** The paths that a pattern of a shell matches in this folder, absolute. `**` stands for folders in folders. */
export function expandPattern(pattern: string, cwd: string, walk: FolderWalk): readonly string[] {
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  let paths = [pattern.startsWith('/') ? '/' : cwd];
  segments.forEach((segment, index) => {
    const isLast = index === segments.length - 1;
    if (segment === '**') {
      paths = paths.flatMap((path) => [path, ...foldersBelow(path, walk)]);
      if (isLast) paths = paths.flatMap((path) => walk.list(path).map(({ name }) => join(path, name)));
      return;
    }
    if (!isPattern(segment)) {
      paths = paths.map((path) => resolve(path, unescaped(segment))).filter(isThere);
      return;
    }
    const matches = nameMatcher(segment);
    paths = paths.flatMap((path) =>
      walk
        .list(path)
        .filter(({ name }) => matches(name))
        .map(({ name }) => join(path, name)),
    );
  });
  return [...new Set(paths)];
}

/**
 * Whether a name is matched as by a shell: what begins with a dot is matched by a dot only. A pattern that could take for
 * ever, with many stars or with `+(…)`, matches every name: what it names is among them.
 */
export function nameMatcher(pattern: string): Matcher {
  const isCostly = (pattern.match(/\*/g)?.length ?? 0) > MOST_STARS || /[+*?@!]\(/.test(pattern);
  if (isCostly) return (name) => !name.startsWith('.') || pattern.startsWith('.');
  try {
    return matcher(pattern, { dot: false, nobrace: true, posix: true });
  } catch {
    // Too long, for instance: no file has such a name.
    return () => false;
  }
}

function foldersBelow(root: string, walk: FolderWalk): string[] {
  const folders: string[] = [];
  for (const { path, isFolder } of walk.below(root, (_, name) => !name.startsWith('.'))) {
    if (isFolder) folders.push(path);
  }
  return folders;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path) !== undefined;
  } catch {
    return existsSync(path);
  }
}

/**
 * Whether a path is one of the globs of the options: one without `/` is the name of the file or of a folder on the way,
 * one with it a path, from the root or from anywhere.
 */
export function globFilter(globs: readonly string[]): Matcher {
  const names = globs.filter((glob) => !glob.includes('/'));
  const plainNames = new Set(names.filter((name) => !isPattern(name)).map(unescaped));
  const matchers = [
    ...names.filter(isPattern).map((name): Matcher => {
      const matches = matcher(name, { dot: true });
      return (path) => path.split('/').some((segment) => segment !== '' && matches(segment));
    }),
    ...globs
      .filter((glob) => glob.includes('/'))
      .map((glob): Matcher => {
        const from = glob.startsWith('/') ? glob : `**/${glob.replace(/^\.\//, '')}`;
        return matcher(from.endsWith('/') ? `${from}**` : from, { dot: true });
      }),
  ];
  return (path) =>
    path.split('/').some((segment) => plainNames.has(segment)) || matchers.some((matches) => matches(path));
}
