/**
 * Contents by their SHA-256. A copy is written beside and renamed into place; what is there already is never written
 * again, only marked as used just now, so that a clean-up of another process leaves it alone.
 */
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Store } from './folders.ts';
import { makeFolder } from './folders.ts';
import { newId } from './manifest.ts';

const { createHash } = process.getBuiltinModule('node:crypto');

/** Bytes; read whole, in one go. What is larger is read in pieces of this size. */
const CHUNK = 256 * 1024;

export const objectFile = (store: Store, sha256: string): string =>
  join(store.objects, sha256.slice(0, 2), sha256);

/** What a copy came to. */
export interface Copied {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes that the store has grown by: 0 when it had this content. */
  readonly added: number;
}

/** The content of the open file grew past `mostBytes` while it was read. */
export class TooLarge extends Error {}

/** Copies what an open file holds. The descriptor stays open. Throws what the system says, and `signal.reason`. */
export async function copyIn(
  store: Store,
  descriptor: number,
  {
    size,
    mostBytes,
    signal,
  }: { readonly size: number; readonly mostBytes: number; readonly signal: AbortSignal },
): Promise<Copied> {
  signal.throwIfAborted();
  if (size <= CHUNK) {
    const whole = readAtMost(descriptor, CHUNK + 1);
    if (whole.length <= CHUNK) return putWhole(store, whole);
  }
  const temporary = join(store.temporary, newId());
  try {
    const { sha256, size: copied } = await copyPieces(descriptor, temporary, mostBytes, signal);
    const added = keep(store, temporary, sha256) ? copied : 0;
    return { sha256, size: copied, added };
  } catch (thrown) {
    discard(temporary);
    throw thrown;
  }
}

/** Whether the content is still there: a clean-up that began before it was used may have taken it away. */
export const hasObject = (store: Store, sha256: string): boolean => existsSync(objectFile(store, sha256));

function readAtMost(descriptor: number, most: number): Buffer {
  const bytes = Buffer.allocUnsafe(most);
  let length = 0;
  while (length < most) {
    const read = readSync(descriptor, bytes, length, most - length, length);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function putWhole(store: Store, content: Buffer): Copied {
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (isThere(store, sha256)) return { sha256, size: content.length, added: 0 };
  const temporary = join(store.temporary, newId());
  try {
    writeFileSync(temporary, content, { mode: 0o600, flag: 'wx' });
    const added = keep(store, temporary, sha256) ? content.length : 0;
    return { sha256, size: content.length, added };
  } catch (thrown) {
    discard(temporary);
    throw thrown;
  }
}

async function copyPieces(
  descriptor: number,
  temporary: string,
  mostBytes: number,
  signal: AbortSignal,
): Promise<{ sha256: string; size: number }> {
  const shared = await clone(descriptor, temporary);
  // Of a clone the hash is taken, so that it is that of what is kept, whatever becomes of the file meanwhile.
  const source = shared ?? descriptor;
  const target = shared === undefined ? await open(temporary, 'wx', 0o600) : undefined;
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(CHUNK);
    for (let size = 0; ; ) {
      signal.throwIfAborted();
      const read = await readPiece(source, piece, size);
      if (read === 0) return { sha256: hash.digest('hex'), size };
      size += read;
      if (size > mostBytes) throw new TooLarge('The file grew while it was copied.');
      const bytes = piece.subarray(0, read);
      hash.update(bytes);
      if (target) await writeAll(target, bytes);
    }
  } finally {
    await target?.close();
    if (shared !== undefined) closeSync(shared);
  }
}

/** A copy that shares its blocks with the file, where the file system can; undefined where it cannot. */
async function clone(descriptor: number, temporary: string): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { chmod, copyFile } = await import('node:fs/promises');
  try {
    // By the descriptor: another file may stand under the name by now.
    const flags = constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL;
    await copyFile(`/proc/self/fd/${descriptor}`, temporary, flags);
    await chmod(temporary, 0o600);
    return openSync(temporary, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    discard(temporary);
    return undefined;
  }
}

const readPiece = (descriptor: number, piece: Buffer, position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    process
      .getBuiltinModule('node:fs')
      .read(descriptor, piece, 0, piece.length, position, (error, read) =>
        error ? reject(error) : resolve(read),
      );
  });

async function writeAll(target: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await target.write(bytes, written)).bytesWritten;
  }
}

/** Puts a finished copy into its place; false when the store had this content. */
function keep(store: Store, temporary: string, sha256: string): boolean {
  if (isThere(store, sha256)) {
    discard(temporary);
    return false;
  }
  const file = objectFile(store, sha256);
  makeFolder(dirname(file));
  renameSync(temporary, file);
  return true;
}

/** Marks the content as used just now. What stands in its place and is no file is no content. */
function isThere(store: Store, sha256: string): boolean {
  const file = objectFile(store, sha256);
  try {
    if (!lstatSync(file).isFile()) throw new Error('Something else stands in the place of a copy.');
    const now = new Date();
    utimesSync(file, now, now);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw thrown;
  }
}

function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // It is in the folder for what is being written, which retention empties.
  }
}
