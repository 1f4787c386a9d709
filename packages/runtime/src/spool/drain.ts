/**
 * Does the work of the spool. A worker does its own batch, and what dead workers left behind; work with the same
 * order key that a living worker still holds is waited for.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { errorText, isHooklineError } from '@hookline/core/errors';
import type { SpoolJob } from './job.ts';
import { jobTouchedAt, listJobs, moveJob, readJob, removeJob, type SpoolFile, updateJob } from './store.ts';
import { enterWorker, leaveWorker, workerOf } from './worker-record.ts';

/** A job whose worker has not shown itself for so long (ms) has none. */
const WORKER_START_MS = 15_000;
const LOOK_AGAIN_MS = 40;
/** A job that was running when its worker died is run once more, and then given up: it may be what killed them. */
const MOST_ATTEMPTS = 2;

export interface DrainOptions {
  readonly hooklineHome: string;
  /** This worker's own batch. */
  readonly batch: string;
  /** Take pending work of every batch, whether its worker lives or not yet. */
  readonly everything?: boolean;
  /** Does one job; throws when it failed for good. */
  readonly run: (job: SpoolJob) => Promise<void>;
  /** Told of every job that was given up. */
  readonly onDead: (job: SpoolJob, failure: JobFailure) => Promise<void>;
  /** Milliseconds after which waiting for others' work ends. */
  readonly patienceMs?: number;
}

/** Why a job was given up. */
export interface JobFailure {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
}

/** What a drain did. */
export interface DrainResult {
  readonly done: number;
  readonly dead: number;
  /** Jobs that are left because a living worker holds them. */
  readonly left: number;
}

/** Works until nothing is left that is this worker's to do. */
export async function drain(options: DrainOptions): Promise<DrainResult> {
  const { hooklineHome, batch } = options;
  const giveUpAt = Date.now() + (options.patienceMs ?? 10 * 60_000);
  let done = 0;
  let dead = 0;
  enterWorker(hooklineHome, batch);
  try {
    for (;;) {
      await recoverActive(hooklineHome, options);
      const next = nextJob(options);
      if (next === 'nothing') break;
      if (next === 'wait') {
        if (Date.now() > giveUpAt) break;
        await wait(LOOK_AGAIN_MS);
        continue;
      }
      const outcome = await runJob(next.file, next.job, options);
      if (outcome === 'done') done += 1;
      if (outcome === 'dead') dead += 1;
    }
  } finally {
    leaveWorker(hooklineHome, batch);
  }
  return {
    done,
    dead,
    left: listJobs(hooklineHome, 'pending').length + listJobs(hooklineHome, 'active').length,
  };
}

function mine(job: SpoolJob, file: SpoolFile, options: DrainOptions): boolean {
  if (job.batch === options.batch || options.everything === true) return true;
  const state = workerOf(options.hooklineHome, job.batch);
  if (state !== 'unknown') return state === 'dead';
  const touched = jobTouchedAt(options.hooklineHome, file);
  return touched !== undefined && Date.now() - touched > WORKER_START_MS;
}

function nextJob(options: DrainOptions): { file: SpoolFile; job: SpoolJob } | 'wait' | 'nothing' {
  const { hooklineHome } = options;
  const busy = new Set(
    listJobs(hooklineHome, 'active').flatMap((file) => readJob(hooklineHome, file)?.orderKey ?? []),
  );
  let waiting = options.everything === true && busy.size > 0;
  for (const file of listJobs(hooklineHome, 'pending')) {
    const job = readJob(hooklineHome, file);
    if (!job) continue;
    const own = mine(job, file, options);
    if (own && !busy.has(job.orderKey)) return { file, job };
    if (own) waiting = true;
    // What comes after it under the same key has to wait for it.
    busy.add(job.orderKey);
  }
  return waiting ? 'wait' : 'nothing';
}

/** Puts work that a dead worker was in the middle of back, or gives it up. */
async function recoverActive(hooklineHome: string, options: DrainOptions): Promise<void> {
  for (const file of listJobs(hooklineHome, 'active')) {
    const job = readJob(hooklineHome, file);
    if (!job || workerOf(hooklineHome, job.runner ?? job.batch) !== 'dead') continue;
    if (job.attempt >= MOST_ATTEMPTS) {
      await bury(
        hooklineHome,
        file,
        job,
        { code: 'HOOKLINE_INTERNAL', message: 'Its worker died while it ran, twice.' },
        options,
      );
    } else if (updateJob(hooklineHome, file, { ...job, attempt: job.attempt + 1 })) {
      moveJob(hooklineHome, file, 'pending');
    }
  }
}

async function runJob(
  file: SpoolFile,
  job: SpoolJob,
  options: DrainOptions,
): Promise<'done' | 'dead' | 'taken'> {
  const active = moveJob(options.hooklineHome, file, 'active');
  if (!active) return 'taken';
  updateJob(options.hooklineHome, active, { ...job, runner: options.batch });
  try {
    await options.run(job);
    removeJob(options.hooklineHome, active);
    return 'done';
  } catch (thrown) {
    const failure = isHooklineError(thrown)
      ? { code: thrown.code, message: thrown.message, fix: thrown.details.fix }
      : { code: 'HOOKLINE_HANDLER_THREW', message: errorText(thrown) };
    await bury(options.hooklineHome, active, job, failure, options);
    return 'dead';
  }
}

async function bury(
  hooklineHome: string,
  file: SpoolFile,
  job: SpoolJob,
  failure: JobFailure,
  options: DrainOptions,
): Promise<void> {
  updateJob(hooklineHome, file, { ...job, failed: { ...failure, at: Date.now() } });
  moveJob(hooklineHome, file, 'dead');
  await options.onDead(job, failure);
}
