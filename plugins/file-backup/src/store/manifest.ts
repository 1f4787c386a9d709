/**
 * The manifest: one file an event, written by a rename, so that it is there whole or not at all, and taken away by an
 * `unlink`, so that no process ever changes what another one may be reading. Its name begins with its time.
 */
import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './entry.ts';
import { type Store, unavailable } from './folders.ts';

const { randomBytes } = process.getBuiltinModule('node:crypto');

export const newId = (): string => randomBytes(6).toString('hex');

/** One file of the manifest. */
export interface ManifestFile {
  readonly name: string;
  /** Milliseconds since 1970, from its name. */
  readonly time: number;
}

/** Keeps what was found of the files of one event. Nothing found is nothing written. */
export function writeManifest(store: Store, entries: readonly Entry[], now: number): void {
  if (entries.length === 0) return;
  const name = `${String(now).padStart(14, '0')}-${newId()}.jsonl`;
  const temporary = join(store.temporary, name);
  try {
    writeFileSync(temporary, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(temporary, join(store.manifest, name));
  } catch (thrown) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The folder is as it is; retention looks again.
    }
    throw unavailable(store.manifest, thrown);
  }
}

/** The files of the manifest, oldest first. Empty when there is no store. */
export function manifestFiles(store: Store): readonly ManifestFile[] {
  let names: string[];
  try {
    names = readdirSync(store.manifest);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unavailable(store.manifest, thrown);
  }
  return names
    .filter((name) => /^\d{14,}-[0-9a-f]{12}\.jsonl$/.test(name))
    .sort()
    .map((name) => ({ name, time: Number(name.slice(0, name.indexOf('-'))) }));
}

/** The entries of one file; those that can be read, when somebody else has written to it. */
export function readManifest(store: Store, { name }: ManifestFile): readonly Entry[] {
  let text: string;
  try {
    const descriptor = openSync(
      join(store.manifest, name),
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      text = readFileSync(descriptor, 'utf8');
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Retention of another process has just taken it away.
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const entry = line === '' ? undefined : parseEntry(line);
    return entry ? [entry] : [];
  });
}

function parseEntry(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Entry;
    const isOurs =
      entry.version === 1 &&
      [entry.id, entry.path, entry.time, entry.session_id, entry.cwd, entry.event, entry.reason].every(
        (text) => typeof text === 'string',
      ) &&
      hasItsKind(entry);
    return isOurs ? entry : undefined;
  } catch {
    return undefined;
  }
}

function hasItsKind(entry: Entry): boolean {
  switch (entry.kind) {
    case 'file':
      return (
        /^[0-9a-f]{64}$/.test(entry.sha256) && Number.isInteger(entry.size) && Number.isInteger(entry.mode)
      );
    case 'symlink':
      return typeof entry.target === 'string';
    case 'folder':
      return Number.isInteger(entry.mode);
    default:
      return entry.kind === 'skipped';
  }
}
