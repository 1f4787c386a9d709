/** One connection to a server, and the words for what went wrong with it. */
import type { Transport } from '@modelcontextprotocol/client';
import { boundedFetch } from './bounded-fetch.ts';
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
}

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
    };
  }
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
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
  };
}
