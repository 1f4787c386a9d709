/** Delivers one request, trying again where that may help, within the time that the entry has. */
import { setTimeout as wait } from 'node:timers/promises';
import { backoffMs } from './backoff.ts';
import { deliveryFailed, type FailureScope } from './failure.ts';
import { tryOnce, type WebhookRequest } from './request.ts';

/** What a delivery works with. */
export interface DeliveryOptions extends FailureScope {
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  readonly signal: AbortSignal;
  readonly retryCount: number;
  /** Milliseconds for all tries together. */
  readonly timeoutMs: number;
  /** Waits some milliseconds; rejects when the signal is aborted. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly random?: () => number;
}

const pauseFor = (ms: number, signal: AbortSignal): Promise<unknown> => wait(ms, undefined, { signal });

/**
 * The first successful response, body unread.
 *
 * @throws HooklineError `HOOKLINE_WEBHOOK_FAILED`
 */
export async function deliver(request: WebhookRequest, options: DeliveryOptions): Promise<Response> {
  const { signal, retryCount, pause = pauseFor, random = Math.random } = options;
  const endsAt = performance.now() + options.timeoutMs;
  for (let tries = 1; ; tries++) {
    const result = await tryOnce(request, options.fetch, signal);
    if (!('mayRetry' in result)) return result;
    if (signal.aborted) throw deliveryFailed(OUT_OF_TIME, tries, options);
    if (!result.mayRetry || tries > retryCount) throw deliveryFailed(result, tries, options);
    const waitMs = Math.max(backoffMs(tries, random), result.waitMs ?? 0);
    if (performance.now() + waitMs >= endsAt) {
      const what = `${result.what} Waiting ${waitMs} ms for another try would not fit its timeout.`;
      throw deliveryFailed({ what, fix: `${result.fix} Or raise "timeout".` }, tries, options);
    }
    try {
      await pause(waitMs, signal);
    } catch {
      throw deliveryFailed(OUT_OF_TIME, tries, options);
    }
  }
}

const OUT_OF_TIME = {
  what: 'it was stopped before the server had answered.',
  fix: 'Raise "timeout", or make the server faster.',
};
