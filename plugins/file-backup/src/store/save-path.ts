/**
 * Copies what stands under one path: the content of a file, the target of a link, the mode of a folder. Never opens a
 * pipe, a socket or a device, and never follows a link that came in the place of the file.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync } from 'node:fs';
import { errorText } from '@hookline/core/errors';
import type { Found, Skipped } from './entry.ts';
import type { Store } from './folders.ts';
import { copyIn, TooLarge } from './objects.ts';

const OPEN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What bounds the copy. */
export interface SaveLimits {
  /** Bytes. */
  readonly mostBytes: number;
  /** Bytes that the store may still grow by. */
  readonly room: number;
  readonly signal: AbortSignal;
}

/** What was found, and by how many bytes the store has grown. */
export interface Saved {
  readonly found: Found;
  readonly added: number;
}

const skipped = (why: Skipped, more: { size?: number; error?: string } = {}): Saved => ({
  found: { kind: 'skipped', why, ...more },
  added: 0,
});

/** Never throws: what went wrong is what was found. */
export async function savePath(store: Store, path: string, limits: SaveLimits): Promise<Saved> {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return { found: { kind: 'symlink', target: readlinkSync(path) }, added: 0 };
    if (stat.isDirectory()) return { found: { kind: 'folder', mode: stat.mode & 0o7777 }, added: 0 };
    if (!stat.isFile()) return skipped('not_a_file');
    if (stat.size > limits.mostBytes) return skipped('too_large', { size: stat.size });
    if (stat.size > limits.room) return skipped('store_full', { size: stat.size });
  } catch (thrown) {
    return skipped(...reading(thrown));
  }
  return saveContent(store, path, limits);
}

async function saveContent(store: Store, path: string, limits: SaveLimits): Promise<Saved> {
  let descriptor: number;
  try {
    descriptor = openSync(path, OPEN);
  } catch (thrown) {
    return skipped(...reading(thrown));
  }
  try {
    const stat = fstatSync(descriptor);
    // Something else has come in its place since it was looked at.
    if (!stat.isFile()) return skipped('not_a_file');
    const { mostBytes, signal } = limits;
    const { sha256, size, added } = await copyIn(store, descriptor, { size: stat.size, mostBytes, signal });
    return { found: { kind: 'file', sha256, size, mode: stat.mode & 0o7777 }, added };
  } catch (thrown) {
    if (limits.signal.aborted) return skipped('deadline');
    if (thrown instanceof TooLarge) return skipped('too_large');
    return skipped('store_failed', { error: errorText(thrown) });
  } finally {
    closeSync(descriptor);
  }
}

function reading(thrown: unknown): [Skipped, { error?: string }] {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return ['gone', {}];
  return ['unreadable', { error: errorText(thrown) }];
}
