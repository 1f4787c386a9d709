/**
 * Puts one entry back. The content is written beside and renamed into place when its hash is right, so that the file is
 * the old one or the whole new one. A link that stands there is never written through.
 */
import { chmodSync, mkdirSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorText, HooklineError } from '@hookline/core/errors';
import { isFolder, lookAt } from '../programs/look.ts';
import type { Kept } from '../store/entry.ts';
import type { Store } from '../store/folders.ts';
import { newId } from '../store/manifest.ts';
import { hashOf, pieces } from './content.ts';

/** One entry and where it goes. */
export interface Placement {
  readonly entry: Kept;
  /** Absolute. */
  readonly to: string;
}

/** Why it cannot be put there; undefined when it can. */
export function obstacle({ entry, to }: Placement): string | undefined {
  const stat = lookAt(to);
  if (stat?.isSymbolicLink() && entry.kind !== 'symlink') {
    return `A link stands there now, to ${readlinkSync(to)}: it is not written through. Take it away, or give --to.`;
  }
  if (stat?.isDirectory() && entry.kind !== 'folder')
    return 'A folder stands there now. Take it away, or give --to.';
  if (stat && !stat.isDirectory() && entry.kind === 'folder') {
    return 'Something else stands there now, where a folder was. Take it away, or give --to.';
  }
  if (stat && !stat.isFile() && !stat.isSymbolicLink() && !stat.isDirectory()) {
    return 'A pipe, a socket or a device stands there now. Take it away, or give --to.';
  }
  if (to !== entry.path) return undefined;
  const real = realOfNearest(dirname(to));
  const was = entry.folder ?? dirname(entry.path);
  if (real !== undefined && real !== was && !was.startsWith(`${real}/`)) {
    return `A folder on the way is a link now: it leads to ${real}. Give --to to write there.`;
  }
  return undefined;
}

/** Of the nearest folder that is there. */
function realOfNearest(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    try {
      return realpathSync(at);
    } catch {
      if (at === dirname(at)) return undefined;
    }
  }
}

/** Whether what stands there is the entry already. */
export async function isThere({ entry, to }: Placement): Promise<boolean> {
  const stat = lookAt(to);
  if (entry.kind === 'file') {
    const isAlike =
      stat?.isFile() && stat.size === entry.size && (stat.mode & 0o777) === (entry.mode & 0o777);
    return isAlike === true && (await hashOf(to)) === entry.sha256;
  }
  if (entry.kind === 'symlink') return stat?.isSymbolicLink() === true && readlinkSync(to) === entry.target;
  return stat?.isDirectory() === true && (stat.mode & 0o777) === (entry.mode & 0o777);
}

/** @throws HooklineError `HOOKLINE_STATE_UNAVAILABLE` */
export async function writeBack(store: Store, placement: Placement): Promise<void> {
  const { entry, to } = placement;
  const temporary = join(dirname(to), `.${basename(to).slice(0, 100)}.hookline-${newId()}`);
  try {
    mkdirSync(dirname(to), { recursive: true });
    if (entry.kind === 'folder') {
      if (!isFolder(to)) mkdirSync(to);
      return;
    }
    if (entry.kind === 'symlink') symlinkSync(entry.target, temporary);
    else {
      const file = await open(temporary, 'wx', 0o600);
      try {
        for await (const piece of pieces(store, entry)) await file.writeFile(piece);
        // Not the bits that let a program run as somebody else.
        await file.chmod(entry.mode & 0o777);
      } finally {
        await file.close();
      }
    }
    renameSync(temporary, to);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    if (thrown instanceof HooklineError) throw thrown;
    throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
      what: `It could not be put back: ${errorText(thrown)}`,
      where: to,
      fix: 'Make the folder writable and see that the disk is not full. What stood there is unchanged.',
      cause: thrown,
    });
  }
}

/** Modes of folders come last: one that may not be written to has been filled by then. */
export function setFolderMode({ entry, to }: Placement): void {
  if (entry.kind === 'folder') chmodSync(to, entry.mode & 0o777);
}
