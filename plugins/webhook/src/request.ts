/**
 * One try of a delivery. Redirects are followed here, because a fetch would carry the body and the headers to
 * whatever origin a server names. On the same origin the method and the body stay, so that a redirected delivery
 * never turns into an empty GET that looks like a success; only 303 means "fetch the result there".
 */
import { retryAfterMs } from './backoff.ts';
import { discard } from './bounded-body.ts';
import { type FailedTry, networkFailure, statusFailure } from './failure.ts';
import { signatureHeaders } from './signature.ts';

/** What is sent. */
export interface WebhookRequest {
  /** The same for all tries of one delivery. */
  readonly id: string;
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  /** Absent for GET. */
  readonly body?: string;
  /** When set, every try is signed. */
  readonly secret?: string;
}

type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Sends a request once. Resolves with a successful response, body unread, or with why there is none. */
export async function tryOnce(
  request: WebhookRequest,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Response | FailedTry> {
  let { url, method, body } = request;
  for (let redirects = 0; ; redirects++) {
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        headers: headersOf(request, body),
        body,
        redirect: 'manual',
        signal,
      });
    } catch (thrown) {
      return networkFailure(thrown);
    }
    if (response.ok) return response;
    await discard(response);
    if (!REDIRECTS.has(response.status)) {
      const waitMs = retryAfterMs(response.headers.get('retry-after'), Date.now());
      return statusFailure(response.status, response.statusText, waitMs);
    }
    const location = response.headers.get('location');
    const next = location === null ? null : URL.parse(location, url.href);
    if (next === null) return refusal('names no address to go to.');
    const refused = redirectProblem(url, next, redirects);
    if (refused !== undefined) return refused;
    if (response.status === 303) [method, body] = ['GET', undefined];
    url = next;
  }
}

function headersOf({ id, headers, secret }: WebhookRequest, body: string | undefined): Headers {
  if (secret === undefined) return headers;
  const signed = new Headers(headers);
  const signature = signatureHeaders(secret, { id, body: body ?? '', now: Date.now() });
  for (const [name, value] of Object.entries(signature)) signed.set(name, value);
  return signed;
}

function redirectProblem(from: URL, to: URL, redirects: number): FailedTry | undefined {
  if (to.origin !== from.origin) {
    return refusal(`leads to another origin, ${to.origin}, which must not get what is sent.`);
  }
  return redirects >= MOST_REDIRECTS
    ? refusal(`leads on and on; it was followed ${MOST_REDIRECTS} times.`)
    : undefined;
}

const refusal = (what: string): FailedTry => ({
  what: `the redirect of the server ${what}`,
  fix: 'Write the final address into "url".',
  mayRetry: false,
});
