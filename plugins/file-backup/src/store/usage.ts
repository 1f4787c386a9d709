/**
 * About how many bytes the objects take, without looking at each of them for every event: a file to which whoever adds
 * something appends how much. Retention counts anew and writes the sum.
 */
import {
  appendFileSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Store } from './folders.ts';
import { newId } from './manifest.ts';

/** Bytes of the file; longer than that it is counted anew. */
const LONGEST = 64 * 1024;

/** An object and what is known of it without reading it. */
export interface StoredObject {
  readonly sha256: string;
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** Bytes that the objects take, about. */
export function usedBytes(store: Store): number {
  try {
    const text = readFileSync(store.usage, 'utf8');
    const numbers = text.split('\n').filter(Boolean).map(Number);
    if (numbers.length > 0 && text.length <= LONGEST && numbers.every(Number.isFinite)) {
      return numbers.reduce((sum, one) => sum + one, 0);
    }
  } catch {
    // Counted, then.
  }
  const used = listObjects(store).reduce((sum, { size }) => sum + size, 0);
  writeUsage(store, used);
  return used;
}

/** Says that the store has grown. */
export function addUsage(store: Store, bytes: number): void {
  if (bytes === 0) return;
  try {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
    const descriptor = openSync(store.usage, flags, 0o600);
    try {
      appendFileSync(descriptor, `${bytes}\n`);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The next retention counts.
  }
}

export function writeUsage(store: Store, bytes: number): void {
  const temporary = join(store.temporary, newId());
  try {
    writeFileSync(temporary, `${bytes}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, store.usage);
  } catch {
    // The next one counts again.
  }
}

/** Every object of the store. */
export function listObjects(store: Store): readonly StoredObject[] {
  return names(store.objects).flatMap((folder) =>
    /^[0-9a-f]{2}$/.test(folder)
      ? names(join(store.objects, folder)).flatMap((sha256) => {
          const object =
            /^[0-9a-f]{64}$/.test(sha256) && objectAt(join(store.objects, folder, sha256), sha256);
          return object ? [object] : [];
        })
      : [],
  );
}

function objectAt(file: string, sha256: string): StoredObject | undefined {
  try {
    const { size, mtimeMs } = lstatSync(file);
    return { sha256, file, size, usedAt: mtimeMs };
  } catch {
    return undefined;
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
