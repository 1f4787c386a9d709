/** What `npm create hookline-plugin` asks at a terminal, and that it leaves a whole package or nothing, however it ends. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStage, runInTerminal, runOnStage, type Stage, type TerminalRun } from '../src/index.ts';
import { REPOSITORY, readManifest, runBounded, said } from '../src/registry/index.ts';
import { readTree } from '../src/tree.ts';

const own = path.join(REPOSITORY, 'packages/create-plugin');
const bin = path.join(own, 'bin/create-hookline-plugin.cjs');
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

let stage: Stage;
afterEach(() => stage?.close());

/** Somebody who types answers to the questions that they see. */
async function answering(
  typing: readonly (readonly [shown: string, typed: string])[],
  args: readonly string[] = [],
): Promise<TerminalRun> {
  stage = await openStage([]);
  return runInTerminal(stage, ['node', bin, ...args], { typing });
}

const made = (name: string): string => path.join(stage.sandbox.repo, '/', name);

const KIND = 'What is it? plugin, handler or preset (plugin)';
const LANGUAGE = 'In which language? ts or js (ts)';
const WHAT_FOR = 'What does it do, in one line? ';

describe('the questions', () => {
  it('are asked for all that was left out, and an empty answer takes what stands in brackets', async () => {
    const run = await answering([
      [KIND, '\r'],
      ['Its name? (my-checks)', '\r'],
      [LANGUAGE, '\r'],
      [`${WHAT_FOR}(Hookline plugin: my-checks)`, '\r'],
    ]);
    expect(run.exitCode, run.screen).toBe(0);
    expect(readManifest(made('hookline-plugin-my-checks'))).toMatchObject({
      name: 'hookline-plugin-my-checks',
      description: 'Hookline plugin: my-checks',
      scripts: { build: expect.stringMatching(/^tsc /) },
    });
  });

  it('follow the answers: a preset has no language', async () => {
    const run = await answering([
      [KIND, 'preset\r'],
      ['Its name? (my-rules)', '@acme\r'],
      [`${WHAT_FOR}(Hookline preset: acme)`, 'What all of us have\r'],
    ]);
    expect(run.exitCode, run.screen).toBe(0);
    expect(run.screen).not.toContain('language');
    expect(readManifest(made('hookline-preset'))).toMatchObject({
      name: '@acme/hookline-preset',
      description: 'What all of us have',
      hookline: { kind: 'preset' },
    });
  });

  it('are asked again, with the reason, for an answer that cannot be used', async () => {
    const run = await answering([
      [KIND, 'plugn\r'],
      ['It is one of plugin, handler, preset; got "plugn".', 'plugin\r'],
      ['Its name?', 'My Checks\r'],
      ['"My Checks" cannot be the name of a package.', 'hookline-preset-x\r'],
      ['is the name of a preset. A plugin is called hookline-plugin-….', 'my-checks\r'],
      [LANGUAGE, 'rust\r'],
      ['It is one of ts, js; got "rust".', 'js\r'],
      [WHAT_FOR, '\r'],
    ]);
    expect(run.exitCode, run.screen).toBe(0);
    expect(readdirSync(made('hookline-plugin-my-checks'))).toContain('index.js');
  });

  it('tell at once that a folder is taken', async () => {
    stage = await openStage([], { files: { 'hookline-plugin-mine/notes.txt': 'mine' } });
    const run = await runInTerminal(stage, ['node', bin, '--kind', 'plugin', '--language', 'js'], {
      typing: [
        ['Its name?', 'mine\r'],
        ['hookline-plugin-mine is not empty: notes.txt.', 'other\r'],
        [WHAT_FOR, '\r'],
      ],
    });
    expect(run.exitCode, run.screen).toBe(0);
    expect(readdirSync(made('hookline-plugin-mine'))).toEqual(['notes.txt']);
  });

  it.each([
    [['x', '--kind', 'plugn'], 64, '--kind is one of'],
    [['x', '--language', 'rust'], 64, '--language is one of'],
    [['My Checks', '--kind', 'plugin'], 1, 'cannot be the name of a package'],
  ])('are not asked in vain where %j is wrong already', async (args, code, why) => {
    const run = await answering([], args);
    expect(run.screen).toContain(why);
    expect(run.screen).not.toContain('?');
    expect(run.exitCode).toBe(code);
  });

  it('are not asked with --yes', async () => {
    const run = await answering([], ['my-checks', '--yes']);
    expect(run.exitCode, run.screen).toBe(0);
    expect(run.screen).not.toContain('?');
  });

  it.each([
    ['the first', 'Ctrl-C', [[KIND, CTRL_C]]],
    [
      'the last',
      'Ctrl-C',
      [
        [KIND, '\r'],
        ['Its name?', '\r'],
        [LANGUAGE, '\r'],
        [WHAT_FOR, `half${CTRL_C}`],
      ],
    ],
    ['the first', 'Ctrl-D', [[KIND, CTRL_D]]],
  ] as const)('%s: %s there leaves nothing, and says so in one line', async (_, __, typing) => {
    stage = await openStage([]);
    const before = readTree(stage.sandbox.root);
    const run = await runInTerminal(stage, ['node', bin], { typing });
    expect(run.exitCode, run.screen).toBe(130);
    expect(run.screen.trimEnd().split(/\r?\n/).at(-1)).toBe('create-hookline-plugin: Nothing was made.');
    expect(run.screen).not.toMatch(/ at |Error/);
    expect(readTree(stage.sandbox.root)).toEqual(before);
  });
});

/** What a package manager calls itself, and what is typed with it. */
const MANAGERS = [
  ['npm/11.4.0 node/v24.1.0 linux x64', 'npm install', 'npm test', 'npm install --save-dev'],
  ['pnpm/10.2.0 npm/? node/v24.1.0', 'pnpm install', 'pnpm test', 'pnpm add --save-dev'],
  ['yarn/4.9.1 npm/? node/v24.1.0', 'yarn install', 'yarn test', 'yarn add --dev'],
  ['bun/1.2.0 npm/? node/v24.1.0', 'bun install', 'bun run test', 'bun add --dev'],
  ['', 'npm install', 'npm test', 'npm install --save-dev'],
] as const;

describe('what is typed next', () => {
  it('is for the package manager of the one who asked, and for the folder', async () => {
    stage = await openStage([]);
    for (const [index, [agent, install, test, add]] of MANAGERS.entries()) {
      const folder = `it's ${index}`;
      const { stdout } = await runOnStage(stage, ['node', bin, '@acme/x', '--folder', folder], {
        env: { npm_config_user_agent: agent },
      });
      expect(stdout.slice(stdout.indexOf('Next:')).split('\n')).toEqual([
        'Next:',
        `  cd 'it'\\''s ${index}'`,
        `  ${install}`,
        `  ${test}`,
        '',
        'Then, in a repository that is to have it:',
        `  ${add} hookline '${made('')}it'\\''s ${index}'`,
        '  hooks.toml: [plugins."@acme/hookline-plugin-x"]',
        '',
      ]);
    }
  });
});

/** Kills its own process, as nothing can refuse, before the n-th change of one kind that it makes on disk. */
const KILLER = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const [name, number] = process.env.KILLED_AT.split(' ');
const real = fs[name];
let left = Number(number);
fs[name] = (...args) => {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL');
  return real(...args);
};
syncBuiltinESMExports();
`;

/** All but the last rename leave no manifest, and that one moves it: 9 files and folders lie at the top. */
const KILLS = [
  ['a folder that is not there', 'writeFileSync 0'],
  ['a folder that is not there', 'writeFileSync 10'],
  ['a folder that is not there', 'renameSync 0'],
  ['a fresh clone', 'writeFileSync 10'],
  ['a fresh clone', 'renameSync 0'],
  ['a fresh clone', 'renameSync 8'],
] as const;

describe('killed while it writes', () => {
  it.each(KILLS)('into %s, before %s, it leaves no package', async (where, killedAt) => {
    stage = await openStage([]);
    const { repo, root } = stage.sandbox;
    const killer = path.join(root, 'killer.mjs');
    writeFileSync(killer, KILLER);
    const isClone = where === 'a fresh clone';
    if (isClone) mkdirSync(path.join(repo, 'hookline-plugin-x/.git'), { recursive: true });
    const run = await runOnStage(stage, ['node', '--import', killer, bin, 'x', '--language', 'js'], {
      env: { KILLED_AT: killedAt },
    });
    expect(run.signal, said(run)).toBe('SIGKILL');
    expect(readdirSync(repo).includes('hookline-plugin-x')).toBe(isClone);
    expect(readManifest(path.join(repo, 'hookline-plugin-x'))).toBeUndefined();
  });
});

describe('a folder that cannot be written', () => {
  it('is named, and nothing is made', async () => {
    stage = await openStage([]);
    const { repo } = stage.sandbox;
    const place = path.join(repo, 'closed');
    mkdirSync(place);
    // Root writes anywhere but where the system itself says no.
    const isRoot = process.getuid?.() === 0;
    const folder = isRoot ? '/sys/hookline/x' : path.join(place, 'x');
    chmodSync(place, 0o555);
    const run = await runOnStage(stage, ['node', bin, 'x', '--folder', folder]);
    chmodSync(place, 0o755);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(
      /^create-hookline-plugin: \S+ cannot be written \(E[A-Z]+\), so nothing was made\. Name a folder with --folder\.\n$/,
    );
    expect(run.filesTouched).toEqual([]);
  });
});

describe('what is made', () => {
  it('needs no network: nothing that is loaded could reach one', () => {
    const sources = readdirSync(path.join(own, 'dist')).filter((name) => name.endsWith('.js'));
    const loaded = sources.flatMap((name) =>
      [...readFileSync(path.join(own, 'dist', name), 'utf8').matchAll(/from '([^.'][^']*)'|\bfetch\(/g)].map(
        ([all, from]) => from ?? all,
      ),
    );
    expect([...new Set(loaded)].sort()).toEqual([
      'node:crypto',
      'node:fs',
      'node:path',
      'node:readline/promises',
      'node:url',
      'node:util',
    ]);
  });

  it('can be read by everybody who could read the folder around it, and may be made where one stands', async () => {
    stage = await openStage([]);
    const cwd = path.join(stage.sandbox.root, 'empty');
    mkdirSync(cwd);
    const { ino } = statSync(cwd);
    const here = await runBounded(['node', bin, 'x', '--folder', '.'], { cwd, env: stage.sandbox.env() });
    expect(here.exitCode, said(here)).toBe(0);
    // A shell that stands there still does.
    expect(statSync(cwd).ino).toBe(ino);
    expect(here.stdout).not.toContain('  cd ');
    await runOnStage(stage, ['node', bin, 'y']);
    expect(statSync(made('hookline-plugin-y')).mode & 0o777).toBe(0o777 & ~process.umask());
  });
});
