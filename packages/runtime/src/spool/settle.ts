/** What becomes of a job that was taken: it is gone, it is tried again, or it is a dead letter. */
import { errorText, isHooklineError } from '@hookline/core/errors';
import { boundDeadLetters } from './dead-letters.ts';
import { type JobFailure, JobInterrupted, type SpoolJob } from './job.ts';
import { LONGEST_WAIT_MS } from './plan.ts';
import { moveJob, type SpoolFile, updateJob } from './store.ts';

/** How often a job is tried whose kind says that it may succeed later, and not how often. */
const ATTEMPTS = 5;
/** A job whose worker dies is run once more, or as often as it may fail, and then given up: it may be what killed it. */
const RUNS_OVER_DEATH = 2;
/** However often it may fail: work that may fail a hundred times while a server is down must not kill a hundred workers. */
const MOST_DEATHS = 10;

export const attemptsOf = (job: SpoolJob): number => job.entry.delivery?.attempts ?? ATTEMPTS;

/** Whether a job that was running when its worker died, once more now, is to be given up. */
export const isDeadly = (job: SpoolJob): boolean =>
  (job.crashes ?? 0) + 1 >=
  Math.min(MOST_DEATHS, Math.max(RUNS_OVER_DEATH, job.entry.delivery?.attempts ?? 0));

export interface Settling {
  readonly hooklineHome: string;
  /** Told of every job that was given up. What it throws changes nothing. */
  readonly onDead: (job: SpoolJob, failure: JobFailure) => Promise<void>;
  /** Told of every job that is tried again, and of the milliseconds until then. */
  readonly onRetry?: (job: SpoolJob, failure: JobFailure, afterMs: number) => void;
  /** Told of old dead letters that were removed, because there were too many. */
  readonly onForgotten?: (letters: readonly SpoolJob[]) => void;
}

/** How the run of a job ended for the spool. `stuck`: the disk did not let it be written; the next worker sees to it. */
export type Settled = 'retry' | 'dead' | 'interrupted' | 'stuck';

/** Puts a job away that this process holds, and whose run has thrown. */
export async function settleFailed(
  file: SpoolFile,
  job: SpoolJob,
  thrown: unknown,
  settling: Settling,
): Promise<Settled> {
  const { hooklineHome } = settling;
  if (thrown instanceof JobInterrupted) {
    return moveJob(hooklineHome, file, 'pending') ? 'interrupted' : 'stuck';
  }
  const details = isHooklineError(thrown) ? thrown.details : undefined;
  const failure: JobFailure = {
    code: isHooklineError(thrown) ? thrown.code : 'HOOKLINE_HANDLER_THREW',
    message: errorText(thrown),
    ...(details?.fix !== undefined && { fix: details.fix }),
  };
  const after = details?.retryAfterMs;
  if (after === undefined || job.attempt >= attemptsOf(job)) return bury(file, job, failure, settling);
  const afterMs = Number.isFinite(after) ? Math.min(Math.max(0, Math.round(after)), LONGEST_WAIT_MS) : 0;
  updateJob(hooklineHome, file, { ...job, lastFailure: { ...failure, at: Date.now() } });
  const moved = moveJob(hooklineHome, file, 'pending', {
    attempt: job.attempt + 1,
    notBefore: Date.now() + afterMs,
  });
  if (!moved) return 'stuck';
  settling.onRetry?.(job, failure, afterMs);
  return 'retry';
}

/** Makes a dead letter of a job that this process holds. */
export async function bury(
  file: SpoolFile,
  job: SpoolJob,
  failure: JobFailure,
  { hooklineHome, onDead, onForgotten }: Settling,
): Promise<'dead' | 'stuck'> {
  updateJob(hooklineHome, file, { ...job, failed: { ...failure, at: Date.now() } });
  if (!moveJob(hooklineHome, file, 'dead')) return 'stuck';
  try {
    await onDead(job, failure);
    const forgotten = boundDeadLetters(hooklineHome);
    if (forgotten.length > 0) onForgotten?.(forgotten);
  } catch {
    // The letter is written; what comes after this job is not to wait for a new worker.
  }
  return 'dead';
}
