/** A fetch whose answers have a bound: a server may send without end, and the client would keep it all. */

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

const ANSWER_BYTES = 4 * 1024 * 1024;
/** Statuses whose responses may not have a body. */
const EMPTY = new Set([204, 205, 304]);

/** Makes a fetch whose bodies fail once they are larger than the bound. */
export function boundedFetch(fetch: Fetch, limit = ANSWER_BYTES): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.body === null || EMPTY.has(response.status)) return response;
    let size = 0;
    const bounded = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.byteLength;
          if (size > limit) controller.error(new Error('The server sent more than a hook can take.'));
          else controller.enqueue(chunk);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(bounded, { status, statusText, headers });
  };
}
