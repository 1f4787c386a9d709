import type { DrainOptions } from './drain.ts';
import { suits } from './environment.ts';
import type { SpoolJob } from './job.ts';
import { type JobSources, reportDead, reportForgotten, reportRetry, runJob } from './run-job.ts';

/** How a process with these sources does the jobs of a drain, and what it tells of them. */
export function jobHandling(
  sources: JobSources,
): Pick<DrainOptions, 'run' | 'suits' | 'onDead' | 'onRetry' | 'onForgotten'> {
  return {
    run: (job) => runLogged(job, sources),
    suits: ({ needs }) => suits(needs, sources.env),
    onDead: (job, failure) => reportDead(job, failure, sources),
    onRetry: (job, failure, afterMs) => reportRetry(job, failure, afterMs, sources),
    onForgotten: (letters) => reportForgotten(letters, sources),
  };
}

/**
 * Does one job and says in the hook log that it is done. Its failure is logged where it is given up.
 *
 * @throws what `runJob` throws
 */
export async function runLogged(job: SpoolJob, sources: JobSources): Promise<void> {
  const started = performance.now();
  await runJob(job, sources);
  const ms = Math.round(performance.now() - started);
  sources.log.write('INFO', job.event.type, `async: ${job.entry.name} (${ms} ms)`);
}
