/** Reads a copy, and only one that is still what it was: the hash is its name. */
import { closeSync, constants, fstatSync, openSync, read } from 'node:fs';
import { errorText, HooklineError } from '@hookline/core/errors';
import type { Kept } from '../store/entry.ts';
import type { Store } from '../store/folders.ts';
import { objectFile } from '../store/objects.ts';

const { createHash } = process.getBuiltinModule('node:crypto');

const CHUNK = 256 * 1024;

export type KeptFile = Extract<Kept, { readonly kind: 'file' }>;

/** The pieces of a copy. The last one has been given when it turns out whether it was whole. */
export async function* pieces(store: Store, { sha256, path }: KeptFile): AsyncGenerator<Buffer> {
  const file = objectFile(store, sha256);
  let descriptor: number;
  try {
    descriptor = openSync(
      file,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
  } catch (thrown) {
    throw damaged(path, file, `It cannot be read: ${errorText(thrown)}`, thrown);
  }
  try {
    const hash = createHash('sha256');
    for (;;) {
      const piece = Buffer.allocUnsafe(CHUNK);
      const length = await readNext(descriptor, piece).catch((thrown: unknown) => {
        throw damaged(path, file, `It cannot be read: ${errorText(thrown)}`, thrown);
      });
      if (length === 0) break;
      const bytes = piece.subarray(0, length);
      hash.update(bytes);
      yield bytes;
    }
    if (hash.digest('hex') !== sha256) throw damaged(path, file, 'Its content is not what was copied.');
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a copy to its end, to see that it is whole and whether it is text. */
export async function isText(store: Store, entry: KeptFile): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isIt = true;
  for await (const piece of pieces(store, entry)) {
    if (!isIt) continue;
    try {
      if (decoder.decode(piece, { stream: true }).includes('\0')) isIt = false;
    } catch {
      isIt = false;
    }
  }
  try {
    decoder.decode();
  } catch {
    isIt = false;
  }
  return isIt;
}

/** The hash of what stands under a path; undefined where that is no file, or cannot be read. */
export async function hashOf(path: string): Promise<string | undefined> {
  let descriptor: number;
  try {
    descriptor = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const length = await readNext(descriptor, piece);
      if (length === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, length));
    }
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

const readNext = (descriptor: number, piece: Buffer): Promise<number> =>
  new Promise((resolve, reject) => {
    read(descriptor, piece, 0, piece.length, null, (error, length) =>
      error ? reject(error) : resolve(length),
    );
  });

function damaged(path: string, file: string, why: string, cause?: unknown): HooklineError {
  return new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
    what: `The copy of ${path} cannot be used.`,
    where: file,
    why,
    fix: 'Nothing was changed. Choose an older or newer copy of it: `hookline restore list --path <file>`.',
    cause,
  });
}
