/** Finds installed packages with Node's algorithm: `node_modules` of the folder and of each of its parents. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Loading } from '../loading.ts';
import { foldersUp } from '../source/repository-root.ts';
import type { Scope } from '../source/source-file.ts';
import { entryOf, type PackageManifest, readManifest } from './manifest.ts';

/** A package on disk. */
export interface FoundPackage {
  readonly name: string;
  /** The real folder, links followed. */
  readonly folder: string;
  readonly manifest: PackageManifest;
}

/** Where to look: from the file that says the name, then from the project's root. The user's layer never does the latter. */
export function searchBases(file: string, scope: Scope, loading: Loading): readonly string[] {
  const own = dirname(file);
  return scope === 'user' || own === loading.root ? [own] : [own, loading.root];
}

/** True when a path is in the project and not in the user's own folders, which may lie inside of it. */
export function isProjectPath(
  path: string,
  loading: Pick<Loading, 'homes' | 'homeOfProject' | 'root'>,
): boolean {
  const { hooklineHome, codexHome } = loading.homes;
  const homes = (loading.homeOfProject ? [codexHome] : [hooklineHome, codexHome]).map(real);
  return isInside(real(loading.root), path) && !homes.some((home) => isInside(home, path));
}

/** True when a path is a folder or below it. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !way.startsWith(sep));
}

/** The path with links followed; itself when there is nothing. */
export function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The `node_modules` folders that are looked through from a base. */
export function moduleFolders(base: string): readonly string[] {
  return foldersUp(base)
    .filter((folder) => basename(folder) !== 'node_modules')
    .map((folder) => join(folder, 'node_modules'));
}

/** Where a package is installed for the code of a folder, links not followed; undefined where it is not. */
export const installedFolder = (name: string, folder: string): string | undefined =>
  moduleFolders(folder)
    .map((modules) => join(modules, name))
    .find((found) => readManifest(join(found, 'package.json')) !== undefined);

/** The first of the names that is installed. A user's package that leads into the project does not count. */
export function findPackage(
  names: readonly string[],
  file: string,
  scope: Scope,
  loading: Loading,
): FoundPackage | undefined {
  for (const base of searchBases(file, scope, loading)) {
    for (const name of names) {
      for (const modules of moduleFolders(base)) {
        const found = packageAt(join(modules, name), name, scope, loading);
        if (found) return found;
      }
    }
  }
  return undefined;
}

/** The package in a folder, if there is one. */
export function packageAt(
  folder: string,
  name: string,
  scope: Scope,
  loading: Loading,
): FoundPackage | undefined {
  const stats = loading.inputs.stat(join(folder, 'package.json'));
  if (!stats?.isFile()) return undefined;
  const realFolder = real(folder);
  if (scope === 'user' && isProjectPath(realFolder, loading)) return undefined;
  const manifest = readManifest(join(realFolder, 'package.json'));
  return manifest && { name, folder: realFolder, manifest };
}

/** The absolute module that importing a package loads; undefined when there is none inside the package. */
export function entryModule(found: FoundPackage, loading: Loading): string | undefined {
  const entry = entryOf(found.manifest);
  if (entry === undefined) return undefined;
  const plain = join(found.folder, entry);
  for (const file of [plain, `${plain}.js`, join(plain, 'index.js')]) {
    if (!file.startsWith(found.folder + sep)) return undefined;
    if (loading.inputs.stat(file)?.isFile()) return file;
  }
  return undefined;
}
