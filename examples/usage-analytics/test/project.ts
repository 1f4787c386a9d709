/** A repository with the example and its plugins in it, as npm installs them, and a home of its own. */
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const { resolve } = createRequire(import.meta.url);
const manifest = resolve('hookline/package.json');
const BIN = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.hookline);
const CONFIG = fileURLToPath(new URL('../hooks.toml', import.meta.url));

export interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly analytics: string;
  hookline(...args: readonly string[]): Promise<Run>;
  /** Raises an event by hand. */
  emit(session: string, event: string, data: object): Promise<Run>;
}

export function project(): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  onTestFinished(async () => {
    while (isAtWork(root)) await wait(20);
    rmSync(root, { recursive: true, force: true });
  });
  const [repo, home] = [join(root, 'shop'), join(root, 'home')];
  const installed = join(repo, 'node_modules/@hookline');
  for (const folder of [join(repo, '.git'), installed, home]) mkdirSync(folder, { recursive: true });
  for (const name of ['plugin-usage-analytics', 'plugin-performance-metrics']) {
    symlinkSync(dirname(resolve(`@hookline/${name}/package.json`)), join(installed, name));
  }
  copyFileSync(CONFIG, join(repo, 'hooks.toml'));
  const codexHome = join(home, '.codex');
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: codexHome,
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  const hookline: Project['hookline'] = (...args) =>
    new Promise((done) => {
      execFile(process.execPath, [BIN, ...args], { cwd: repo, env }, (error, stdout, stderr) =>
        done({ code: error ? error.code : 0, stdout, stderr }),
      );
    });
  return {
    analytics: join(codexHome, 'analytics'),
    hookline,
    emit: (session, event, data) =>
      hookline('emit', event, '--session', session, '--data', JSON.stringify(data)),
  };
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
