/** `hookline spool`: the work that is done after the agent was answered. */
import { drain, listJobs, readJob, reportDead } from '@hookline/runtime/spool';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { table } from '../output/table.ts';
import { runLogged } from '../run-logged.ts';
import { runtimeSources, signalOfProcess } from '../runtime-sources.ts';

export interface SpoolListOptions {
  readonly json?: boolean;
}

/** Shows what waits, what runs and what was given up. */
export function spoolList(options: SpoolListOptions, context: CommandContext): ExitCode {
  const { hooklineHome } = context.homes;
  const jobs = (['active', 'pending', 'dead'] as const).flatMap((folder) =>
    listJobs(hooklineHome, folder).flatMap((file) => {
      const job = readJob(hooklineHome, file);
      return job ? [{ state: folder, job }] : [];
    }),
  );
  if (options.json) {
    context.out(
      JSON.stringify(
        jobs.map(({ state, job }) => ({ state, ...job })),
        null,
        2,
      ),
    );
    return 0;
  }
  if (jobs.length === 0) {
    context.out('Nothing waits.');
    return 0;
  }
  context.out(
    table(
      jobs.map(({ state, job }) => [
        state,
        new Date(job.createdAt).toISOString(),
        job.event.type,
        job.entry.name,
        job.failed ? `${job.failed.code}: ${job.failed.message}` : '',
      ]),
    ),
  );
  return 0;
}

export interface SpoolWorkOptions {
  readonly batch?: string;
  /** Milliseconds to wait for what others are doing. */
  readonly patienceMs?: number;
}

/** Does the work that waits: a batch's own (the worker), or everything (`flush`). Exit code 1 when some of it failed. */
export async function spoolWork(options: SpoolWorkOptions, context: CommandContext): Promise<ExitCode> {
  const sources = runtimeSources(context, signalOfProcess());
  const result = await drain({
    hooklineHome: context.homes.hooklineHome,
    batch: options.batch ?? `flush-${process.pid}`,
    everything: options.batch === undefined,
    patienceMs: options.patienceMs,
    signal: sources.signal,
    run: (job) => runLogged(job, sources),
    onDead: (job, failure) => reportDead(job, failure, sources),
  });
  if (options.batch === undefined) {
    context.out(`${result.done} done, ${result.dead} failed, ${result.left} left.`);
    return result.dead > 0 || result.left > 0 ? 1 : 0;
  }
  return 0;
}
