/**
 * Servers with the names that the document gives its hosts. Nothing of the document is changed for them: what it says is
 * reached by `https`, on port 443 and with a certificate that is checked, through a proxy on this machine that connects
 * all names with one server, as a company's proxy does.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { World } from './world.ts';

/** A request that came in. */
export interface HttpsRequest {
  /** Host and port, as the proxy was asked for them. */
  readonly asked: string;
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
}

export interface HttpsHosts {
  /** For the programs that are to reach the hosts. */
  readonly env: Readonly<Record<string, string>>;
  readonly received: HttpsRequest[];
}

/** Starts servers for these names; `status` answers the requests in order, 200 when it is at its end. */
export async function openHttpsHosts(
  { stage: { sandbox } }: World,
  names: readonly string[],
  status: readonly number[] = [],
): Promise<HttpsHosts> {
  const folder = path.join(sandbox.root, 'tls');
  mkdirSync(folder);
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const alternatives = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`;
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=Hosts of the document', '-addext', alternatives];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-keyout', key, '-out', cert, '-days', '2', ...subject],
    {
      stdio: 'pipe',
    },
  );

  const received: HttpsRequest[] = [];
  const asked: string[] = [];
  const answers = [...status];
  const server = https.createServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = request;
      const text = Buffer.concat(chunks).toString('utf8');
      received.push({
        asked: asked.at(-1) ?? '',
        method,
        url,
        headers,
        body: text ? JSON.parse(text) : undefined,
      });
      response.writeHead(answers.shift() ?? 200).end();
    },
  );
  const port = await listen(server);
  const proxy = http.createServer().on('connect', (request, socket, head) => {
    asked.push(request.url ?? '');
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [onward, socket]) end.on('error', () => onward.destroy());
  });
  const proxyPort = await listen(proxy);
  return {
    env: {
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
      NO_PROXY: '127.0.0.1,localhost',
      NODE_USE_ENV_PROXY: '1',
      NODE_EXTRA_CA_CERTS: cert,
    },
    received,
  };
}

async function listen(server: http.Server | https.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
