/** `hookline spool list`: what waits and for what, what runs, what was given up and why. */

import { createRedact } from '@hookline/runtime';
import { attemptsOf } from '@hookline/runtime/spool';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { table } from '../output/table.ts';
import { visible } from '../output/visible.ts';
import { duration, type ShownJob, shownState, shownTarget, spoolJobs } from './spool-jobs.ts';

export interface SpoolListOptions {
  readonly json?: boolean;
}

export function spoolList(options: SpoolListOptions, context: CommandContext): ExitCode {
  const jobs = spoolJobs(context.homes.hooklineHome);
  const now = Date.now();
  if (options.json) {
    context.json(jobs.map((one) => asJson(one, now)));
    return 0;
  }
  if (jobs.length === 0) {
    context.out('Nothing waits.');
    return 0;
  }
  context.out(jobTable(jobs, context, now));
  const count = (state: ShownJob['state']): number => jobs.filter((one) => one.state === state).length;
  if (count('retrying') > 0) context.out('\nTo deliver now what is tried again later: hookline spool flush');
  if (count('dead') > 0) context.out(`\n${deadHint(count('dead'))}`);
  return 0;
}

/** What to do about dead letters. */
export function deadHint(count: number): string {
  const letters = count === 1 ? '1 dead letter' : `${count} dead letters`;
  return `${letters}: hookline spool retry <id> (or --all) delivers again, hookline spool drop <id> removes for good.`;
}

/** The jobs as lines of text; secrets taken out, and control characters that what was run may have printed. */
export function jobTable(jobs: readonly ShownJob[], context: CommandContext, now: number): string {
  const redact = createRedact(context.env);
  const cell = (text: string): string => visible(redact(text).replaceAll(/\p{Cc}+/gu, ' '));
  return table(
    jobs.map((one) => {
      const { job } = one;
      const failure = job.failed ?? job.lastFailure;
      return [
        shownState(one, now),
        job.id,
        job.event.type,
        cell(job.entry.name),
        cell(shownTarget(job)),
        duration(now - job.createdAt),
        failure ? cell(`${failure.code}: ${failure.message}`) : '',
      ];
    }),
  );
}

function asJson({ job, state }: ShownJob, now: number): unknown {
  const { id, event, entry, attempt, notBefore, createdAt, failed, lastFailure, needs } = job;
  return {
    id,
    state,
    event: { type: event.type, id: event.id, sessionId: event.sessionId },
    hook: entry.name,
    target: shownTarget(job) || undefined,
    attempt,
    attempts: entry.delivery?.attempts === undefined && attempt === 1 ? undefined : attemptsOf(job),
    notBefore: notBefore === undefined ? undefined : new Date(notBefore).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
    ageMs: now - createdAt,
    needs: needs?.names,
    failed,
    lastFailure,
  };
}
