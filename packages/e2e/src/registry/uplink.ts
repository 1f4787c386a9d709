// An npm registry on loopback of what is installed: it reads, packs and hashes a package when somebody first asks for
// it, and has nothing else. What is not installed is not there, a system's own binaries of another system for instance:
// npm and pnpm pass over an optional dependency that they cannot find.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type InstalledPackage, installedPackages } from './installed-packages.ts';
import { packInstalled, type Tarball } from './package-tarball.ts';
import { ABBREVIATED_TYPE, abbreviated, packument, publishedVersion, tarballName } from './packument.ts';

/** A running registry of installed packages. */
export interface Uplink {
  readonly url: string;
  /** What was asked for and is not there, in order. */
  readonly missing: readonly string[];
  close(): Promise<void>;
}

/** Starts a registry of everything that is installed below a folder, on a free port of 127.0.0.1. */
export async function startUplink(root: string): Promise<Uplink> {
  const packages = installedPackages(root);
  const packed = new Map<string, Tarball>();
  const missing: string[] = [];
  let url = '';

  const tarball = (found: InstalledPackage): Tarball => {
    const known = packed.get(found.folder) ?? packInstalled(found.folder);
    packed.set(found.folder, known);
    return known;
  };

  function describe(name: string, versions: readonly InstalledPackage[]) {
    const published = versions.map((found) =>
      publishedVersion(found.manifest, tarball(found), `${url}/${name}/-/${tarballName(found)}`),
    );
    return packument(name, published);
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const where = decodeURIComponent(request.url?.split('?')[0] ?? '').slice(1);
    const [name = '', file] = where.split('/-/');
    const versions = packages.get(name);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const wanted = file === undefined ? undefined : versions?.find((one) => tarballName(one) === file);
    if (!isRead || !versions || (file !== undefined && !wanted)) {
      missing.push(`${request.method} ${where}`);
      send(response, 404, 'application/json', Buffer.from('{"error":"not found"}'));
    } else if (wanted) {
      send(response, 200, 'application/octet-stream', tarball(wanted).bytes);
    } else {
      const isShort = request.headers.accept?.includes(ABBREVIATED_TYPE) ?? false;
      const whole = describe(name, versions);
      const text = JSON.stringify(isShort ? abbreviated(whole) : whole);
      send(response, 200, isShort ? ABBREVIATED_TYPE : 'application/json', Buffer.from(text));
    }
  }

  const server = createServer((request, response) => {
    try {
      answer(request, response);
    } catch (thrown) {
      send(response, 500, 'text/plain', Buffer.from(String(thrown)));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    missing,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length });
  response.end(body);
}
