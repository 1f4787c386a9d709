/**
 * The spool on disk: `spool/pending`, `spool/active`, `spool/dead`, one JSON file a job. A job is in exactly one of
 * them, moved by rename, so that whatever is killed at whatever moment, nothing accepted is lost or read half.
 */
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';
import { makeFolder, writeWhole } from '../state/private-file.ts';
import type { SpoolJob } from './job.ts';
import { type JobName, jobFileName, newStem, readJobName } from './job-name.ts';

export type SpoolFolder = 'pending' | 'active' | 'dead';

/** The place of one job. */
export interface SpoolFile {
  readonly name: string;
  readonly folder: SpoolFolder;
}

/** The path of a folder of the spool. */
export const folderOf = (hooklineHome: string, folder: SpoolFolder): string =>
  join(hooklineHome, 'spool', folder);

const pathOf = (hooklineHome: string, { folder, name }: SpoolFile): string =>
  join(folderOf(hooklineHome, folder), name);

/**
 * Stores a job. When this returns, the job is accepted.
 *
 * @throws HooklineError `HOOKLINE_SPOOL_WRITE_FAILED`
 */
export function putJob(hooklineHome: string, job: SpoolJob): void {
  const { notBefore, createdAt } = job;
  const name = jobFileName({ stem: newStem(createdAt), attempt: 1, crashes: 0, notBefore });
  const file = join(folderOf(hooklineHome, 'pending'), name);
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

/** The part of a job's name that never changes; it sorts in the order of acceptance. */
export const stemOf = (file: SpoolFile): string => readJobName(file.name).stem;

/** Reads a job; undefined when another process has moved it, or it is no job. */
export function readJob(hooklineHome: string, file: SpoolFile): SpoolJob | undefined {
  try {
    const job = JSON.parse(readFileSync(pathOf(hooklineHome, file), 'utf8')) as SpoolJob;
    if (job.version !== 1 || !isText(job.orderKey) || !isText(job.batch)) return undefined;
    if (!isText(job.entry.type) || !isText(job.event.type)) return undefined;
    const { attempt, crashes, notBefore, runner } = readJobName(file.name);
    return { ...job, attempt, crashes, notBefore, runner };
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** What a move changes in the name of a job. Whatever it does not say of runner and moment is taken away. */
export type JobChange = Partial<Pick<JobName, 'attempt' | 'crashes' | 'notBefore' | 'runner'>>;

/**
 * Moves a job; undefined when another process was faster. Who runs it and for which time is said by the same rename:
 * of all who want a job one gets it, and there is no moment at which it is taken by nobody.
 */
export function moveJob(
  hooklineHome: string,
  file: SpoolFile,
  to: SpoolFolder,
  change: JobChange = {},
): SpoolFile | undefined {
  const { stem, attempt, crashes } = readJobName(file.name);
  const name = jobFileName({ stem, attempt, crashes, ...change });
  try {
    makeFolder(folderOf(hooklineHome, to));
    renameSync(pathOf(hooklineHome, file), pathOf(hooklineHome, { folder: to, name }));
    return { name, folder: to };
  } catch {
    return undefined;
  }
}

/** Rewrites a job in place. Only for who holds it: a job that was moved meanwhile would come back. */
export function updateJob(hooklineHome: string, file: SpoolFile, job: SpoolJob): boolean {
  return writeWhole(pathOf(hooklineHome, file), JSON.stringify(job));
}

/** Removes a job; false when that cannot be done. One that is not there any more counts as removed. */
export function removeJob(hooklineHome: string, file: SpoolFile): boolean {
  try {
    rmSync(pathOf(hooklineHome, file), { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds since the epoch at which a job was last moved or written; undefined when it is gone. */
export function jobTouchedAt(hooklineHome: string, file: SpoolFile): number | undefined {
  try {
    return statSync(pathOf(hooklineHome, file)).ctimeMs;
  } catch {
    return undefined;
  }
}
