/** The folders that an event is judged by. Looks at the disk: where a repository begins, and where links lead. */
import { dirname, join } from 'node:path';
import type { Capabilities, EventBase } from '@hookline/core';
import type { PatchContext } from './patch/judge-patch.ts';

/** An import of it would make a second module of what the hook has loaded already. */
const fs = process.getBuiltinModule('node:fs');

/** Steps from a folder to its repository, or to what exists of a path. */
const MOST_STEPS = 64;

/** What an event is judged by. */
export function placesOf(
  { cwd, sessionCwd }: Pick<EventBase, 'cwd' | 'sessionCwd'>,
  { env, places }: Pick<Capabilities, 'env' | 'places'>,
): PatchContext {
  const home = env['HOME'] || env['USERPROFILE'] || dirname(places.hooklineHome);
  return {
    cwd,
    home,
    codexHome: places.codexHome,
    hooklineHome: places.hooklineHome,
    // The folder that the model chooses for one command does not move the workspace.
    root: workspaceOf(sessionCwd ?? cwd),
    temporary: temporaryFolders(env),
    realPath,
  };
}

/** The root of the repository that a folder is in; the folder itself where it is in none. */
export function workspaceOf(folder: string): string {
  let at = folder;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (fs.existsSync(join(at, '.git'))) return at;
    const above = dirname(at);
    if (above === at) break;
    at = above;
  }
  return folder;
}

function temporaryFolders(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = ['TMPDIR', 'TEMP', 'TMP'].map((name) => env[name]).filter((path) => path?.startsWith('/'));
  return [
    '/tmp',
    '/var/tmp',
    '/private/tmp',
    '/private/var/folders',
    '/var/folders',
    '/dev/shm',
    ...(named as string[]),
  ];
}

/** A path without links, as far as it exists; the path itself where that cannot be told. */
function realPath(path: string): string {
  let rest = '';
  let at = path;
  for (let step = 0; step < MOST_STEPS; step++) {
    try {
      return join(fs.realpathSync(at), rest);
    } catch {
      const above = dirname(at);
      if (above === at) break;
      rest = join(at.slice(above.length), rest);
      at = above;
    }
  }
  return path;
}
