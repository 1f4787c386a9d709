/**
 * A server that is as bad as servers are: it fails, hangs, breaks connections, and is down for a while. What it does to
 * the n-th try of a delivery depends on the seed alone.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { chance, numberOf } from './chance.ts';

/** A request that came whole. */
export interface Try {
  readonly target: number;
  /** The index of the call that it tells of. */
  readonly index: number;
  readonly key: string | undefined;
  readonly outcome: 'delivered' | 'failed' | 'hung';
}

export interface StormServer {
  readonly url: string;
  readonly tries: readonly Try[];
  /** Requests that were no JSON of an event, or cut off. */
  readonly broken: readonly string[];
  /** Nobody listens any more; connections break. */
  down(): Promise<void>;
  /** Listens again on the same port. */
  up(): Promise<void>;
}

export interface Weather {
  readonly seed: number;
  readonly fails: number;
  readonly hangs: number;
}

/** A delivery that was failed or hung so often is let through. */
const MOST_BAD_LUCK = 5;

export async function stormServer({ seed, fails, hangs }: Weather): Promise<StormServer> {
  const tries: Try[] = [];
  const broken: string[] = [];
  const counts = new Map<string, number>();
  let server: Server | undefined;
  let port = 0;

  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const target = Number(/^\/t(\d+)$/.exec(request.url ?? '')?.[1]);
    const index = indexIn(body);
    if (index === undefined || Number.isNaN(target)) {
      broken.push(`${request.url} ${body.slice(0, 200)}`);
      response.writeHead(204).end();
      return;
    }
    const delivery = `${target}/${index}`;
    const nth = (counts.get(delivery) ?? 0) + 1;
    counts.set(delivery, nth);
    // The tail of chance would take minutes, and beyond the last try be a dead letter.
    const isSpared = nth > MOST_BAD_LUCK;
    const random = chance(numberOf(`${seed} ${delivery} ${nth}`));
    const roll = random();
    const outcome = isSpared
      ? 'delivered'
      : roll < hangs
        ? 'hung'
        : roll < hangs + fails
          ? 'failed'
          : 'delivered';
    tries.push({ target, index, key: header(request, 'idempotency-key'), outcome });
    if (outcome === 'hung') return;
    if (outcome === 'delivered') response.writeHead(204).end();
    else fail(response, random());
  };

  const up = async (): Promise<void> => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => {});
      request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
    });
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  const down = async (): Promise<void> => {
    const closed = new Promise((resolve) => server?.close(resolve));
    server?.closeAllConnections();
    await closed;
  };
  await up();
  onTestFinished(down);
  return { url: `http://127.0.0.1:${port}`, tries, broken, up, down };
}

function fail(response: ServerResponse, roll: number): void {
  if (roll < 0.25) response.destroy();
  else if (roll < 0.5) response.writeHead(429, { 'retry-after': '1' }).end();
  else response.writeHead(roll < 0.75 ? 500 : 503).end('out of order');
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function indexIn(body: string): number | undefined {
  try {
    const [, index] = /^echo #(\d+);/.exec(JSON.parse(body).event.command) ?? [];
    return index === undefined ? undefined : Number(index);
  } catch {
    return undefined;
  }
}
