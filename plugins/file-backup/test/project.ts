/** A small project in a folder of its own, and a home for the store. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExecPlan } from '@hookline/testkit';
import { onTestFinished } from 'vitest';

export interface Project {
  /** The folder of both. */
  readonly root: string;
  /** Where the agent works. */
  readonly cwd: string;
  readonly places: { readonly codexHome: string; readonly hooklineHome: string };
  /** The path of a file of the project. */
  at(name: string): string;
  write(name: string, content: string | Buffer): string;
}

export function emptyProject(): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-backup-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const cwd = join(root, 'work');
  mkdirSync(cwd);
  const at = (name: string): string => join(cwd, name);
  return {
    root,
    cwd,
    places: { codexHome: join(root, 'codex'), hooklineHome: join(root, 'hookline') },
    at,
    write(name, content) {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), content);
      return at(name);
    },
  };
}

/** The project that the tables of commands are about. */
export function smallProject(): Project {
  const project = emptyProject();
  for (const name of ['a.txt', 'b.txt', 'src/one.ts', 'src/two.ts', 'src/deep/three.ts', 'with space.md']) {
    project.write(name, `${name}\n`);
  }
  project.write('other/a.txt', 'another a\n');
  project.write('node_modules/lib.js', 'generated\n');
  project.write('change.patch', '--- a/src/one.ts\n+++ b/src/one.ts\n@@ -1 +1 @@\n-src/one.ts\n+one\n');
  mkdirSync(project.at('empty'));
  symlinkSync('b.txt', project.at('link'));
  return project;
}

/** Runs git for real, and nothing else. */
export const realGit: ExecPlan = (file, args, { cwd }) =>
  file === 'git' ? runGit(args, cwd ?? '/') : undefined;

export const runGit = (
  args: readonly string[],
  cwd: string,
): Promise<{ status: 'exited'; exitCode: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'],
      HOME: dirname(cwd),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    };
    execFile('git', [...args], { cwd, env }, (error, stdout, stderr) =>
      resolve({ status: 'exited', exitCode: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
