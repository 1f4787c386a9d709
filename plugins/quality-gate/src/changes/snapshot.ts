/**
 * What the files of a repository are at one moment, as far as git sees a difference to its last commit: enough to say
 * afterwards whether a task changed anything, and what. Runs one `git status`; reads no file.
 */
import { delimiter, isAbsolute, join, relative } from 'node:path';
import type { Capabilities, ExecResult } from '@hookline/core';

/** By path from the root, what tells one content from another. */
export interface Snapshot {
  readonly head: string;
  readonly files: Readonly<Record<string, string>>;
}

type Needed = Pick<Capabilities, 'exec' | 'env'>;

const fs = process.getBuiltinModule('node:fs');
const STATUS_MS = 10_000;
const MOST_BYTES = 512 * 1024;

/** The state of the repository; undefined where there is none, or none that can be told in short. */
export async function takeSnapshot(root: string, ctx: Needed): Promise<Snapshot | undefined> {
  const args = ['status', '--porcelain=v2', '--branch', '-z', '--no-renames', '--untracked-files=all'];
  const { stdout, ...ended } = await git(root, args, ctx);
  if (!isFine(ended)) return undefined;
  const files: Record<string, string> = Object.create(null);
  let head = '';
  for (const record of stdout.split('\0')) {
    if (record.startsWith('# branch.oid ')) head = record.slice('# branch.oid '.length);
    const path = pathOf(record);
    if (path !== undefined) files[path] = `${record.slice(0, 4)}${stampOf(join(root, path))}`;
  }
  return { head, files };
}

/** The paths that differ between two moments; undefined where it is only known that something does. */
export async function changedBetween(
  root: string,
  before: Snapshot,
  after: Snapshot,
  ctx: Needed,
): Promise<readonly string[] | undefined> {
  const paths = new Set([...Object.keys(before.files), ...Object.keys(after.files)]);
  const changed = [...paths].filter((path) => before.files[path] !== after.files[path]);
  if (before.head === after.head) return changed;
  if (!/^[\da-f]{40,64}$/.test(before.head) || !/^[\da-f]{40,64}$/.test(after.head)) return undefined;
  const { stdout, ...ended } = await git(root, ['diff', '--name-only', '-z', before.head, after.head], ctx);
  // What was committed is no longer a difference: the paths of both are what may have changed.
  return isFine(ended) ? [...new Set([...changed, ...stdout.split('\0').filter(Boolean)])] : undefined;
}

const isFine = ({ status, exitCode, dropped }: Omit<ExecResult, 'stdout'>): boolean =>
  status === 'exited' && exitCode === 0 && !dropped;

/** The path of a record of `git status`; of a record that has none undefined. */
function pathOf(record: string): string | undefined {
  const kind = record[0];
  if (kind === '?') return record.slice(2);
  const fields = kind === '1' ? 8 : kind === 'u' ? 10 : 0;
  return fields === 0 ? undefined : record.split(' ').slice(fields).join(' ');
}

function stampOf(path: string): string {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.size}:${stat.mtimeNs}:${stat.ino}:${stat.mode}` : 'gone';
}

/** Git itself, and nothing that the repository or its configuration would start. */
function git(root: string, args: readonly string[], { exec, env }: Needed): Promise<ExecResult> {
  const path = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !isInside(root, folder))
    .join(delimiter);
  return exec('git', ['--no-optional-locks', '-c', 'core.fsmonitor=false', ...args], {
    cwd: root,
    env: { PATH: path, GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
    timeoutMs: STATUS_MS,
    maxOutputBytes: MOST_BYTES,
    dropsExcess: true,
  });
}

function isInside(root: string, folder: string): boolean {
  const rest = relative(root, folder);
  return rest !== '..' && !rest.startsWith('../') && !isAbsolute(rest);
}

/** The root of the repository that a folder is in; the folder itself where it is in none. */
export function rootOf(folder: string): string {
  for (let at = folder; ; at = join(at, '..')) {
    if (fs.existsSync(join(at, '.git'))) return at;
    if (join(at, '..') === at) return folder;
  }
}
