/** Sends one request and reads its answer. Follows no redirect: what is sent is for the address that the config names. */
import { addressProblem } from '@hookline/core/entry';
import type { Answer, FailedTry } from './answer.ts';
import { askedMs } from './backoff.ts';
import { readBounded } from './bounded-body.ts';
import { networkFailure } from './network-failure.ts';

/** What a request works with. */
export interface PostScope {
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  readonly signal: AbortSignal;
  /** Milliseconds from the request to the end of the answer. */
  readonly timeoutMs: number;
}

/** Part of the time of a try; the rest is for saying that it was too short. */
const SHARE = 0.9;

/** Why an address is not one to send to; undefined when it is. */
export const addressRefusal = (address: string): string | undefined =>
  addressProblem(URL.parse(address), false);

/** The answer to a body of JSON, whatever it says. */
export async function post(
  url: URL,
  body: object,
  headers: Readonly<Record<string, string>>,
  { fetch, signal, timeoutMs }: PostScope,
): Promise<Answer | FailedTry> {
  const timer = AbortSignal.timeout(Math.max(1, Math.round(timeoutMs * SHARE)));
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'hookline', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timer]),
    });
    const waitMs = askedMs(response.headers.get('retry-after'), Date.now());
    return { status: response.status, body: await readBounded(response), waitMs };
  } catch (thrown) {
    if (!signal.aborted && !timer.aborted) return networkFailure(thrown);
    return {
      what: `it had not answered after ${Math.round(timeoutMs / 1_000)} s.`,
      fix: 'Check the network, and a proxy before it.',
      mayRetry: true,
    };
  }
}
