/**
 * Does the work of the spool. A worker does its own batch, and what dead workers left behind; work with the same
 * order key that a living worker still holds is waited for. Workers know of each other by the folder alone, and look
 * at it at different moments: a rename decides who has a job, and who has it looks once more whether its turn has come.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { errorText, isHooklineError } from '@hookline/core/errors';
import { JobInterrupted, type SpoolJob } from './job.ts';
import {
  jobTouchedAt,
  listJobs,
  moveJob,
  readJob,
  removeJob,
  type SpoolFile,
  stemOf,
  updateJob,
} from './store.ts';
import {
  enterWorker,
  forgetDeadWorkers,
  leaveWorker,
  ownRunner,
  runnerLives,
  workerOf,
} from './worker-record.ts';

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
  /** Does one job; throws when it failed for good, a {@link JobInterrupted} when it was told to stop. */
  readonly run: (job: SpoolJob) => Promise<void>;
  /** Told of every job that was given up. What it throws changes nothing. */
  readonly onDead: (job: SpoolJob, failure: JobFailure) => Promise<void>;
  /** Milliseconds after which waiting for others' work ends. */
  readonly patienceMs?: number;
  /** When aborted, nothing more is begun or waited for; what is left stays for the next worker. */
  readonly signal?: AbortSignal;
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
  const { hooklineHome, batch, signal } = options;
  const giveUpAt = Date.now() + (options.patienceMs ?? 10 * 60_000);
  let done = 0;
  let dead = 0;
  enterWorker(hooklineHome, batch);
  try {
    while (!signal?.aborted) {
      dead += await recoverActive(options);
      const next = nextJob(options);
      if (next === 'nothing') break;
      const outcome = next === 'wait' ? 'wait' : await takeJob(next.file, next.job, options);
      if (outcome === 'interrupted') break;
      if (outcome === 'done') done += 1;
      if (outcome === 'dead') dead += 1;
      if (outcome === 'wait') {
        if (Date.now() > giveUpAt) break;
        await wait(LOOK_AGAIN_MS, undefined, { signal }).catch(() => {});
      }
    }
  } finally {
    leaveWorker(hooklineHome, batch);
  }
  const pending = listJobs(hooklineHome, 'pending');
  forgetDeadWorkers(
    hooklineHome,
    new Set(pending.flatMap((file) => readJob(hooklineHome, file)?.batch ?? [])),
  );
  return { done, dead, left: pending.length + listJobs(hooklineHome, 'active').length };
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

/** Puts work that a dead worker was in the middle of back, or gives it up. How many were given up. */
async function recoverActive(options: DrainOptions): Promise<number> {
  const { hooklineHome } = options;
  let dead = 0;
  for (const file of listJobs(hooklineHome, 'active')) {
    const job = readJob(hooklineHome, file);
    if (!job || runnerLives(job.runner)) continue;
    if (job.attempt < MOST_ATTEMPTS) {
      moveJob(hooklineHome, file, 'pending', { attempt: job.attempt + 1 });
      continue;
    }
    const taken = moveJob(hooklineHome, file, 'active', { runner: ownRunner() });
    const failure = { code: 'HOOKLINE_INTERNAL', message: 'Its worker died while it ran, twice.' };
    if (taken && (await bury(taken, job, failure, options))) dead += 1;
  }
  return dead;
}

/** Takes a job and runs it; `wait` when another worker had it, or one that comes before it. */
async function takeJob(
  file: SpoolFile,
  job: SpoolJob,
  options: DrainOptions,
): Promise<'done' | 'dead' | 'wait' | 'interrupted'> {
  const { hooklineHome } = options;
  const active = moveJob(hooklineHome, file, 'active', { runner: ownRunner() });
  if (!active) return 'wait';
  if (!isItsTurn(active, job, hooklineHome)) {
    moveJob(hooklineHome, active, 'pending');
    return 'wait';
  }
  try {
    await options.run(job);
  } catch (thrown) {
    if (thrown instanceof JobInterrupted) {
      moveJob(hooklineHome, active, 'pending');
      return 'interrupted';
    }
    const failure = isHooklineError(thrown)
      ? { code: thrown.code, message: thrown.message, fix: thrown.details.fix }
      : { code: 'HOOKLINE_HANDLER_THREW', message: errorText(thrown) };
    return (await bury(active, job, failure, options)) ? 'dead' : 'wait';
  }
  removeJob(hooklineHome, active);
  return 'done';
}

/**
 * Whether nothing of the same key runs or comes before a job that was just taken: another worker may have moved such
 * a job from one folder to the other between the looks of `nextJob`. Looked at twice, it cannot slip past both ways.
 */
function isItsTurn(active: SpoolFile, job: SpoolJob, hooklineHome: string): boolean {
  const stem = stemOf(active);
  return (['active', 'pending', 'active'] as const).every((folder) =>
    listJobs(hooklineHome, folder).every((other) => {
      const otherStem = stemOf(other);
      if (otherStem === stem || (folder === 'pending' && otherStem > stem)) return true;
      return readJob(hooklineHome, other)?.orderKey !== job.orderKey;
    }),
  );
}

/** Makes a dead letter of a job that this process holds; false when that cannot be written. */
async function bury(
  file: SpoolFile,
  job: SpoolJob,
  failure: JobFailure,
  options: DrainOptions,
): Promise<boolean> {
  const { hooklineHome } = options;
  updateJob(hooklineHome, file, { ...job, failed: { ...failure, at: Date.now() } });
  if (!moveJob(hooklineHome, file, 'dead')) return false;
  try {
    await options.onDead(job, failure);
  } catch {
    // The letter is written; what comes after this job is not to wait for a new worker.
  }
  return true;
}
