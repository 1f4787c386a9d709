// A copy of the last commit that builds like this repository: the third-party packages are those of this repository, by
// links, and its own packages are those of the copy.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY, readManifest } from '../src/registry/index.ts';

/** The folders of the workspace's packages by their names. */
function ownPackages(root: string): ReadonlyMap<string, string> {
  const folders = ['packages', 'plugins', 'examples'].flatMap((parent) =>
    readdirSync(path.join(root, parent)).map((name) => path.join(root, parent, name)),
  );
  return new Map(
    folders.flatMap((folder): [string, string][] => {
      const manifest = readManifest(folder);
      return manifest ? [[manifest.name, folder]] : [];
    }),
  );
}

/** Clones the last commit into a folder that does not exist yet. */
export function cloneForRelease(folder: string): void {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', REPOSITORY, folder], { stdio: 'pipe' });
  const own = ownPackages(folder);
  const from = path.join(REPOSITORY, 'node_modules');
  const to = path.join(folder, 'node_modules');
  const link = (name: string): void => {
    mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    symlinkSync(own.get(name) ?? path.join(from, name), path.join(to, name));
  };
  for (const name of readdirSync(from)) {
    if (name.startsWith('@'))
      for (const inner of readdirSync(path.join(from, name))) link(`${name}/${inner}`);
    else if (name !== '.package-lock.json') link(name);
  }
}
