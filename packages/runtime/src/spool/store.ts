/**
 * The spool on disk: `spool/pending`, `spool/active`, `spool/dead`, one JSON file a job. A job is in exactly one of
 * them, moved by rename, so that whatever is killed at whatever moment, nothing accepted is lost or read half.
 * File names sort in the order of acceptance: `<accepted>[.<run>][@<runner>].json`.
 */
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';
import { makeFolder, writeWhole } from '../state/private-file.ts';
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

/** What the name of a job's file says: when it was accepted, the run it is at, and who runs it. */
function readName(name: string): { stem: string; attempt: number; runner: string | undefined } {
  const [, stem = name, attempt, runner] = /^([^.@]*)(?:\.(\d+))?(?:@([^@]*))?\.json$/.exec(name) ?? [];
  return { stem, attempt: Number(attempt ?? 1), runner };
}

/** The part of a job's name that never changes; it sorts in the order of acceptance. */
export const stemOf = (file: SpoolFile): string => readName(file.name).stem;

/** Reads a job; undefined when another process has moved it, or it is no job. */
export function readJob(hooklineHome: string, file: SpoolFile): SpoolJob | undefined {
  try {
    const job = JSON.parse(
      readFileSync(join(folderOf(hooklineHome, file.folder), file.name), 'utf8'),
    ) as SpoolJob;
    if (job.version !== 1 || !isText(job.orderKey) || !isText(job.batch)) return undefined;
    if (!isText(job.entry.type) || !isText(job.event.type)) return undefined;
    const { attempt, runner } = readName(file.name);
    return { ...job, attempt, runner };
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';

/**
 * Moves a job; undefined when another process was faster. Who runs it and for which time is said by the same rename:
 * of all who want a job one gets it, and there is no moment at which it is taken by nobody.
 */
export function moveJob(
  hooklineHome: string,
  file: SpoolFile,
  to: SpoolFolder,
  change: { readonly attempt?: number; readonly runner?: string } = {},
): SpoolFile | undefined {
  const { stem, attempt: before } = readName(file.name);
  const attempt = change.attempt ?? before;
  const name = `${stem}${attempt > 1 ? `.${attempt}` : ''}${change.runner === undefined ? '' : `@${change.runner}`}.json`;
  const target = folderOf(hooklineHome, to);
  try {
    makeFolder(target);
    renameSync(join(folderOf(hooklineHome, file.folder), file.name), join(target, name));
    return { name, folder: to };
  } catch {
    return undefined;
  }
}

/** Rewrites a job in place. Only for who holds it: a job that was moved meanwhile would come back. */
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
