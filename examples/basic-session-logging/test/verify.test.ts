// The story as a person lives it: the example is copied into a repository, checked, and sees a session begin and end.
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const EXAMPLES = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPTS = 'examples/hooks/session-logging';
const manifest = createRequire(import.meta.url).resolve('hookline/package.json');
const hooklineBin = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.hookline);

interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

interface Project {
  readonly repo: string;
  hookline(...args: string[]): Promise<Run>;
  /** The lines of the log in the agent's folder. */
  log(): string[];
}

/** A repository with the example in it, and a home of its own. */
function copiedExample(): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  onTestFinished(async () => {
    while (isAtWork(root)) await wait(20);
    rmSync(root, { recursive: true, force: true });
  });
  const repo = join(root, 'repo');
  const home = join(root, 'home');
  const codexHome = join(home, '.codex');
  for (const folder of [join(repo, '.git'), home]) mkdirSync(folder, { recursive: true });
  cpSync(join(EXAMPLES, 'hooks.toml'), join(repo, 'hooks.toml'));
  cpSync(join(EXAMPLES, 'hooks'), join(repo, 'examples/hooks'), { recursive: true });
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: codexHome,
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  return {
    repo,
    hookline: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [hooklineBin, ...args], { cwd: repo, env }, (error, stdout, stderr) =>
          resolve({ code: error ? error.code : 0, stdout, stderr }),
        );
      }),
    log: () => readFileSync(join(codexHome, 'session.log'), 'utf8').trimEnd().split('\n'),
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

const FINE = expect.objectContaining({ code: 0, stderr: '' });
const TIME = String.raw`\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[INFO\]`;
const BEGIN = new RegExp(`^${TIME} Session started: session-1 \\(.*/repo\\)$`);
const END = new RegExp(`^${TIME} Session ended: session-1 \\(5m 3s, 303000 ms\\)$`);

it('logs one line when a session begins and one when it ends', async () => {
  const { hookline, log } = copiedExample();
  expect(await hookline('validate')).toEqual(FINE);
  const session = ['--session', 'session-1'];
  expect(await hookline('emit', 'session_start', ...session)).toEqual(FINE);
  expect(await hookline('emit', 'session_end', '--data', '{"duration": 303000}', ...session)).toEqual(FINE);
  // Hooks that only watch are handed over; this waits for them.
  expect(await hookline('spool', 'flush')).toEqual(FINE);
  expect((await hookline('spool', 'list')).stdout).toBe('Nothing waits.\n');
  expect(log()).toEqual([expect.stringMatching(BEGIN), expect.stringMatching(END)]);
});

it.each([
  ['session_start', 'log-session-start.sh'],
  ['session_end', 'log-session-end.sh'],
])('keeps a hook of %s that failed where a person finds it', async (event, script) => {
  const { repo, hookline } = copiedExample();
  writeFileSync(join(repo, SCRIPTS, script), '#!/bin/sh\necho broken >&2\nexit 1\n');
  await hookline('emit', event);
  await hookline('spool', 'flush');
  expect(JSON.parse((await hookline('spool', 'list', '--json')).stdout)).toMatchObject([
    { state: 'dead', event: { type: event }, failed: { code: 'HOOKLINE_SCRIPT_FAILED' } },
  ]);
});
