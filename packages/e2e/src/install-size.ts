// What `npm install hookline` puts on a disk: the packages that it depends on, as they lie in this repository's node_modules.
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from './registry/index.ts';

/** A package and what it takes. */
export interface InstalledSize {
  readonly name: string;
  readonly version: string;
  /** Bytes of its files, unpacked, without packages nested in it. */
  readonly bytes: number;
}

type Table = Readonly<Record<string, string>>;

/** The folder that a package's import of a name leads to: Node's own way up. */
function folderOf(name: string, from: string): string | undefined {
  for (let at = from; ; at = path.dirname(at)) {
    const folder = path.join(at, 'node_modules', name);
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(at) === at) return undefined;
  }
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesBelow(file) : entry.isFile() ? [file] : [];
  });

/** Third-party packages that a package brings, itself and Hookline's own left out; the largest first. */
export function broughtBy(start: string): readonly InstalledSize[] {
  const found = new Map<string, InstalledSize>();
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    if (seen.has(folder)) return;
    seen.add(folder);
    const manifest = readManifest(folder);
    const name = String(manifest?.['name']);
    if (!/^(?:hookline$|@hookline\/)/.test(name)) {
      const bytes = filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
      found.set(folder, { name, version: String(manifest?.['version']), bytes });
    }
    for (const dependency of Object.keys((manifest?.['dependencies'] ?? {}) as Table)) {
      const next = folderOf(dependency, folder);
      if (next !== undefined) visit(next);
    }
  };
  visit(start);
  return [...found.values()].sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
}
