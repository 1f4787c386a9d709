/** `hookline spool retry` and `drop`: what a person does about work that was given up or is not wanted any more. */
import { isHomeOfProject } from '@hookline/config';
import type { ResolvedEntry } from '@hookline/core';
import { configInForce } from '@hookline/runtime';
import {
  ensureWorker,
  environmentOf,
  homeRefused,
  type JobSources,
  moveJob,
  neededBy,
  orderKeyOf,
  removeJob,
  reviveJob,
  type SpoolJob,
} from '@hookline/runtime/spool';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { confirm } from '../output/confirm.ts';
import { runtimeSources, signalOfProcess } from '../runtime-sources.ts';
import { findJobs, type ShownJob, spoolJobs } from './spool-jobs.ts';
import { jobTable } from './spool-list.ts';

export interface RetryOptions {
  readonly all?: boolean;
}

/** Puts dead letters back to work, with this terminal's environment and the hook as it is configured now. */
export async function spoolRetry(
  ids: readonly string[],
  options: RetryOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { hooklineHome } = context.homes;
  if (ids.length === 0 && !options.all)
    throw new UsageError(
      'Say what is to be tried again: hookline spool retry <id>, or --all for all dead letters.',
    );
  if (isHomeOfProject(hooklineHome, context.cwd, context.env)) throw homeRefused(hooklineHome);
  const jobs = spoolJobs(hooklineHome);
  const chosen = ids.length > 0 ? findJobs(ids, jobs) : jobs.filter(({ state }) => state === 'dead');
  if (chosen.length === 0) {
    context.out('There are no dead letters.');
    return 0;
  }
  const sources = runtimeSources(context, signalOfProcess());
  const batch = environmentOf(context.env);
  const revived: ShownJob[] = [];
  for (const one of chosen.filter(({ state }) => state !== 'running')) {
    const entry = await entryNow(one.job, sources);
    const change = {
      entry,
      batch,
      needs: neededBy(entry, context.env),
      orderKey: orderKeyOf(entry, one.job.event.sessionId, context.env),
    };
    if (reviveJob(hooklineHome, one.file, change)) revived.push(one);
  }
  if (revived.length > 0) {
    ensureWorker(hooklineHome, sources.worker, batch, context.env);
    context.out(jobTable(revived.map(asWaiting), context, Date.now()));
    context.out(
      `\n${revived.length} put back to work, with the environment of this terminal. To wait for it: hookline spool flush`,
    );
  }
  return complainOfRunning(chosen, revived, context);
}

/** The entry as the configuration has it now: what was given up may have been repaired there. */
async function entryNow({ entry, event }: SpoolJob, sources: JobSources): Promise<ResolvedEntry> {
  const inForce = await configInForce(sources, event.cwd, sources.env['HOOKLINE_CONFIG'] || undefined);
  if (inForce.status !== 'ok') return entry;
  return (
    inForce.config.entries.find(
      ({ id, type, mode }) => id === entry.id && type === entry.type && mode === 'async',
    ) ?? entry
  );
}

const asWaiting = ({ file, job }: ShownJob): ShownJob => {
  const { failed: _failed, lastFailure: _last, notBefore: _moment, ...rest } = job;
  return { file, job: { ...rest, attempt: 1 }, state: 'waiting' };
};

export interface DropOptions {
  readonly all?: boolean;
  readonly dead?: boolean;
  readonly yes?: boolean;
}

/** Removes work for good: by its ids, or all dead letters. What waits goes by its id only. */
export async function spoolDrop(
  ids: readonly string[],
  options: DropOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { hooklineHome } = context.homes;
  if (ids.length === 0 && !(options.all && options.dead)) {
    throw new UsageError(
      'Say what is to be removed: hookline spool drop <id>, or --all --dead for all dead letters.',
    );
  }
  const jobs = spoolJobs(hooklineHome);
  const chosen = ids.length > 0 ? findJobs(ids, jobs) : jobs.filter(({ state }) => state === 'dead');
  if (chosen.length === 0) {
    context.out('There are no dead letters.');
    return 0;
  }
  if (ids.length === 0 && !options.yes) {
    context.out(jobTable(chosen, context, Date.now()));
    if (!(await confirm(context, `Remove ${chosen.length} for good? They were never delivered.`))) return 1;
  }
  const removed = chosen.filter(
    ({ file, state }) => state !== 'running' && take(hooklineHome, file) !== undefined,
  );
  if (removed.length > 0) {
    context.out(jobTable(removed, context, Date.now()));
    context.out(`\n${removed.length} removed.`);
  }
  return complainOfRunning(chosen, removed, context);
}

/** Moved out of the workers' sight first: of all who want a job one gets it. */
function take(hooklineHome: string, file: ShownJob['file']): true | undefined {
  const held = file.folder === 'dead' ? file : moveJob(hooklineHome, file, 'dead');
  return held && removeJob(hooklineHome, held) ? true : undefined;
}

function complainOfRunning(
  chosen: readonly ShownJob[],
  done: readonly ShownJob[],
  context: CommandContext,
): ExitCode {
  const left = chosen.filter((one) => !done.includes(one));
  if (left.length === 0) return 0;
  for (const { job } of left)
    context.err(`${job.id} is being run, or a worker took it just now. See: hookline spool list`);
  return 1;
}
