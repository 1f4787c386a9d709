/** A Slack on loopback: keeps what it was sent and answers what it is told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages by path.
  readonly body: any;
}

export type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string }
  | ((response: ServerResponse, request: IncomingMessage) => void);

export interface SlackServer {
  readonly origin: string;
  readonly received: Received[];
  /** What is answered next, in turn; then `ok` in the form of what was asked. */
  readonly replies: Reply[];
}

/** Starts it for one test. `port` 0 is any. */
export async function slackServer(port = 0): Promise<SlackServer> {
  const received: Received[] = [];
  const replies: Reply[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({
        path,
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
      });
      const ts = `1700000000.00000${received.length}`;
      const fine = path.endsWith('/chat.postMessage') ? JSON.stringify({ ok: true, ts }) : 'ok';
      const reply = replies.shift() ?? { body: fine };
      if (typeof reply === 'function') return reply(response, request);
      response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  const { port: bound } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${bound}`, received, replies };
}
