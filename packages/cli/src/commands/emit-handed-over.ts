/**
 * Does here and now what an event handed over, so that who tries a hook by hand sees what came of it. What is not done
 * in the end (Ctrl-C, a work that waits for its next attempt) goes to a worker, as it would have done at once.
 */
import { errorText, isHooklineError } from '@hookline/core/errors';
import {
  drain,
  type JobSources,
  jobHandling,
  listJobs,
  readJob,
  runLogged,
  type SpoolJob,
  startWorker,
} from '@hookline/runtime/spool';
import { hookRemarks } from './hook-remarks.ts';

/** One piece of work that was handed over, and how it went. */
export interface LaterRun {
  readonly eventId: string;
  readonly by: string;
  /** `waiting`: it goes on in the background. */
  readonly status: 'ok' | 'failed' | 'waiting';
  readonly durationMs: number;
  readonly failure?: {
    readonly code: string;
    readonly message: string;
    readonly where?: string;
    readonly fix?: string;
  };
  /** What it printed or logged. */
  readonly said: readonly string[];
}

/** Milliseconds beyond the deadlines of the work, for starting and ending programs. */
const SPARE_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/** Does the work of a batch, within the deadlines of its hooks. */
export async function finishHandedOver(batch: string, sources: JobSources): Promise<readonly LaterRun[]> {
  const { hooklineHome } = sources.homes;
  const jobs = jobsOf(batch, hooklineHome);
  const done = new Map<string, LaterRun>();
  const deadlines = jobs.reduce((sum, { entry }) => sum + entry.timeoutMs, SPARE_MS);
  const patienceMs = Math.min(deadlines, LONGEST_MS);
  await drain({
    hooklineHome,
    batch,
    patienceMs,
    signal: AbortSignal.any([sources.signal, AbortSignal.timeout(patienceMs)]),
    ...jobHandling(sources),
    run: async (job) => {
      done.delete(job.id);
      const later = await oneJob(job, sources);
      done.set(job.id, later.run);
      if (later.thrown !== undefined) throw later.thrown;
    },
  });
  const left = jobsOf(batch, hooklineHome);
  for (const { id } of left) done.delete(id);
  if (left.length > 0) startWorker(sources.worker, batch, sources.env as NodeJS.ProcessEnv);
  return jobs.map(
    ({ id, event, entry }) =>
      done.get(id) ?? { eventId: event.id, by: entry.name, status: 'waiting', durationMs: 0, said: [] },
  );
}

/** The jobs of a batch that wait or run, in the order in which they were handed over. */
function jobsOf(batch: string, hooklineHome: string): readonly SpoolJob[] {
  return (['active', 'pending'] as const)
    .flatMap((folder) => listJobs(hooklineHome, folder).flatMap((file) => readJob(hooklineHome, file) ?? []))
    .filter((job) => job.batch === batch);
}

async function oneJob(job: SpoolJob, sources: JobSources): Promise<{ run: LaterRun; thrown?: unknown }> {
  const { log, take } = hookRemarks(sources.log, sources.redact);
  const by = job.entry.name;
  const started = performance.now();
  const about = () => ({
    eventId: job.event.id,
    by,
    durationMs: performance.now() - started,
    said: take(by),
  });
  try {
    await runLogged(job, { ...sources, log });
    return { run: { ...about(), status: 'ok' } };
  } catch (thrown) {
    const failure = isHooklineError(thrown)
      ? { code: thrown.code, message: thrown.message, where: thrown.details.where, fix: thrown.details.fix }
      : { code: 'HOOKLINE_HANDLER_THREW', message: errorText(thrown) };
    return { run: { ...about(), status: 'failed', failure }, thrown };
  }
}
