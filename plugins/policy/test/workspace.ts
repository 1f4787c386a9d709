/** Folders of their own for tests: a repository in one, and what lies beside it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { testPlugin } from '@hookline/testkit';
import { expect, onTestFinished } from 'vitest';
import plugin, { type PolicyOptions } from '../src/index.ts';

/** A repository on `branch`, in a folder that is gone when the test is over. */
export function repository(branch = 'main', files: Readonly<Record<string, string>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-policy-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const repo = join(root, 'repo');
  write(repo, { '.git/HEAD': `ref: refs/heads/${branch}\n`, ...files });
  return repo;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Judges what is done in a folder: `deny`, `ask`, or `allow` where there is no opinion. */
export async function judging(options: PolicyOptions, cwd: string, home = '/home/user') {
  const policy = await testPlugin(plugin, { options, env: { HOME: home } });
  const kindOf = ({ outcome }: Awaited<ReturnType<typeof policy.run>>): string => {
    expect(outcome.failures).toEqual([]);
    return outcome.verdict?.kind ?? 'allow';
  };
  return {
    policy,
    exec: async (command: string) => kindOf(await policy.run('exec.before', { command, cwd })),
    patch: async (...paths: readonly string[]) =>
      kindOf(
        await policy.run('patch.before', {
          cwd,
          patch: `*** Begin Patch\n${paths.map((path) => `*** Add File: ${path}\n+x\n`).join('')}*** End Patch\n`,
        }),
      ),
  };
}
