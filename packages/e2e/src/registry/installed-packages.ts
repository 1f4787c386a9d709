// Every package version that npm has unpacked below a folder, each once. A registry can be made of them: what the tests
// install was downloaded when this repository was, so that no test needs the network.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package as its manifest tells it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>> | string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** A package version on disk. */
export interface InstalledPackage {
  readonly manifest: Manifest;
  readonly folder: string;
}

/** All package versions by their name. Packages of a workspace are links, and left out: they are not downloaded. */
export function installedPackages(root: string): ReadonlyMap<string, readonly InstalledPackage[]> {
  const found = new Map<string, Map<string, InstalledPackage>>();
  const pending = [root, ...workspaceFolders(root)].map((folder) => path.join(folder, 'node_modules'));
  for (let modules = pending.pop(); modules !== undefined; modules = pending.pop()) {
    for (const folder of packageFolders(modules)) {
      pending.push(path.join(folder, 'node_modules'));
      const manifest = readManifest(folder);
      if (!manifest) continue;
      const versions = found.get(manifest.name) ?? new Map<string, InstalledPackage>();
      if (!versions.has(manifest.version)) versions.set(manifest.version, { manifest, folder });
      found.set(manifest.name, versions);
    }
  }
  return new Map([...found].map(([name, versions]) => [name, [...versions.values()]]));
}

/** The folders of a repository's own packages; `parent/*` is the only form that this repository has. */
export function workspaceFolders(root: string): readonly string[] {
  const { workspaces = [] } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return (workspaces as readonly string[]).flatMap((pattern) => {
    const parent = path.join(root, path.dirname(pattern));
    return readdirSync(parent)
      .sort()
      .map((name) => path.join(parent, name))
      .filter((folder) => existsSync(path.join(folder, 'package.json')));
  });
}

/** Reads the manifest of a package; undefined where there is none with a name and a version. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return typeof manifest.name === 'string' && typeof manifest.version === 'string' ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function packageFolders(modules: string): readonly string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    const folder = path.join(modules, entry.name);
    return entry.name.startsWith('@') ? packageFolders(folder) : [folder];
  });
}
