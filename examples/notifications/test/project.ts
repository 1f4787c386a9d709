/** A project with the example in it, the plugins installed, and a home of its own. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const { resolve: resolvePath } = createRequire(import.meta.url);
const manifest = resolvePath('hookline/package.json');
const hooklineBin = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.hookline);
const PLUGINS = ['@hookline/plugin-slack-notify', '@hookline/plugin-email-notify'];

export interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `hookline spool list --json` says of a piece of work. */
export interface Waiting {
  readonly state: string;
  readonly failed?: { readonly code: string; readonly message: string; readonly fix?: string };
}

export interface Project {
  hookline(...args: string[]): Promise<Run>;
  /** What waits. */
  waiting(): Promise<readonly Waiting[]>;
}

export function project(config: string, variables: Readonly<Record<string, string>>): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-notifications-')));
  onTestFinished(async () => {
    while (isAtWork(root)) await wait(20);
    rmSync(root, { recursive: true, force: true });
  });
  const repo = join(root, 'shop');
  const home = join(root, 'home');
  for (const folder of [join(repo, '.git'), join(repo, 'node_modules/@hookline'), home])
    mkdirSync(folder, { recursive: true });
  for (const name of PLUGINS)
    symlinkSync(dirname(resolvePath(`${name}/package.json`)), join(repo, 'node_modules', name));
  writeFileSync(join(repo, 'hooks.toml'), config);
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: join(home, '.codex'),
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
    ...variables,
  };
  const hookline = (...args: string[]): Promise<Run> =>
    new Promise((resolve) => {
      execFile(process.execPath, [hooklineBin, ...args], { cwd: repo, env }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
    });
  return { hookline, waiting: async () => JSON.parse((await hookline('spool', 'list', '--json')).stdout) };
}

/** True while a process runs that was started with a home below this folder. Always false without /proc. */
function isAtWork(root: string): boolean {
  const environment = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8');
    } catch {
      return '';
    }
  };
  return (
    existsSync('/proc') &&
    readdirSync('/proc').some((name) => /^\d+$/.test(name) && environment(name).includes(root))
  );
}
