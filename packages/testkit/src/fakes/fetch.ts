import type { Journal, RecordedRequest } from './record.ts';
import { unplanned } from './unplanned.ts';

/** What a planned request is answered with. Default: 200 with an empty body. */
export interface PlannedResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of `body`. */
  readonly json?: unknown;
}

/**
 * The requests that a test expects: by method and address (`POST https://…`) or by address, or a function; what it
 * answers `undefined` for is not planned, and what it throws is a request that failed.
 */
export type FetchPlan =
  | Readonly<Record<string, PlannedResponse>>
  | ((
      request: RecordedRequest,
    ) => PlannedResponse | Response | undefined | Promise<PlannedResponse | Response | undefined>);

export async function fakeFetch(
  plan: FetchPlan,
  journal: Journal,
  url: string | URL,
  init?: RequestInit,
): Promise<Response> {
  // As the real one reads its arguments: a wrong address or body throws here, too.
  const sent = new Request(url, init);
  sent.signal.throwIfAborted();
  const request: RecordedRequest = {
    method: sent.method,
    url: String(url),
    headers: Object.fromEntries(sent.headers),
    body: await sent.text(),
  };
  journal.requests.push(request);
  const key = `${request.method} ${request.url}`;
  const planned =
    typeof plan === 'function'
      ? await plan(request)
      : [key, request.url].filter((name) => Object.hasOwn(plan, name)).map((name) => plan[name])[0];
  if (planned === undefined) {
    throw unplanned(journal, `called "${key}"`, `fetch: { ${JSON.stringify(key)}: { status: 200 } }`);
  }
  return planned instanceof Response ? planned : answer(planned);
}

function answer({ status = 200, headers, body, json }: PlannedResponse): Response {
  if (json !== undefined) return Response.json(json, { status, headers });
  return new Response(body ?? null, { status, headers });
}
