/**
 * The only place that calls plugin code. It adds the deadline, the abort signal, the timing and the blame, and
 * never rejects: tapable would otherwise orphan a rejection (a `tapPromise` that throws, a parallel hook that
 * rejects at its first failure) and Node would die of it.
 */

import type { ErrorCode } from '../errors/catalogue.ts';
import { errorText, isHooklineError } from '../errors/hookline-error.ts';
import { clock } from './clock.ts';
import { Stop } from './stop.ts';
import { isThenable } from './thenable.ts';

/** How one call of plugin code ended. */
export type Guarded<T> =
  | { readonly status: 'ok'; readonly value: T; readonly durationMs: number }
  | {
      readonly status: 'failed' | 'timed-out' | 'aborted';
      readonly code: ErrorCode;
      readonly message: string;
      readonly where?: string;
      readonly fix?: string;
      /** Milliseconds after which the call itself says that another one may succeed. */
      readonly retryAfterMs?: number;
      readonly durationMs: number;
    };

/** What bounds a call. */
export interface GuardLimits {
  readonly timeoutMs: number;
  /** Aborted when another hook has decided, or the agent has gone. */
  readonly stop?: Stop;
  /** Milliseconds that a call may go on after its deadline or abort, to end what it started. Default {@link GRACE_MS}. */
  readonly graceMs?: number;
}

/** Milliseconds of grace that a call gets when nothing says otherwise. */
export const GRACE_MS = 2_000;

/** Node fires a timer beyond this at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const ms = (from: number): number => Math.round((clock() - from) * 100) / 100;

/** Calls plugin code within its limits. What answers at once costs neither a timer nor a signal. */
export async function guard<T>(
  call: (stop: Stop) => T | Promise<T>,
  limits: GuardLimits,
): Promise<Guarded<T>> {
  const started = clock();
  if (limits.stop?.aborted) {
    return { status: 'aborted', code: 'HOOKLINE_HANDLER_TIMEOUT', message: 'Not started.', durationMs: 0 };
  }
  const own = new Stop(limits.stop);
  try {
    const returned = call(own);
    if (!isThenable(returned)) return { status: 'ok', value: returned, durationMs: ms(started) };
    return await within(returned, own, limits, started);
  } catch (thrown) {
    return { status: 'failed', ...blame(thrown), durationMs: ms(started) };
  } finally {
    own.detach();
  }
}

async function within<T>(
  returned: Promise<T>,
  own: Stop,
  limits: GuardLimits,
  started: number,
): Promise<Guarded<T>> {
  let timedOut = false;
  let grace: NodeJS.Timeout | undefined;
  const timer = setTimeout(
    () => {
      timedOut = true;
      own.abort(new DOMException('The deadline of this hook has passed.', 'TimeoutError'));
    },
    Math.min(limits.timeoutMs, LONGEST_TIMER_MS),
  );
  // A call that has been told to stop is given a moment to end its processes; then it is left behind.
  const stopped = new Promise<'stopped'>((resolve) => {
    own.whenAborted(() => {
      grace = setTimeout(() => resolve('stopped'), limits.graceMs ?? GRACE_MS);
    });
  });
  const first = await Promise.race([settled(returned), stopped]);
  clearTimeout(timer);
  clearTimeout(grace);
  const durationMs = ms(started);
  if (timedOut) {
    return {
      status: 'timed-out',
      code: 'HOOKLINE_HANDLER_TIMEOUT',
      message: `It gave no answer within ${seconds(limits.timeoutMs)}.`,
      fix: 'Raise its timeout, or make it faster.',
      // What it threw when it was told to stop still tells whether another try makes sense.
      ...(first !== 'stopped' && 'thrown' in first && retryOf(first.thrown)),
      durationMs,
    };
  }
  if (limits.stop?.aborted) {
    return { status: 'aborted', code: 'HOOKLINE_HANDLER_TIMEOUT', message: 'Stopped.', durationMs };
  }
  if (first === 'stopped' || 'thrown' in first) {
    const thrown = first === 'stopped' ? undefined : first.thrown;
    return { status: 'failed', ...blame(thrown), durationMs };
  }
  return { status: 'ok', value: first.value, durationMs };
}

async function settled<T>(returned: Promise<T>): Promise<{ value: T } | { thrown: unknown }> {
  try {
    return { value: await returned };
  } catch (thrown) {
    return { thrown };
  }
}

interface Blame {
  code: ErrorCode;
  message: string;
  where?: string;
  fix?: string;
  retryAfterMs?: number;
}

function blame(thrown: unknown): Blame {
  if (isHooklineError(thrown)) {
    const { what, where, why, fix } = thrown.details;
    return { code: thrown.code, message: why ? `${what} ${why}` : what, where, fix, ...retryOf(thrown) };
  }
  return { code: 'HOOKLINE_HANDLER_THREW', message: errorText(thrown) };
}

function retryOf(thrown: unknown): { retryAfterMs?: number } {
  const after = isHooklineError(thrown) ? thrown.details.retryAfterMs : undefined;
  return after === undefined ? {} : { retryAfterMs: after };
}

const seconds = (timeoutMs: number): string =>
  timeoutMs < 1_000 ? `${timeoutMs} ms` : `${Math.round(timeoutMs / 100) / 10} s`;
