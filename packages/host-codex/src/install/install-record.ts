/**
 * What an installation found and left: the way back, byte for byte, as long as nobody else has edited the files.
 * Kept under Hookline's own folder, one file for each hooks.json.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../wire/payload.ts';

/** One file as it was before the first installation, and a hash of how the last one left it. */
export interface RecordedFile {
  readonly path: string;
  /** `null`: there was no file. */
  readonly before: string | null;
  readonly afterSha256: string;
}

/** The record of one installation. */
export interface InstallRecord {
  readonly version: 1;
  readonly host: 'codex';
  readonly files: readonly RecordedFile[];
  /** Folders that the installation made. */
  readonly folders: readonly string[];
}

/** Where the record of a hooks.json is kept. */
export function recordPath(hooklineHome: string, hooksFile: string): string {
  return join(hooklineHome, 'installs', `codex-${sha256(hooksFile).slice(0, 16)}.json`);
}

/** The record, or undefined when there is none that can be read: uninstalling works without it. */
export function readRecord(path: string): InstallRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const files = isObject(value) && value['version'] === 1 ? value['files'] : undefined;
    if (!isObject(value) || !Array.isArray(files) || !files.every(isRecordedFile)) return undefined;
    const folders = Array.isArray(value['folders']) ? value['folders'] : [];
    return { version: 1, host: 'codex', files, folders: folders.filter((one) => typeof one === 'string') };
  } catch {
    return undefined;
  }
}

/** The recorded text from before, when the file is still as the installation left it. */
export function restorable(
  record: InstallRecord | undefined,
  path: string,
  present: string | undefined,
): { readonly before: string | undefined } | undefined {
  const file = record?.files.find((one) => one.path === path);
  if (!file || present === undefined || file.afterSha256 !== sha256(present)) return undefined;
  return { before: file.before ?? undefined };
}

/** The hex digest of a text. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function isRecordedFile(value: unknown): value is RecordedFile {
  return (
    isObject(value) &&
    typeof value['path'] === 'string' &&
    (typeof value['before'] === 'string' || value['before'] === null) &&
    typeof value['afterSha256'] === 'string'
  );
}
