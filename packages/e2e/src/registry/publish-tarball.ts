// Publishes the tarball that `npm pack` made, by the request that `npm publish` sends. A run of npm for each of fifteen
// packages would take longer than all the rest; the packages that a test writes are published by npm itself.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Manifest } from './installed-packages.ts';
import { tarballOf } from './package-tarball.ts';

/** The manifest inside of a tarball that npm packed. */
export function manifestIn(tarball: Buffer): Manifest {
  const bytes = gunzipSync(tarball);
  for (let at = 0; at + 512 <= bytes.length; ) {
    const name = bytes.toString('utf8', at, bytes.indexOf(0, at));
    const size = Number.parseInt(bytes.toString('latin1', at + 124, at + 136), 8) || 0;
    if (name === 'package/package.json') return JSON.parse(bytes.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('There is no package/package.json in the tarball.');
}

/** Publishes a tarball and answers its manifest. @throws Error with the registry's words when it is refused. */
export async function publishTarball(url: string, token: string, file: string): Promise<Manifest> {
  const bytes = readFileSync(file);
  const manifest = manifestIn(bytes);
  const { name, version } = manifest;
  const { shasum, integrity } = tarballOf(bytes);
  const attachment = `${name}-${version}.tgz`;
  const dist = { shasum, integrity, tarball: `${url}/${name}/-/${attachment}` };
  const answer = await fetch(`${url}/${name.replace('/', '%2f')}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      _id: name,
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
      _attachments: {
        [attachment]: {
          content_type: 'application/octet-stream',
          data: bytes.toString('base64'),
          length: bytes.length,
        },
      },
    }),
  });
  if (!answer.ok) {
    throw new Error(`${name}@${version} was not published: ${answer.status} ${await answer.text()}`);
  }
  return manifest;
}
