/** Delivers one request, trying again where that may help, within the time that the entry has. */
import { setTimeout as wait } from 'node:timers/promises';
import { backoffMs, LONGEST_RETRY_AFTER_MS, SPOOLED } from './backoff.ts';
import { deliveryFailed, type FailedTry, type FailureScope } from './failure.ts';
import { tryOnce, type WebhookRequest } from './request.ts';

/** What one try works with. */
export interface TryOptions extends FailureScope {
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  readonly signal: AbortSignal;
  readonly random?: () => number;
}

/** What a delivery works with. */
export interface DeliveryOptions extends TryOptions {
  readonly retryCount: number;
  /** Milliseconds for all tries together. */
  readonly timeoutMs: number;
  /** Waits some milliseconds; rejects when the signal is aborted. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
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

/**
 * The successful response of one try, body unread. A failure says after how many milliseconds another try may succeed;
 * `attempt` is 1 for the first.
 *
 * @throws HooklineError `HOOKLINE_WEBHOOK_FAILED`
 */
export async function deliverOnce(
  request: WebhookRequest,
  options: TryOptions & { readonly attempt: number },
): Promise<Response> {
  const { signal, attempt, random = Math.random } = options;
  const result = await tryOnce(request, options.fetch, signal);
  if (!('mayRetry' in result)) return result;
  const failed: FailedTry = signal.aborted ? { ...OUT_OF_TIME, mayRetry: true } : result;
  const waitMs = Math.max(
    backoffMs(attempt, random, SPOOLED),
    Math.min(failed.waitMs ?? 0, LONGEST_RETRY_AFTER_MS),
  );
  throw deliveryFailed(failed, attempt, options, failed.mayRetry ? waitMs : undefined);
}

const OUT_OF_TIME = {
  what: 'it was stopped before the server had answered.',
  fix: 'Raise "timeout", or make the server faster.',
};
