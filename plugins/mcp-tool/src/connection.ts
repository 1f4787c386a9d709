/** One connection to a server, and the words for what went wrong with it. */

import { boundedFetch } from './bounded-fetch.ts';
import type { Transport } from './client.ts';
import type { ServerPlan } from './server/plan.ts';
import { StdioServer } from './stdio/stdio-server.ts';

/** A transport, not yet started, and how to end it whatever happened. */
export interface Connection {
  readonly transport: Transport;
  /** Ends what was started. Never rejects. */
  close(): Promise<void>;
  /** How the server ended by itself; undefined for one that did not. */
  end(): string | undefined;
  /** The last that a program printed on stderr. */
  lastWords(): string | undefined;
  /** Rejects when the stream of the answer to a method has ended; a request without its answer then gets none any more. */
  streamEnd(method: 'initialize' | 'tools/call'): Promise<never>;
}

const never = (): Promise<never> => new Promise(() => {});

/** Milliseconds that a server over HTTP is given to take note of the end. */
const GOODBYE_MS = 500;

/** Prepares a connection. The client for HTTP is loaded only where it is needed. */
export async function connectionTo(
  plan: ServerPlan,
  fetch: (url: string | URL, init?: RequestInit) => Promise<Response>,
): Promise<Connection> {
  if (plan.kind === 'program') {
    const server = new StdioServer(plan);
    return {
      transport: server,
      close: () => server.close(),
      end: () => server.end,
      lastWords: () => server.lastWords || undefined,
      streamEnd: never,
    };
  }
  const { StreamableHTTPClientTransport } = await import('./client.ts');
  const transport = new StreamableHTTPClientTransport(plan.url, {
    requestInit: { headers: { ...plan.headers } },
    fetch: boundedFetch(fetch),
    redirectPolicy: 'same-origin',
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  });
  const streams = watchStreams(transport);
  return {
    transport,
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GOODBYE_MS);
      });
      await Promise.race([transport.terminateSession().catch(() => {}), late]);
      clearTimeout(timer);
      await transport.close().catch(() => {});
    },
    end: () => undefined,
    lastWords: () => undefined,
    streamEnd: streams,
  };
}

/** The client does not say that a stream of events has ended without its answer: it would wait until its deadline. */
function watchStreams(transport: Transport): Connection['streamEnd'] {
  const ends = new Map<string, PromiseWithResolvers<never>>();
  const endOf = (method: string): PromiseWithResolvers<never> => {
    const known = ends.get(method) ?? Promise.withResolvers<never>();
    ends.set(method, known);
    known.promise.catch(() => {});
    return known;
  };
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    const method = 'method' in message ? message.method : '';
    return send(message, {
      ...options,
      onRequestStreamEnd: () => {
        options?.onRequestStreamEnd?.();
        // An answer that was in the stream settles its request first.
        setImmediate(() => endOf(method).reject(new Error('it ended its answer before it was whole.')));
      },
    });
  };
  return (method) => endOf(method).promise;
}
