/** A repository in a folder of its own, and the plugin in it with programs that really run. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ExecPlan, type PlannedExec, testPlugin } from '@hookline/testkit';
import { onTestFinished } from 'vitest';
import plugin, { type QualityGateOptions } from '../src/index.ts';

const env = {
  PATH: [dirname(process.execPath), process.env['PATH']].join(':'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

export interface Project {
  readonly root: string;
  write(path: string, text: string): void;
  git(...args: string[]): void;
}

/** A repository with one commit. */
export function project(files: Readonly<Record<string, string>> = { 'a.txt': 'a' }): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-gate-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
      cwd: root,
      env,
      stdio: 'pipe',
    });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  git('init', '-q', '-b', 'main');
  for (const [path, text] of Object.entries(files)) write(path, text);
  git('add', '-A');
  git('commit', '-qm', 'first');
  return { root, write, git };
}

/** Runs programs as a hook does: no shell, nothing on stdin, ended at the deadline. */
export const really: ExecPlan = (file, args, options) =>
  new Promise<PlannedExec>((resolve) => {
    const child = execFile(
      file,
      [...args],
      {
        cwd: options.cwd,
        env: { ...env, ...options.env, PATH: options.env?.['PATH'] ?? env.PATH } as NodeJS.ProcessEnv,
        timeout: options.timeoutMs,
        maxBuffer: options.maxOutputBytes ?? 1024 * 1024,
        killSignal: 'SIGKILL',
      },
      (error, stdout, stderr) => {
        const code = error?.code;
        if (code === 'ENOENT' || code === 'EACCES') resolve({ status: 'not-started', errorCode: code });
        else if (error?.killed) resolve({ status: 'timed-out', stdout, stderr });
        else if (error?.signal) resolve({ status: 'signalled', signal: error.signal, stdout, stderr });
        else resolve({ status: 'exited', exitCode: typeof code === 'number' ? code : 0, stdout, stderr });
      },
    );
    // One that has ended already reads nothing.
    child.stdin?.on('error', () => {}).end(options.input ?? '');
  });

/** The plugin in a project: a task that begins, and one that ends. */
export async function gateIn(
  root: string,
  options: QualityGateOptions,
  more: Omit<Parameters<typeof testPlugin>[1] & object, 'options'> = {},
) {
  const gate = await testPlugin(plugin, { options, exec: really, env: { PATH: env.PATH }, ...more });
  return {
    gate,
    begin: (taskId = 'task-1') => gate.run('task_start', { cwd: root, taskId }),
    end: (
      fields: { readonly resumed?: boolean; readonly success?: boolean; readonly taskId?: string } = {},
    ) => gate.run('task_complete', { cwd: root, taskId: 'task-1', resumed: false, success: true, ...fields }),
  };
}
