/** Does one piece of work that was handed over, and says in the hook log that it is done. Its failure is logged where it is given up. */
import { type JobSources, runJob, type SpoolJob } from '@hookline/runtime/spool';

/** @throws what `runJob` throws */
export async function runLogged(job: SpoolJob, sources: JobSources): Promise<void> {
  const started = performance.now();
  await runJob(job, sources);
  const ms = Math.round(performance.now() - started);
  sources.log.write('INFO', job.event.type, `async: ${job.entry.name} (${ms} ms)`);
}
