/** Does one job of the spool: the entry's kind is run for the event, within the entry's own timeout. */
import { HOME_OF_PROJECT, isHomeOfProject } from '@hookline/config/trust';
import type { HandlerAnswer } from '@hookline/core';
import { guard, originText, Stop } from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';
import { type ConfigSource, configInForce, EMPTY_CONFIG } from '../hook/config-source.ts';
import { EventRun, failureEvent } from '../hook/event-run.ts';
import { type BundledKinds, findKind } from '../plugins/build-lifecycle.ts';
import { capabilityFactory } from '../plugins/capabilities.ts';
import type { ImportModule } from '../plugins/load-plugin.ts';
import type { HookLog } from '../state/hook-log.ts';
import { appendJournal } from '../state/journal.ts';
import { deliver, isDelivery } from './delivery.ts';
import { type JobFailure, JobInterrupted, type SpoolJob } from './job.ts';
import { attemptsOf } from './settle.ts';
import type { WorkerCommand } from './start-worker.ts';

export interface JobSources extends ConfigSource {
  readonly bundledKinds: BundledKinds;
  readonly importModule: ImportModule;
  readonly worker: WorkerCommand;
  readonly log: HookLog;
  readonly redact: (text: string) => string;
  readonly signal: AbortSignal;
}

/** Work that lies in a home of the project's making may be of its making, too. */
export const homeRefused = (where: string): HooklineError =>
  new HooklineError(HOME_OF_PROJECT.code, {
    what: HOME_OF_PROJECT.message,
    where,
    fix: HOME_OF_PROJECT.fix,
  });

/** Runs a job once. Throws a coded error when it failed, with `retryAfterMs` where it may succeed later; a {@link JobInterrupted} when it was told to stop. */
export async function runJob(job: SpoolJob, sources: JobSources): Promise<void> {
  const { entry, event } = job;
  const { hooklineHome } = sources.homes;
  if (isHomeOfProject(hooklineHome, event.sessionCwd ?? event.cwd, sources.env))
    throw homeRefused(hooklineHome);
  const inForce = await configInForce(
    sources,
    event.sessionCwd ?? event.cwd,
    sources.env['HOOKLINE_CONFIG'] || undefined,
  );
  const config = inForce.status === 'ok' ? inForce.config : EMPTY_CONFIG;
  const capabilities = capabilityFactory({
    ...sources,
    sessionId: event.sessionId,
    timeoutMs: entry.timeoutMs,
    // An event raised by work that nobody waits for has no turn to belong to.
    emit: () => {},
    enqueue: (by) => {
      throw new HooklineError('HOOKLINE_DELIVERY_UNKNOWN', {
        what: `"${by}" handed work over while its own work was done.`,
        fix: 'Throw an error with retryAfterMs where the work is to be done later.',
      });
    },
  });
  const result = await guard(
    async (stop) => {
      // Within the deadline: a plugin may hang while it is imported.
      if (isDelivery(entry)) {
        const known = inForce.status === 'ok' ? config : undefined;
        return deliver(job, capabilities(entry.name, stop), {
          ...sources,
          config: known,
        }) as Promise<undefined>;
      }
      const kind = await findKind(entry.type, { ...sources, config });
      if (!kind) {
        throw new HooklineError('HOOKLINE_ENTRY_KIND_UNKNOWN', {
          what: `No plugin provides the handler kind "${entry.type}".`,
          where: originText(entry),
        });
      }
      const ctx = Object.assign(Object.create(capabilities(entry.name, stop)), {
        timeoutMs: entry.timeoutMs,
        attempt: job.attempt,
      });
      return kind.run(entry, event, ctx);
    },
    { timeoutMs: entry.timeoutMs, stop: Stop.from(sources.signal) },
  );
  const failed = result.status === 'ok' ? undefined : result;
  appendJournal(
    sources.homes.hooklineHome,
    {
      time: new Date().toISOString(),
      session_id: event.sessionId,
      event: event.type,
      native: event.host.event,
      task_id: event.taskId,
      cwd: event.cwd,
      decision: 'async',
      reasons: [],
      hooks: [
        {
          by: entry.name,
          lane: 'observe',
          status: result.status,
          ms: result.durationMs,
          why: failed?.message,
        },
      ],
      failures: failed ? [{ by: entry.name, code: failed.code, message: failed.message }] : undefined,
      ms: result.durationMs,
    },
    sources.redact,
  );
  const said = result.status === 'ok' ? lostAnswer(result.value) : undefined;
  if (said !== undefined) {
    sources.log.write(
      'WARN',
      entry.name,
      `It answered (${said}) on ${event.type}, but an async hook cannot: the agent has gone on. Fix: set mode = "sync". (${originText(entry)})`,
    );
  }
  if (failed && sources.signal.aborted) throw new JobInterrupted(`${entry.name} was told to stop.`);
  if (failed) {
    throw new HooklineError(failed.code, {
      what: sources.redact(failed.message),
      where: failed.where ?? originText(entry),
      fix: failed.fix === undefined ? undefined : sources.redact(failed.fix),
      ...(failed.retryAfterMs !== undefined && { retryAfterMs: failed.retryAfterMs }),
    });
  }
}

/** What an answer holds that would have needed somebody to wait for it. */
function lostAnswer(answer: HandlerAnswer | undefined): string | undefined {
  const parts = [
    answer?.verdict?.kind,
    ...(['rewrite', 'context', 'halt'] as const).filter((part) => answer?.[part] !== undefined),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** Logs a failed try that is not the last one. */
export function reportRetry(job: SpoolJob, failure: JobFailure, afterMs: number, { log }: JobSources): void {
  const { entry, event, attempt } = job;
  log.write(
    'WARN',
    entry.name,
    `${failure.code} on ${event.type}: ${failure.message} (${originText(entry)}) Try ${attempt} of ${attemptsOf(job)}; the next one in ${Math.ceil(afterMs / 1000)} s.`,
  );
}

/** Logs dead letters that were removed because there were too many: what is gone must not be gone in silence. */
export function reportForgotten(letters: readonly SpoolJob[], { log }: JobSources): void {
  for (const { id, entry, event, failed } of letters) {
    log.write(
      'ERROR',
      entry.name,
      `The dead letter ${id} (${event.type}, ${failed?.code ?? 'no code'}) was removed: there are too many. Fix: look at hookline spool list, then hookline spool retry or drop.`,
    );
  }
}

/** Logs a job that was given up and raises `error.occurred` for it. */
export async function reportDead(job: SpoolJob, failure: JobFailure, sources: JobSources): Promise<void> {
  const { entry, event } = job;
  const fix = failure.fix ? ` Fix: ${failure.fix}` : '';
  sources.log.write(
    'WARN',
    entry.name,
    `${failure.code} on ${event.type}: ${failure.message} (${originText(entry)})${fix} It is kept as a dead letter: hookline spool list`,
  );
  if (event.type === 'error.occurred') return;
  const inForce = await configInForce(
    sources,
    event.sessionCwd ?? event.cwd,
    sources.env['HOOKLINE_CONFIG'] || undefined,
  );
  if (inForce.status !== 'ok') return;
  const run = new EventRun({ ...sources, config: inForce.config, rewrite: (unchanged) => unchanged });
  run.follow(failureEvent(event, { by: entry.name, message: failure.message }));
  await run.finish();
}
