/**
 * Moves a file that has grown past its bound aside: `<file>` becomes `<file>.1`, that `.2`, and so on. One process at a
 * time does it, by a lock beside the file: two that each move a chain of files would move a new file over a full one.
 * Who does not get the lock leaves it to the next line. A writer that still has the old file open writes to it under its
 * new name, so no line is lost.
 */
import { closeSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { FILE_MODE } from './private-file.ts';

/** Bytes. */
export const ROTATE_BYTES = 10 * 1024 * 1024;
/** How many old files stay. */
export const KEEP_FILES = 1;
/** Milliseconds. A rotation is a few renames: a lock that is older was left by a process that was killed. */
const ABANDONED_MS = 10_000;

/** Which file has grown, and what stays of it. */
export interface Grown {
  /** Of the file that was seen past the bound. */
  readonly inode: number;
  readonly maxBytes: number;
  readonly keep: number;
}

/** Rotates it, unless another process does or has just done so. Never throws: the line that grew it is written. */
export function rotate(file: string, { inode, maxBytes, keep }: Grown): void {
  const lock = `${file}.lock`;
  if (!take(lock)) return;
  try {
    const { ino, size } = lstatSync(file);
    if (ino === inode && size > maxBytes) moveAside(file, keep);
  } catch {
    // A folder that cannot be changed: the file grows on.
  } finally {
    rmSync(lock, { force: true });
  }
}

function moveAside(file: string, keep: number): void {
  if (keep < 1) {
    rmSync(file);
    return;
  }
  for (let old = keep - 1; old >= 1; old -= 1) {
    try {
      renameSync(`${file}.${old}`, `${file}.${old + 1}`);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    }
  }
  renameSync(file, `${file}.1`);
}

function take(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx', FILE_MODE));
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  try {
    // Not taken at once: of two that take it away, the slower one would take away the other's new one.
    if (Date.now() - lstatSync(lock).mtimeMs > ABANDONED_MS) rmSync(lock, { force: true });
  } catch {
    // It was given back just now.
  }
  return false;
}
