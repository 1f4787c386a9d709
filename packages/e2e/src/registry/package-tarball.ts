import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type TarFile, tar } from './tar.ts';

/** A package as a registry hands it out, with the two hashes by which npm, pnpm and yarn check it. */
export interface Tarball {
  readonly bytes: Buffer;
  readonly shasum: string;
  readonly integrity: string;
}

/** Hashes the bytes of a package. */
export function tarballOf(bytes: Buffer): Tarball {
  const hash = (name: string) => createHash(name).update(bytes);
  return {
    bytes,
    shasum: hash('sha1').digest('hex'),
    integrity: `sha512-${hash('sha512').digest('base64')}`,
  };
}

/** Packs an installed package again: its files and their executable bits, without what was installed for it. */
export function packInstalled(folder: string): Tarball {
  // The lowest level: nothing of it leaves the machine, and the time of packing is the time of the test.
  return tarballOf(gzipSync(tar(filesOf(folder, '')), { level: 1 }));
}

/** Packs texts by their paths, as `npm pack` does a folder of them. */
export function packTexts(texts: Readonly<Record<string, string>>): Tarball {
  const files = Object.entries(texts).map(([name, text]) => ({
    name: `package/${name}`,
    isExecutable: false,
    content: Buffer.from(text),
  }));
  return tarballOf(gzipSync(tar(files)));
}

function filesOf(folder: string, below: string): readonly TarFile[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (name === 'node_modules') return [];
      if (entry.isDirectory()) return filesOf(folder, name);
      if (!entry.isFile()) return [];
      const file = path.join(folder, name);
      const isExecutable = (statSync(file).mode & 0o111) !== 0;
      return [{ name: `package/${name}`, isExecutable, content: readFileSync(file) }];
    });
}
