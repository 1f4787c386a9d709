/** Dead letters: how many are kept, and how one is put back to work. */
import type { SpoolJob } from './job.ts';
import { listJobs, moveJob, readJob, removeJob, type SpoolFile, updateJob } from './store.ts';
import { ownRunner } from './worker-record.ts';

/** Beyond this the oldest are removed, and named in the hook log: a server that is gone must not fill the disk. */
export const MOST_DEAD_LETTERS = 1_000;

/** Removes the oldest dead letters beyond the bound; gives those that were removed. */
export function boundDeadLetters(hooklineHome: string, most = MOST_DEAD_LETTERS): readonly SpoolJob[] {
  const letters = listJobs(hooklineHome, 'dead');
  return letters.slice(0, Math.max(0, letters.length - most)).flatMap((file) => {
    const job = readJob(hooklineHome, file);
    return removeJob(hooklineHome, file) && job ? [job] : [];
  });
}

/**
 * Puts a job back to work: a dead letter, or one that waits for a later moment or for a terminal that is gone. It
 * keeps its place, before what was accepted after it; its tries are counted anew, and it runs with the entry and the
 * environment given here. False when another process has it.
 */
export function reviveJob(
  hooklineHome: string,
  file: SpoolFile,
  change: Pick<SpoolJob, 'entry' | 'batch' | 'needs' | 'orderKey'>,
): boolean {
  // Taken first, as a worker takes it: nobody else moves it while it is rewritten.
  const held = moveJob(hooklineHome, file, 'active', { runner: ownRunner(), attempt: 1, crashes: 0 });
  const job = held && readJob(hooklineHome, held);
  if (!held || !job) return false;
  const { failed: _failed, lastFailure: _last, needs: _needs, ...rest } = job;
  const isWritten = updateJob(hooklineHome, held, { ...rest, ...change });
  return moveJob(hooklineHome, held, isWritten ? 'pending' : file.folder) !== undefined && isWritten;
}
