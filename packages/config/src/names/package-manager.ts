/** How packages get into a project: by which package manager, and with which command. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUp } from '../source/repository-root.ts';
import { type PackageManifest, readManifest } from './manifest.ts';

/** A package manager that projects are installed with. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What a project is installed with. */
export interface Installer {
  readonly manager: PackageManager;
  /** True at the root of a workspace of pnpm or of Yarn 1, which want to be told that the root is meant. */
  readonly atWorkspaceRoot: boolean;
  /** True in the package of a preset: what it names has to come with it, which development dependencies do not. */
  readonly isPreset: boolean;
}

interface ProjectManifest extends PackageManifest {
  readonly workspaces?: unknown;
  readonly packageManager?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
  readonly optionalDependencies?: Readonly<Record<string, unknown>>;
}

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

function isThere(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

const manifestOf = (folder: string): ProjectManifest | undefined =>
  readManifest(join(folder, 'package.json'));

function managerOf(folder: string): PackageManager | undefined {
  const named = /^(npm|pnpm|yarn|bun)@/.exec(String(manifestOf(folder)?.packageManager ?? ''))?.[1];
  if (named !== undefined) return named as PackageManager;
  return LOCK_FILES.find(([file]) => isThere(join(folder, file)))?.[1];
}

/** Yarn 1 refuses to add to the root of its workspace without a flag that its successors do not know. */
function isRootOfYarnOne(folder: string): boolean {
  const { workspaces, packageManager } = manifestOf(folder) ?? {};
  if (workspaces === undefined) return false;
  if (packageManager !== undefined) return /^yarn@1\./.test(String(packageManager));
  try {
    return /^# yarn lockfile v1$/m.test(readFileSync(join(folder, 'yarn.lock'), 'utf8').slice(0, 1_000));
  } catch {
    return false;
  }
}

/** What the project around a folder is installed with: its `packageManager`, else its lock file, up to the root; else npm. */
export function installerOf(folder: string, root: string): Installer {
  const manager =
    foldersUp(folder, root)
      .map(managerOf)
      .find((found) => found !== undefined) ?? 'npm';
  return {
    manager,
    atWorkspaceRoot: isThere(join(folder, 'pnpm-workspace.yaml')) || isRootOfYarnOne(folder),
    isPreset: manifestOf(folder)?.hookline?.kind === 'preset',
  };
}

const ROOT_FLAGS: Readonly<Partial<Record<PackageManager, string>>> = { pnpm: 'w', yarn: 'W' };

/** The words of the command that adds packages to the project: the program, and what it is given. */
export function addWords(
  { manager, atWorkspaceRoot, isPreset }: Installer,
  names: readonly string[],
): readonly [string, ...string[]] {
  if (manager === 'npm') return ['npm', 'install', ...(isPreset ? [] : ['--save-dev']), ...names];
  const flags = `${isPreset ? '' : 'D'}${atWorkspaceRoot ? (ROOT_FLAGS[manager] ?? '') : ''}`;
  return [manager, 'add', ...(flags ? [`-${flags}`] : []), ...names];
}

/** The command that adds a package to the project. */
export const addCommand = (installer: Installer, name: string): string =>
  addWords(installer, [name]).join(' ');

/** The folder of the nearest package.json, from a folder up to the root: where a package manager would work. */
export const packageFolder = (folder: string, root: string): string | undefined =>
  foldersUp(folder, root).find((one) => manifestOf(one) !== undefined);

/** A package.json that asks for a package. */
export interface Asking {
  readonly wanted: string;
  /** The folder of the package.json, and the name in it. */
  readonly folder: string;
  readonly by: string | undefined;
}

/** The package.json around a folder that asks for one of the packages, installed or not. */
export function askedFor(names: readonly string[], folder: string, root: string): Asking | undefined {
  for (const one of foldersUp(folder, root)) {
    const manifest = manifestOf(one);
    const asked = {
      ...manifest?.dependencies,
      ...manifest?.devDependencies,
      ...manifest?.optionalDependencies,
    };
    const wanted = names.find((name) => Object.hasOwn(asked, name));
    if (wanted !== undefined) return { wanted, folder: one, by: manifest?.name };
  }
  return undefined;
}

/** True where Yarn's Plug'n'Play has put a resolver in the place of `node_modules`. */
export function hasPlugAndPlay(folder: string, root: string): boolean {
  return foldersUp(folder, root).some((one) => isThere(join(one, '.pnp.cjs')));
}
