import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Import, importsOf } from './imports.ts';

/** The parts of a `package.json` that the rules look at. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly engines?: { readonly node?: string };
  readonly files?: readonly string[];
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A source file and what it imports. */
export interface SourceFile {
  /** Relative to the package, with `/`. */
  readonly path: string;
  readonly imports: readonly Import[];
}

/** A package of the workspace. */
export interface WorkspacePackage {
  /** Relative to the workspace, with `/`: `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Everything that is written by hand: sources, tests, benches. */
  readonly files: readonly SourceFile[];
  readonly hasReadme: boolean;
}

const SOURCE = /\.[cm]?[jt]s$/;
// Fixtures are what a test reads, not what the package runs.
const NOT_OURS = /(?:^|\/)(?:node_modules|dist|fixtures|recorded)\//;

/** Reads the packages in the given folders of a workspace. A folder without a `package.json` is no package. */
export function readWorkspace(root: string, folders: readonly string[]): WorkspacePackage[] {
  return folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
    .map((folder) => readPackage(root, folder));
}

function readPackage(root: string, folder: string): WorkspacePackage {
  const at = path.join(root, folder);
  const names = readdirSync(at, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll(path.sep, '/'),
  );
  return {
    folder,
    manifest: JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8')) as Manifest,
    files: names
      .filter((name) => SOURCE.test(name) && !NOT_OURS.test(name))
      .map((name) => ({ path: name, imports: importsOf(readFileSync(path.join(at, name), 'utf8')) })),
    hasReadme: existsSync(path.join(at, 'README.md')),
  };
}
