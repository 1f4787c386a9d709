/**
 * The spool on disk: `spool/pending`, `spool/active`, `spool/dead`, one JSON file a job. A job is in exactly one of
 * them, moved by rename, so that whatever is killed at whatever moment, nothing accepted is lost or read half.
 * File names sort in the order of acceptance.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';
import { writeWhole } from '../state/private-file.ts';
import type { SpoolJob } from './job.ts';

export type SpoolFolder = 'pending' | 'active' | 'dead';

/** The place of one job. */
export interface SpoolFile {
  readonly name: string;
  readonly folder: SpoolFolder;
}

const folderOf = (hooklineHome: string, folder: SpoolFolder): string => join(hooklineHome, 'spool', folder);

let sequence = 0;

/** A name that sorts by time, then by process and by the order within it. */
function jobName(createdAt: number): string {
  sequence += 1;
  return `${String(createdAt).padStart(15, '0')}-${String(process.pid).padStart(8, '0')}-${String(sequence).padStart(6, '0')}.json`;
}

/**
 * Stores a job. When this returns, the job is accepted.
 *
 * @throws HooklineError `HOOKLINE_SPOOL_WRITE_FAILED`
 */
export function putJob(hooklineHome: string, job: SpoolJob): void {
  const file = join(folderOf(hooklineHome, 'pending'), jobName(job.createdAt));
  if (writeWhole(file, JSON.stringify(job))) return;
  throw new HooklineError('HOOKLINE_SPOOL_WRITE_FAILED', {
    what: 'Work for later could not be stored.',
    where: file,
    fix: 'Make $HOOKLINE_HOME (default ~/.hookline) writable and see that the disk is not full.',
  });
}

/** The jobs of a folder in order of acceptance. */
export function listJobs(hooklineHome: string, folder: SpoolFolder): readonly SpoolFile[] {
  try {
    return readdirSync(folderOf(hooklineHome, folder))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({ name, folder }));
  } catch {
    return [];
  }
}

/** Reads a job; undefined when another process has moved it, or it is no job. */
export function readJob(hooklineHome: string, file: SpoolFile): SpoolJob | undefined {
  try {
    const job = JSON.parse(
      readFileSync(join(folderOf(hooklineHome, file.folder), file.name), 'utf8'),
    ) as SpoolJob;
    return job.version === 1 ? job : undefined;
  } catch {
    return undefined;
  }
}

/** Moves a job; false when another process was faster. */
export function moveJob(hooklineHome: string, file: SpoolFile, to: SpoolFolder): SpoolFile | undefined {
  try {
    mkdirSync(folderOf(hooklineHome, to), { recursive: true, mode: 0o700 });
    renameSync(
      join(folderOf(hooklineHome, file.folder), file.name),
      join(folderOf(hooklineHome, to), file.name),
    );
    return { name: file.name, folder: to };
  } catch {
    return undefined;
  }
}

/** Rewrites a job in place. */
export function updateJob(hooklineHome: string, file: SpoolFile, job: SpoolJob): boolean {
  return writeWhole(join(folderOf(hooklineHome, file.folder), file.name), JSON.stringify(job));
}

/** Removes a job that is done. */
export function removeJob(hooklineHome: string, file: SpoolFile): void {
  rmSync(join(folderOf(hooklineHome, file.folder), file.name), { force: true });
}

/** Milliseconds since the epoch at which a job was last moved or written; undefined when it is gone. */
export function jobTouchedAt(hooklineHome: string, file: SpoolFile): number | undefined {
  try {
    return statSync(join(folderOf(hooklineHome, file.folder), file.name)).ctimeMs;
  } catch {
    return undefined;
  }
}
