/** Runs the checks of a task that has ended, and says whether it is sent back to work. */
import type { Capabilities, TaskCompleteEvent } from '@hookline/core';
import { attemptsOf, noteAttempt } from './attempts.ts';
import { fitsGlob } from './changes/glob.ts';
import { changedBetween, rootOf, takeSnapshot } from './changes/snapshot.ts';
import { type Check, checkOf } from './checks/check.ts';
import { INSIDE, runChecks } from './checks/run-checks.ts';
import { DEFAULTS, type QualityGateOptions, TOTAL_SECONDS } from './options-types.ts';
import { endingText, isFailure, resumeReason } from './report.ts';
import { START, type StoredStart } from './task-start.ts';

/** Why the checks of a task are not run; undefined where they are. */
export function notJudged(event: TaskCompleteEvent, env: Capabilities['env']): string | undefined {
  if (!event.success) return 'the task failed or was interrupted';
  if (event.agent) return 'it is the task of a sub-agent';
  if (env[INSIDE]) return 'it runs within a check';
  return undefined;
}

/** What the model is told when it is sent back; undefined where the task may end. */
export async function judgeTask(
  event: TaskCompleteEvent,
  given: QualityGateOptions,
  ctx: Capabilities,
): Promise<string | undefined> {
  const options = { ...DEFAULTS, ...given };
  const why = notJudged(event, ctx.env);
  if (why !== undefined) return void ctx.log.debug(`No check was run: ${why}.`);
  const root = rootOf(event.sessionCwd ?? event.cwd);
  const checks = await dueChecks(event, options, root, ctx);
  if (checks.length === 0)
    return void ctx.log.debug('No check was run: the task changed nothing that one is about.');

  const results = await runChecks(
    checks,
    { root, parallel: options.parallel, totalMs: TOTAL_SECONDS * 1_000 },
    ctx,
  );
  const blame = { onTimeout: options.on_timeout, onNotStarted: options.on_not_started };
  const failed = results.filter(({ ending }) => isFailure(ending, blame));
  for (const result of results)
    if (result.ending.kind !== 'passed')
      ctx.log[failed.includes(result) ? 'info' : 'warn'](`The check ${endingText(result)}.`);
  if (failed.length === 0 || ctx.signal.aborted) return undefined;

  const count = attemptsOf(event, ctx.state) + 1;
  if (count > options.attempts)
    return letGo(failed.map(endingText), `after ${options.attempts} attempts`, ctx);
  if (!noteAttempt(event, ctx.state, count))
    return letGo(
      failed.map(endingText),
      'because the attempts could not be counted: the state can not be written',
      ctx,
    );
  const shown = { root, most: options.max_output, redact: ctx.redact };
  return resumeReason(failed, { count, most: options.attempts }, shown);
}

function letGo(failed: readonly string[], why: string, ctx: Capabilities): undefined {
  ctx.log.warn(`The task was let go ${why}, and its checks do not pass: ${failed.join('; ')}.`);
  // For who would tell a person: a chat, a desktop.
  ctx.emit('integration.quality_gate', { passed: false, failed, why });
}

/** The checks that what the task changed is about. */
async function dueChecks(
  event: TaskCompleteEvent,
  options: QualityGateOptions,
  root: string,
  ctx: Capabilities,
): Promise<readonly Check[]> {
  const all = options.checks.map(checkOf);
  const narrows = all.some(({ when }) => when.length > 0);
  if (!options.only_when_changed && !narrows) return all;
  const changed = await changedPaths(event, root, ctx);
  if (changed === undefined) return all;
  if (options.only_when_changed && changed.length === 0) return [];
  return all.filter(
    ({ when }) => when.length === 0 || changed.some((path) => when.some((glob) => fitsGlob(glob, path))),
  );
}

/** What the task changed; undefined where that is not known. */
async function changedPaths(
  event: TaskCompleteEvent,
  root: string,
  ctx: Capabilities,
): Promise<readonly string[] | undefined> {
  const start = ctx.state.get(START) as Partial<StoredStart> | null | undefined;
  if (!start?.files || start.head === undefined || start.task !== (event.taskId ?? '') || start.root !== root)
    return undefined;
  const now = await takeSnapshot(root, ctx);
  return now && changedBetween(root, { head: start.head, files: start.files }, now, ctx);
}
