/**
 * The folders of the store: `$HOOKLINE_HOME/backups` with `objects`, `manifest` and `tmp`. Private, and ours: a link in
 * the place of one of them is refused, for it would send copies of files elsewhere.
 */
import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from '@hookline/core';
import { errorText, HooklineError } from '@hookline/core/errors';

export interface Store {
  readonly root: string;
  /** Contents by their hash: `objects/<aa>/<sha256>`. */
  readonly objects: string;
  /** One file an event, one line a file. */
  readonly manifest: string;
  /** What is being written. On the same file system, so that a rename puts it into place. */
  readonly temporary: string;
  /** About how many bytes the objects take: see `usage.ts`. */
  readonly usage: string;
}

/** Where the store is, whether it is there or not. */
export function storeAt(places: Pick<Places, 'hooklineHome'>): Store {
  const root = join(places.hooklineHome, 'backups');
  return {
    root,
    objects: join(root, 'objects'),
    manifest: join(root, 'manifest'),
    temporary: join(root, 'tmp'),
    usage: join(root, 'usage'),
  };
}

/**
 * The store, made where it is missing.
 *
 * @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE`
 */
export function openStore(places: Pick<Places, 'hooklineHome'>): Store {
  const store = storeAt(places);
  for (const folder of [places.hooklineHome, store.root, store.objects, store.manifest, store.temporary]) {
    try {
      makeFolder(folder, folder !== places.hooklineHome);
    } catch (thrown) {
      throw unavailable(folder, thrown);
    }
  }
  return store;
}

/** A folder of ours: made when it is missing, refused when it is a link or no folder. */
export function makeFolder(folder: string, ours = true): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // Only the home may lie deeper than one folder below what is there.
    if (code === 'ENOENT' && !ours) {
      mkdirSync(folder, { mode: 0o700, recursive: true });
      return;
    }
    if (code !== 'EEXIST') throw thrown;
  }
  if (!ours) return;
  const stat = lstatSync(folder);
  if (stat.isSymbolicLink()) throw new Error('A link stands in the place of a folder of the backups.');
  if (!stat.isDirectory()) throw new Error('A file stands in the place of a folder of the backups.');
}

/** The error of a store that cannot be used. */
export function unavailable(where: string, thrown: unknown): HooklineError {
  return new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
    what: `Files could not be backed up: ${errorText(thrown)}`,
    where,
    fix: 'Make it a folder that you can write to, and see that the disk is not full.',
    cause: thrown,
  });
}
