/**
 * Whether `$HOOKLINE_HOME` lies inside of the project at hand, where an environment file of a repository may have put it.
 * What is kept there would count as the person's own: approvals, hooks that need none, snapshots, work that waits. On the
 * hot path: imports only Node's own.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { trustMode } from './trust-mode.ts';

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
};

/** Where a path leads, also one of which the last parts are not there yet. */
function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(real(parent), relative(parent, path));
  }
}

/** The repository's root of a folder, else the folder. */
function rootOf(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** A person may keep their whole home in a repository. By what the system says: the environment is in doubt here. */
function holdsHome(root: string): boolean {
  try {
    return isInside(root, real(process.getBuiltinModule('node:os').userInfo().homedir));
  } catch {
    return false;
  }
}

/** True where what is kept in `home` must not count for the project that `cwd` is in. Never throws. */
export function isHomeOfProject(
  home: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  // Who lets everything run lets run what is kept there, too.
  if (trustMode(env) === 'all') return false;
  const root = rootOf(real(cwd));
  // The path itself counts as well: a link in a repository leads wherever the repository wants.
  const within = isInside(root, real(home)) || isInside(root, home);
  return within && !holdsHome(root);
}

/** What is said of it. */
export const HOME_OF_PROJECT = {
  code: 'HOOKLINE_TRUST_HOME',
  message:
    'HOOKLINE_HOME lies inside of this project, which could have put approvals and hooks there that would count as yours.',
  fix: 'Set HOOKLINE_HOME to a folder outside of the repository, or take it out of the environment: the default is ~/.hookline.',
} as const;
