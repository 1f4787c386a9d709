// The story as a person lives it: the example is copied into a repository, checked, and sees a session begin and end.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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
  /** The agent's folder, where the log is. */
  readonly codexHome: string;
  hookline(...args: string[]): Promise<Run>;
  /** The lines of `session.log`. */
  log(): string[];
}

/** A repository with the example in it, and a home of its own. */
function copiedExample(): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
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
  };
  return {
    repo,
    codexHome,
    hookline: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [hooklineBin, ...args], { cwd: repo, env }, (error, stdout, stderr) =>
          resolve({ code: error ? error.code : 0, stdout, stderr }),
        );
      }),
    log: () => readFileSync(join(codexHome, 'session.log'), 'utf8').trimEnd().split('\n'),
  };
}

const FINE = expect.objectContaining({ code: 0, stderr: '' });

it('logs one line when a session begins and one when it ends', async () => {
  const { repo, hookline, log } = copiedExample();
  expect(await hookline('validate')).toEqual(FINE);
  const session = ['--session', 'session-1'];
  expect(await hookline('emit', 'session_start', ...session)).toEqual(FINE);
  expect(await hookline('emit', 'session_end', '--data', '{"duration": 303000}', ...session)).toEqual(FINE);
  expect(await hookline('spool', 'flush')).toEqual(FINE);

  const lines = log();
  expect(lines).toHaveLength(2);
  const time = String.raw`\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[INFO\]`;
  expect(lines[0]).toMatch(
    new RegExp(`^${time} Session started: session-1 \\(${RegExp.escape?.(repo) ?? repo}\\)$`),
  );
  expect(lines[1]).toMatch(new RegExp(`^${time} Session ended: session-1 \\(5m 3s, 303000 ms\\)$`));
});

it.each([
  ['session_start', 'log-session-start.sh'],
  ['session_end', 'log-session-end.sh'],
])('says so when the script for %s fails', async (event, script) => {
  const { repo, hookline } = copiedExample();
  writeFileSync(join(repo, SCRIPTS, script), '#!/bin/sh\necho broken >&2\nexit 1\n');
  const run = await hookline('emit', event);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('HOOKLINE_SCRIPT_FAILED');
});
