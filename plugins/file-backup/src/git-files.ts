/** Asks git which files a command of git will throw away. It only lists; a watcher of the repository is not started. */
import { join } from 'node:path';
import type { Capabilities } from '@hookline/core';
import type { GitQuery, Target } from './targets.ts';

/** Milliseconds for one question. */
const TIMEOUT_MS = 5_000;
/** Bytes of names. */
const MOST_BYTES = 4 * 1024 * 1024;
const GIT = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

const LISTS: Readonly<Record<GitQuery['files'], readonly (readonly string[])[]>> = {
  // Before the first commit there is nothing to compare with: then what differs from the index.
  changed: [
    ['diff', '--name-only', '--no-ext-diff', '--no-textconv', '--no-renames', '-z', 'HEAD'],
    ['ls-files', '--modified', '-z'],
  ],
  untracked: [['ls-files', '--others', '--exclude-standard', '-z']],
  'untracked-and-ignored': [['ls-files', '--others', '-z']],
  ignored: [['ls-files', '--others', '--ignored', '--exclude-standard', '-z']],
};

export async function gitTargets(
  { cwd, files, paths, reason }: GitQuery,
  generated: readonly string[],
  { exec, log }: Pick<Capabilities, 'exec' | 'log'>,
): Promise<readonly Target[]> {
  // What git tracks nobody has generated; of the rest there may be more than anybody wants to hear of.
  const isTracked = files === 'changed';
  const without = isTracked ? [] : generated.map((name) => `:(exclude,glob)**/${name}/**`);
  for (const list of LISTS[files]) {
    const result = await exec('git', [...GIT, ...list, '--', ...paths, ...without], {
      cwd,
      timeoutMs: TIMEOUT_MS,
      maxOutputBytes: MOST_BYTES,
      dropsExcess: true,
      env: { GIT_OPTIONAL_LOCKS: '0' },
    });
    if (result.status !== 'exited' || result.exitCode !== 0) continue;
    // `diff` names files from the top of the repository, `ls-files` from here.
    const root = list[0] === 'diff' ? await topOf(cwd, exec) : cwd;
    if (root === undefined) continue;
    // The last piece is empty, or a name that was cut.
    return result.stdout
      .split('\0')
      .slice(0, -1)
      .map((name) => ({ path: join(root, name), how: 'replace', isFound: !isTracked, reason }));
  }
  log.info(`git did not say which files "${reason}" throws away: none of them was backed up.`);
  return [];
}

async function topOf(cwd: string, exec: Capabilities['exec']): Promise<string | undefined> {
  const result = await exec('git', [...GIT, 'rev-parse', '--show-toplevel'], { cwd, timeoutMs: TIMEOUT_MS });
  return result.exitCode === 0 ? result.stdout.replace(/\n$/, '') : undefined;
}
