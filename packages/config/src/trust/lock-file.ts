/** `hookline.lock.json`: the approval of a project for machines on which nobody can be asked. Committed, and reviewed as code is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inputs } from '../source/inputs.ts';
import type { TrustItem } from './item.ts';

/** Beside the root's other files. */
export const LOCK_NAME = 'hookline.lock.json';

interface Lock {
  readonly version: 1;
  readonly items: readonly TrustItem[];
}

/** What a lock file says; undefined where there is none that can be read. */
export function readLock(root: string, inputs: Inputs): readonly TrustItem[] | undefined {
  const file = join(root, LOCK_NAME);
  if (!inputs.stat(file)?.isFile()) return undefined;
  try {
    const lock = JSON.parse(readFileSync(file, 'utf8')) as Partial<Lock> | null;
    const items = lock?.version === 1 && Array.isArray(lock.items) ? lock.items : undefined;
    return items?.every((item) => typeof item?.path === 'string' && typeof item.sha256 === 'string')
      ? items
      : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a lock file. One item a line, sorted, so that a diff of it says what changed. */
export function lockText(items: readonly TrustItem[]): string {
  const lines = items
    .map(({ kind, path, leadsTo, name, sha256, files }) => ({
      kind,
      path,
      ...(leadsTo === undefined ? {} : { leadsTo }),
      ...(name === undefined ? {} : { name }),
      sha256,
      ...(files === undefined ? {} : { files }),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((item) => `    ${JSON.stringify(item)}`);
  return `{\n  "version": 1,\n  "items": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Writes it; gives its path. */
export function writeLock(root: string, items: readonly TrustItem[]): string {
  const file = join(root, LOCK_NAME);
  writeFileSync(file, lockText(items));
  return file;
}
