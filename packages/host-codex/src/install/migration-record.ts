/**
 * What a migration found and left: the way back, byte for byte, as long as nobody else has edited the files; also the
 * trust in hooks that Codex no longer sees. Written before anything else and deleted last, so that a migration which
 * was cut off is known as one. Kept like the record of an installation, one file for each hooks.json.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Payload } from '../wire/payload.ts';
import { sha256 } from './install-record.ts';

/** One file as it is to be again, and hashes of what Hookline itself has made of it since. */
export interface MigratedFile {
  readonly path: string;
  /** `null`: there was no file. */
  readonly before: string | null;
  /** Of every text on the way. */
  readonly seen: readonly string[];
  /** Of the last one; `null`: no file. */
  readonly after: string | null;
}

/** What Codex knew of a handler under one spelling of its file. */
export interface KeptTrust {
  readonly file: string;
  /** Says which handler: its event, matcher and definition. */
  readonly identity: string;
  readonly state: Payload;
}

/** The record of one migration. */
export interface MigrationRecord {
  readonly version: 1;
  readonly host: 'codex';
  readonly files: readonly MigratedFile[];
  readonly trust: readonly KeptTrust[];
  /** The events that Hookline's handlers were left at. */
  readonly events: readonly string[];
  /** A hash of hooks.json as it was left, without Hookline's handlers: a later installation changes nothing else. */
  readonly bare?: string;
}

/** Where the record for a hooks.json is kept. */
export function migrationPath(hooklineHome: string, hooksFile: string): string {
  return join(hooklineHome, 'installs', `codex-${sha256(hooksFile).slice(0, 16)}-moved.json`);
}

/** The record, or undefined when there is none that can be read: hooks are put back without it, too. */
export function readMigration(path: string): MigrationRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isObject(value) || value['version'] !== 1) return undefined;
    const { files, trust, events, bare } = value;
    if (!Array.isArray(files) || !files.every(isMigratedFile)) return undefined;
    if (!Array.isArray(trust) || !trust.every(isKeptTrust)) return undefined;
    return {
      version: 1,
      host: 'codex',
      files,
      trust,
      events: Array.isArray(events) ? events : [],
      ...(typeof bare === 'string' && { bare }),
    };
  } catch {
    return undefined;
  }
}

/** How a file stands to its record: as it was, as the migration left it, or somewhere between; else it was edited. */
export function standing(
  record: MigrationRecord | undefined,
  path: string,
  present: string | undefined,
): 'before' | 'after' | 'between' | 'edited' {
  const file = record?.files.find((one) => one.path === path);
  if (!file) return 'edited';
  const hash = present === undefined ? null : sha256(present);
  if (file.after === hash) return 'after';
  if ((file.before ?? undefined) === present) return 'before';
  return hash !== null && file.seen.includes(hash) ? 'between' : 'edited';
}

/** The text from before. */
export const textBefore = (record: MigrationRecord | undefined, path: string): string | undefined =>
  record?.files.find((one) => one.path === path)?.before ?? undefined;

/** The entry of a file: what it was, and everything that is made of it, the last being what it is left as. */
export function migratedFile(
  path: string,
  before: string | undefined,
  texts: readonly (string | undefined)[],
): MigratedFile {
  const hashes = texts.map((text) => (text === undefined ? null : sha256(text)));
  const seen = [...new Set(hashes)].filter((hash) => hash !== null);
  return { path, before: before ?? null, seen, after: hashes.at(-1) ?? null };
}

function isMigratedFile(value: unknown): value is MigratedFile {
  return (
    isObject(value) &&
    typeof value['path'] === 'string' &&
    (typeof value['before'] === 'string' || value['before'] === null) &&
    Array.isArray(value['seen']) &&
    (typeof value['after'] === 'string' || value['after'] === null)
  );
}

function isKeptTrust(value: unknown): value is KeptTrust {
  return (
    isObject(value) &&
    typeof value['file'] === 'string' &&
    typeof value['identity'] === 'string' &&
    isObject(value['state'])
  );
}
