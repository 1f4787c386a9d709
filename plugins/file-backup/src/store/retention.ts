/**
 * Takes away what is too old, and the oldest where there is too much: files of the manifest first, then the objects that
 * none of the rest names. Safe at any moment to be ended: an object that nobody names waits for the next time. What is
 * younger than the grace may belong to a process that has not written its manifest yet, and stays.
 */
import { lstatSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from '@hookline/core';
import type { Settings } from '../settings.ts';
import { type Store, storeAt } from './folders.ts';
import { type ManifestFile, manifestFiles, readManifest } from './manifest.ts';
import { listObjects, writeUsage } from './usage.ts';

/** Milliseconds; longer than any handler may run. */
export const GRACE_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** What a clean-up did. */
export interface Tidied {
  readonly manifests: number;
  readonly objects: number;
  /** Bytes that the objects take now. */
  readonly used: number;
}

/** What is left out is as it is for every session: the whole bound, now. */
export interface TidyOptions {
  /** Bytes that must fit in besides what stays. */
  readonly room?: number;
  readonly now?: number;
  readonly signal?: AbortSignal;
}

/** Brings the store within its bounds. */
export async function tidy(
  places: Pick<Places, 'hooklineHome'>,
  { keep_days, max_total }: Pick<Settings, 'keep_days' | 'max_total'>,
  { room = 0, now = Date.now(), signal }: TidyOptions = {},
): Promise<Tidied> {
  const store = storeAt(places);
  const settledBefore = now - GRACE_MS;
  const files = manifestFiles(store);
  const expired = files.filter(({ time }) => time < Math.min(now - keep_days * DAY_MS, settledBefore));
  const kept = files.slice(expired.length);
  for (const file of expired) removeManifest(store, file);
  let manifests = expired.length;

  const named = new Map<string, number>();
  const hashesOf = new Map<ManifestFile, readonly string[]>();
  for (const file of kept) {
    if (signal?.aborted) return { manifests, objects: 0, used: Number.NaN };
    const hashes = readManifest(store, file).flatMap((entry) =>
      entry.kind === 'file' ? [entry.sha256] : [],
    );
    hashesOf.set(file, hashes);
    for (const hash of hashes) named.set(hash, (named.get(hash) ?? 0) + 1);
    await new Promise(setImmediate);
  }

  const objects = listObjects(store);
  const sizeOf = new Map(objects.map(({ sha256, size }) => [sha256, size]));
  const isFree = (hash: string, usedAt: number): boolean => !named.has(hash) && usedAt < settledBefore;
  let used = objects.reduce((sum, one) => sum + (isFree(one.sha256, one.usedAt) ? 0 : one.size), 0);
  for (const file of kept) {
    if (used + room <= max_total || file.time >= settledBefore) break;
    removeManifest(store, file);
    manifests += 1;
    for (const hash of hashesOf.get(file) ?? []) {
      const left = (named.get(hash) ?? 0) - 1;
      if (left > 0) named.set(hash, left);
      else if (named.delete(hash)) used -= sizeOf.get(hash) ?? 0;
    }
  }

  let removed = 0;
  used = 0;
  for (const { sha256, file, size, usedAt } of objects) {
    if (isFree(sha256, usedAt) && !signal?.aborted && removeUnused(file, settledBefore)) removed += 1;
    else used += size;
  }
  removeLeftovers(store, settledBefore);
  if (objects.length > 0 || manifests > 0) writeUsage(store, used);
  return { manifests, objects: removed, used };
}

function removeManifest(store: Store, { name }: ManifestFile): void {
  try {
    unlinkSync(join(store.manifest, name));
  } catch {
    // Another process has done it.
  }
}

/** Looks once more, right before: a process may have come to use it since it was listed. */
function removeUnused(file: string, settledBefore: number): boolean {
  try {
    if (lstatSync(file).mtimeMs >= settledBefore) return false;
    unlinkSync(file);
    return true;
  } catch {
    return true;
  }
}

/** What a process that was killed has left half written. */
function removeLeftovers({ temporary }: Store, settledBefore: number): void {
  let names: string[] = [];
  try {
    names = readdirSync(temporary);
  } catch {
    // There is no store.
  }
  for (const name of names) {
    const file = join(temporary, name);
    try {
      if (lstatSync(file).mtimeMs < settledBefore) rmSync(file);
    } catch {
      // Another process has done it.
    }
  }
}
