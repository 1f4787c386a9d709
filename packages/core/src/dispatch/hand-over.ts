/** Hands an async entry's work over. It decides nothing: a failure is reported, whether the entry is required or not. */
import { originText, type ResolvedEntry } from '../entry/resolved-entry.ts';
import { skipReason } from '../entry/skip-reason.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { errorText, isHooklineError } from '../errors/hookline-error.ts';
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import type { LifecycleOptions } from './lifecycle-options.ts';
import type { RunLog } from './run-log.ts';

/** Hands one entry over when its matcher and conditions hold. */
export function handOver(
  entry: ResolvedEntry,
  event: LifecycleEvent,
  options: LifecycleOptions,
  log: RunLog,
): void {
  const run = {
    by: entry.name,
    lane: 'observe',
    priority: entry.priority,
    startedMs: log.elapsedMs,
    durationMs: 0,
    answered: [],
  } as const;
  let code: ErrorCode = 'HOOKLINE_CONFIG_INVALID';
  try {
    const why = skipReason(entry, event, { env: options.env, context: options.settings.context });
    if (why !== undefined) {
      log.settled({ ...run, status: 'skipped', why }, event);
      return;
    }
    code = 'HOOKLINE_SPOOL_WRITE_FAILED';
    options.handOver(entry, event);
    log.settled({ ...run, status: 'handed-over' }, event);
  } catch (thrown) {
    const known = isHooklineError(thrown) ? thrown : undefined;
    const message = errorText(thrown);
    log.settled({ ...run, status: 'failed', why: message }, event);
    log.failed({
      by: entry.name,
      required: entry.required,
      code: known?.code ?? code,
      message,
      where: originText(entry),
      fix: known?.details.fix,
    });
  }
}
