/** `hookline spool flush`, and the worker: the work that is done after the agent was answered. */
import { isHomeOfProject } from '@hookline/config';
import { drain, ensureWorker, environmentOf, homeRefused, jobHandling, suits } from '@hookline/runtime/spool';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { runtimeSources, signalOfProcess } from '../runtime-sources.ts';
import { type ShownJob, spoolJobs } from './spool-jobs.ts';
import { deadHint, jobTable } from './spool-list.ts';

export interface SpoolWorkOptions {
  /** The fingerprint of the environment that the worker was started with. */
  readonly batch: string;
}

/** Does the work of an environment; what a hook starts. */
export async function spoolWork({ batch }: SpoolWorkOptions, context: CommandContext): Promise<ExitCode> {
  const { hooklineHome } = context.homes;
  const sources = runtimeSources(context, signalOfProcess());
  await drain({ hooklineHome, batch, signal: sources.signal, ...jobHandling(sources) });
  return 0;
}

/** More lines than this say less. */
const MOST_SHOWN = 20;

/** Delivers everything now, also what is to be tried again later: each once. Exit code 1 when something stays undelivered. */
export async function spoolFlush(context: CommandContext): Promise<ExitCode> {
  const { hooklineHome } = context.homes;
  if (isHomeOfProject(hooklineHome, context.cwd, context.env)) throw homeRefused(hooklineHome);
  const sources = runtimeSources(context, signalOfProcess());
  const { done, dead, left } = await drain({
    hooklineHome,
    batch: `flush-${process.pid}`,
    everything: true,
    signal: sources.signal,
    ...jobHandling(sources),
  });
  context.out(`${done} done, ${dead} failed, ${left} left.`);
  const jobs = spoolJobs(hooklineHome);
  const waiting = jobs.filter(({ state }) => state !== 'dead');
  if (waiting.length > 0) reportLeft(waiting, context);
  if (left > waiting.length) {
    context.err(`${left - waiting.length} files in ${hooklineHome}/spool are no jobs and are passed over.`);
  }
  const letters = jobs.length - waiting.length;
  if (letters > 0) context.out(deadHint(letters));
  if (waiting.some(({ job }) => suits(job.needs, context.env)) && !sources.signal.aborted)
    ensureWorker(hooklineHome, sources.worker, environmentOf(context.env), context.env);
  return dead > 0 || left > 0 ? 1 : 0;
}

function reportLeft(waiting: readonly ShownJob[], context: CommandContext): void {
  context.out(jobTable(waiting.slice(0, MOST_SHOWN), context, Date.now()));
  if (waiting.length > MOST_SHOWN) context.out(`… and ${waiting.length - MOST_SHOWN} more.`);
  const foreign = waiting.filter(({ job }) => !suits(job.needs, context.env));
  const names = [...new Set(foreign.flatMap(({ job }) => job.needs?.names ?? []))];
  if (foreign.length > 0) {
    context.out(
      `${foreign.length} of these need the variables of another terminal (${names.join(', ')}) and wait for a hook or a flush there. To use those of this one: hookline spool retry <id>`,
    );
  }
  if (foreign.length < waiting.length) context.out('What is left is tried again in the background.');
}
