// A server on loopback that answers each path in its own wrong way.
import { readFileSync } from 'node:fs';
import http, { type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';

/** Addresses that a hook may be given. Each answers in the way of its name to any path below it. */
export interface BadServer {
  /** Answers as the path says. */
  readonly http: string;
  /** Its certificate is signed by nobody but itself. */
  readonly untrusted: string;
  /** Speaks something else. */
  readonly notHttp: string;
  /** Closes what was accepted at once. */
  readonly resets: string;
  /** Nobody listens there. */
  readonly nobody: string;
  /** Ends every connection. */
  close(): void;
}

const DENY = JSON.stringify({ decision: 'block', reason: 'Forbidden. Ask the user.' });
const JSON_TYPE = { 'content-type': 'application/json' };
/** Bytes of one piece of an answer without end. */
const PIECE = 'x'.repeat(65_536);

/** What becomes of a request for a path. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  unauthorised: (response) => void response.writeHead(401, JSON_TYPE).end('{"error":"who are you"}'),
  throttled: (response) => void response.writeHead(429, { 'retry-after': '3600' }).end(),
  broken: (response) => void response.writeHead(500, JSON_TYPE).end(DENY),
  hangs: () => {},
  'hangs-later': (response) => void response.writeHead(200, JSON_TYPE).flushHeaders(),
  'half-then-reset': (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': DENY.length });
    response.write(DENY.slice(0, 20), () => response.destroy());
  },
  drips: (response) => {
    response.writeHead(200, JSON_TYPE);
    const drop = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(drop));
  },
  endless: (response) => {
    response.writeHead(200, JSON_TYPE);
    const pour = (): void => {
      if (response.destroyed) return;
      if (response.write(PIECE)) setImmediate(pour);
      else response.once('drain', pour);
    };
    pour();
  },
  loop: (response) => void response.writeHead(307, { location: '/loop' }).end(),
  elsewhere: (response) => void response.writeHead(307, { location: 'http://127.0.0.2:9/' }).end(),
  'half-json': (response) => void response.writeHead(200, JSON_TYPE).end(DENY.slice(0, 20)),
};

const CERTIFICATE = path.resolve(import.meta.dirname, '../../../plugins/webhook/test/untrusted.pem');

/** Starts it on free ports of 127.0.0.1. */
export async function startBadServer(): Promise<BadServer> {
  const plain = http.createServer((request, response) => {
    request.resume();
    request.on('error', () => {});
    response.on('error', () => {});
    ANSWERS[request.url?.split('/')[1] ?? '']?.(response);
  });
  const pem = readFileSync(CERTIFICATE);
  const secret = https.createServer({ key: pem, cert: pem }, (_, response) => void response.end());
  const other = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.end('SSH-2.0-OpenSSH_9.9\r\n');
  });
  const resetting = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.resetAndDestroy());
  });
  const gone = net.createServer();
  const servers = [plain, secret, other, resetting];
  const [http_, secret_, other_, resetting_, gone_] = await Promise.all([...servers, gone].map(listen));
  await new Promise((resolve) => gone.close(resolve));
  return {
    http: `http://127.0.0.1:${http_}`,
    untrusted: `https://127.0.0.1:${secret_}`,
    notHttp: `http://127.0.0.1:${other_}`,
    resets: `http://127.0.0.1:${resetting_}`,
    nobody: `http://127.0.0.1:${gone_}`,
    close() {
      plain.closeAllConnections();
      secret.closeAllConnections();
      // Not waited for: of a connection that was reset no end is told.
      for (const server of servers) server.close();
    },
  };
}

function listen(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
