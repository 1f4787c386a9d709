/** A real HTTP server on loopback for deliveries: answers with what it is told to, and keeps what it was sent. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, vi } from 'vitest';

export interface Delivered {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly event: { readonly type: string; readonly sessionId: string; readonly data?: unknown };
  readonly status: number;
}

export interface SpoolServer {
  readonly url: string;
  readonly received: readonly Delivered[];
  /** The status of the next answers. */
  status: number;
  readonly headers: Record<string, string>;
  /** Waits until so many requests were received. */
  got(count: number): Promise<void>;
}

export async function spoolServer(): Promise<SpoolServer> {
  const received: Delivered[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { event } = JSON.parse(Buffer.concat(chunks).toString());
      const { status, headers } = told;
      received.push({ path: request.url ?? '', headers: request.headers, event, status });
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const told: SpoolServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    status: 204,
    headers: {},
    got: (count) =>
      vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(count), {
        timeout: 50_000,
        interval: 10,
      }),
  };
  return told;
}

export const webhook = (url: string, more = ''): string => `[[hooks.integration]]
event = "integration.deploy"
type = "webhook"
mode = "async"
url = "${url}"
description = "Tell"
${more}
`;
