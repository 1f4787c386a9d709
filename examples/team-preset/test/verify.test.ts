// The story as an organisation lives it: its preset is installed in a repository, and holds with what the repository says.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const { resolve } = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(resolve(`${name}/package.json`));
const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(
  folderOf('hookline'),
  JSON.parse(readFileSync(resolve('hookline/package.json'), 'utf8')).bin.hookline,
);

interface Run {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository of the organisation, after `npm install --save-dev hookline @acme/hookline-preset`. */
function repository() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-example-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const repo = join(root, 'repo');
  const modules = join(repo, 'node_modules');
  for (const folder of [join(repo, '.git'), join(modules, '@hookline')])
    mkdirSync(folder, { recursive: true });
  cpSync(join(EXAMPLE, 'preset'), join(modules, '@acme/hookline-preset'), { recursive: true });
  cpSync(join(EXAMPLE, 'hooks.toml'), join(repo, 'hooks.toml'));
  for (const name of ['@hookline/plugin-policy', '@hookline/preset-recommended'])
    symlinkSync(folderOf(name), join(modules, name));
  const home = join(root, 'home');
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: join(home, '.codex'),
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  const hookline = (...args: readonly string[]): Promise<Run> =>
    new Promise((done) => {
      execFile(process.execPath, [BIN, ...args], { cwd: repo, env }, (error, stdout, stderr) =>
        done({ code: error ? error.code : 0, stdout, stderr }),
      );
    });
  const emit = (event: string, data: object) => hookline('emit', event, '--data', JSON.stringify(data));
  return { codexHome: env.CODEX_HOME, hookline, emit };
}

it('is in force with what it extends and what the repository says', async () => {
  const { hookline } = repository();
  expect(await hookline('validate', '--run-code')).toMatchObject({ code: 0, stderr: '' });
  const { stdout } = await hookline('list', '--json');
  const { settings, plugins, notInForce } = JSON.parse(stdout);
  expect(settings.timeoutMs).toBe(20_000);
  expect(plugins.map(({ name }: { name: string }) => name)).toEqual([
    'session-log',
    'usage-analytics',
    'file-backup',
    'policy',
  ]);
  const optionsOf = (name: string) =>
    plugins.find((plugin: { name: string }) => plugin.name === name).options;
  expect(optionsOf('session-log').format).toBe('json');
  expect(optionsOf('file-backup').exclude).toEqual(['fixtures/**']);
  expect(notInForce).toMatchObject([{ what: 'plugin', name: 'desktop-notify', how: 'switched off' }]);
});

it('says of each value which package it came from', async () => {
  const { hookline } = repository();
  const { stdout } = await hookline('config');
  expect(stdout).toMatch(/format = "json" .*@acme\/hookline-preset/);
  expect(stdout).toMatch(/exclude = .*hooks\.toml/);
});

it('refuses what the organisation refuses, and logs the rest in its format', async () => {
  const { codexHome, emit } = repository();
  const refused = await emit('exec.before', { command: 'ssh db1.live.acme.example uptime' });
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('Use the staging hosts') });
  const patch = '*** Begin Patch\n*** Add File: contracts/a.md\n+x\n*** End Patch';
  expect(await emit('patch.before', { patch })).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('legal team'),
  });
  expect(await emit('exec.before', { command: 'ssh db1.staging.acme.example uptime' })).toMatchObject({
    code: 0,
  });
  await emit('session_start', {});
  const lines = readFileSync(join(codexHome, 'session.log'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).event)).toContain('session_start');
});
