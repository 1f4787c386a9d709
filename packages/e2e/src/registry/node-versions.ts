// The Nodes that this repository brings, to be run in turn. Those of packages for one system only are optional.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { machinePath } from './toolchain.ts';

/** A Node to run things with, or why there is none. */
export interface NodeVersion {
  /** As a person says it: `Node 22.18`. */
  readonly name: string;
  /** The path of the program; undefined where it is not there. */
  readonly program: string | undefined;
  /** Why it is not there, for the name of a test that is skipped. */
  readonly skipped: string;
}

/** The oldest Node that Hookline takes, the one that runs this, and the newest. */
export function supportedNodes(): readonly NodeVersion[] {
  const [major = ''] = process.versions.node.split('.');
  return [
    packaged('Node 22.18', 'node-22.18'),
    { name: `Node ${major}`, program: process.execPath, skipped: '' },
    packaged('Node 26', 'node-26'),
  ];
}

/** The Node of the machine, where that is one that Hookline does not take. */
export function unsupportedNode(): NodeVersion {
  const program = '/usr/bin/env';
  const version = tryRun(program, 'node', '--version');
  const found = tryRun(program, 'node', '-p', 'process.execPath');
  const isOld = version !== undefined && Number(/^v(\d+)/.exec(version)?.[1]) < 22;
  return {
    name: `Node ${isOld ? version.slice(1) : 20}`,
    program: isOld ? found : undefined,
    skipped: isOld ? '' : ` (skipped: the machine's own Node is ${version ?? 'not there'})`,
  };
}

function packaged(name: string, folder: string): NodeVersion {
  const found = (createRequire(import.meta.url).resolve.paths(folder) ?? [])
    .map((modules) => path.join(modules, folder, 'bin/node'))
    .find((file) => existsSync(file));
  return {
    name,
    program: found,
    skipped: found ? '' : ` (skipped: ${folder} has no binary for this system)`,
  };
}

function tryRun(program: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      env: { PATH: machinePath() },
      stdio: 'pipe',
    }).trim();
  } catch {
    return undefined;
  }
}
