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
  /** True at the root of a pnpm workspace, where `pnpm add` wants to be told that the root is meant. */
  readonly atWorkspaceRoot: boolean;
  /** True in the package of a preset: what it names has to come with it, which development dependencies do not. */
  readonly isPreset: boolean;
}

interface ProjectManifest extends PackageManifest {
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

/** What the project around a folder is installed with: its `packageManager`, else its lock file, up to the root; else npm. */
export function installerOf(folder: string, root: string): Installer {
  const manager =
    foldersUp(folder, root)
      .map(managerOf)
      .find((found) => found !== undefined) ?? 'npm';
  return {
    manager,
    atWorkspaceRoot: isThere(join(folder, 'pnpm-workspace.yaml')),
    isPreset: manifestOf(folder)?.hookline?.kind === 'preset',
  };
}

/** The command that adds a package to the project. */
export function addCommand({ manager, atWorkspaceRoot, isPreset }: Installer, name: string): string {
  if (manager === 'npm') return `npm install ${isPreset ? '' : '--save-dev '}${name}`;
  const flags = `${isPreset ? '' : 'D'}${manager === 'pnpm' && atWorkspaceRoot ? 'w' : ''}`;
  return [manager, 'add', ...(flags ? [`-${flags}`] : []), name].join(' ');
}

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
