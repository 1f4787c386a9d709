/** `npm create hookline-plugin`: what it makes builds, tests, packs and decides, untouched; what it cannot make it says. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterEach, describe, expect, it } from 'vitest';
import { openStage, runOnStage, type Stage } from '../src/index.ts';
import {
  npmCli,
  PATIENT,
  packFolders,
  REPOSITORY,
  readManifest,
  runBounded,
  said,
} from '../src/registry/index.ts';
import { readTree } from '../src/tree.ts';

const bin = path.join(REPOSITORY, 'packages/create-plugin/bin/create-hookline-plugin.cjs');

let stage: Stage;
afterEach(() => stage?.close());

async function newStage(): Promise<void> {
  stage = await openStage([]);
  const program = path.join(stage.sandbox.root, 'npm');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${npmCli()}' "$@"\n`, { mode: 0o755 });
  stage.sandbox.putOnPath('npm', program);
}

const create = (...args: readonly string[]) => runOnStage(stage, ['node', bin, ...args]);

/** Makes a package and gives it the packages of this repository for those that it asks for. */
async function made(...args: readonly string[]): Promise<string> {
  await newStage();
  const run = await create(...args, '--yes');
  expect(run.exitCode, said(run)).toBe(0);
  const name = readdirSync(stage.sandbox.repo).find((one) => one.startsWith('hookline-'));
  const folder = path.join(stage.sandbox.repo, String(name));
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

const npm = (folder: string, ...args: readonly string[]) =>
  runBounded(['npm', ...args], { cwd: folder, env: stage.sandbox.env({ npm_config_offline: 'true' }) });

const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'a plugin in TypeScript',
    ['my-checks'],
    ['dist/index.d.ts', 'dist/index.js', 'dist/options.d.ts', 'dist/options.js', 'dist/schema.json'],
  ],
  [
    'a plugin in JavaScript',
    ['my-checks', '--language', 'js'],
    ['dist/schema.json', 'index.js', 'options.js'],
  ],
  [
    'a handler kind in TypeScript',
    ['@acme/note-down', '--kind', 'handler'],
    [
      'dist/schema.json',
      ...['handler', 'index', 'schema'].flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]),
    ],
  ],
  [
    'a handler kind in JavaScript',
    ['note-down', '--kind', 'handler', '--language', 'js'],
    ['dist/schema.json', 'handler.js', 'index.js', 'schema.js'],
  ],
  ['a preset', ['@acme', '--kind', 'preset'], ['preset.toml']],
];

describe.each(CASES)('%s', PATIENT, (_, args, files) => {
  it('checks, packs and is clean as it was made', async () => {
    const folder = await made(...args);
    const check = await npm(folder, 'run', 'check');
    expect(check.exitCode, said(check)).toBe(0);
    expect(check.stdout).toMatch(/^(?:#|ℹ) fail 0$/m);
    expect(check.stdout).toContain('All good!');

    const tarballs = await packFolders(['.'], stage.sandbox.root, { cwd: folder, env: stage.sandbox.env() });
    const listed = execFileSync('tar', ['-tzf', String(tarballs[0])], { encoding: 'utf8' });
    const packed = listed
      .trim()
      .split('\n')
      .map((file) => file.replace('package/', ''));
    expect(packed.sort()).toEqual(['LICENSE', 'README.md', 'package.json', ...files].sort());
    const judged = await checkPackage(
      createPackageFromTarballData(new Uint8Array(readFileSync(String(tarballs[0])))),
    );
    const problems = judged.types === false ? [] : judged.problems;
    expect(
      problems.filter(
        (problem) =>
          problem.kind !== 'CJSResolvesToESM' &&
          !(problem.kind === 'NoResolution' && problem.resolutionKind === 'node10'),
      ),
    ).toEqual([]);
  });
});

describe('what was made', PATIENT, () => {
  it('has tests that fail when its code is broken', async () => {
    const folder = await made('my-checks', '--language', 'js');
    const file = path.join(folder, 'index.js');
    writeFileSync(file, readFileSync(file, 'utf8').replace('event.command.includes(one)', 'false'));
    const test = await npm(folder, 'test');
    expect(test.exitCode).toBe(1);
    expect(test.stdout).toContain('Expected a refusal.');
  });

  it('decides, as its README says', async () => {
    const folder = await made('my-checks');
    expect((await npm(folder, 'run', 'build')).exitCode).toBe(0);
    await runAsItsReadmeSays(folder);
    const emit = ['hookline', 'emit', 'exec.before', '--data'];
    const denied = await runOnStage(stage, [...emit, '{"command": "rm production.db"}']);
    expect(denied.exitCode, said(denied)).toBe(1);
    expect(denied.stdout).toContain('Commands with "production.db" are not allowed here.');
    expect((await runOnStage(stage, [...emit, '{"command": "ls"}'])).exitCode).toBe(0);
    // Editors learn its options from what it ships.
    const schema = await runOnStage(stage, ['hookline', 'schema', '--stdout']);
    expect(schema).toMatchObject({ exitCode: 0, stderr: '' });
    expect(
      JSON.parse(schema.stdout).definitions['plugin.hookline-plugin-my-checks'].properties,
    ).toMatchObject({
      deny: { description: 'Commands that hold one of these are refused.', default: [] },
    });
  });

  it('brings a kind, as its README says', async () => {
    const folder = await made('@acme/note-down', '--kind', 'handler', '--language', 'js');
    const readme = path.join(folder, 'README.md');
    const log = path.join(stage.sandbox.root, 'agent.log');
    writeFileSync(readme, readFileSync(readme, 'utf8').replace('/tmp/agent.log', log));
    await runAsItsReadmeSays(folder);
    const emit = await runOnStage(stage, ['hookline', 'emit', 'exec.before', '--data', '{"command": "ls"}']);
    expect(emit.exitCode, said(emit)).toBe(0);
    expect(readFileSync(log, 'utf8')).toMatch(/ exec\.before\n$/);
  });

  /** Writes the README's configuration, and puts the package where npm would. */
  async function runAsItsReadmeSays(folder: string): Promise<void> {
    const { name } = readManifest(folder) ?? { name: '' };
    const link = path.join(stage.sandbox.repo, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(folder, link);
    const config = /```toml\n([\s\S]*?)```/.exec(readFileSync(path.join(folder, 'README.md'), 'utf8'))?.[1];
    stage.sandbox.files({ 'hooks.toml': String(config) });
    const valid = await runOnStage(stage, ['hookline', 'validate', '--run-code']);
    expect(valid.exitCode, said(valid)).toBe(0);
  }
});

describe('what cannot be made', () => {
  it.each<readonly [readonly string[], number, string]>([
    [[], 64, 'Name it: npm create hookline-plugin my-checks'],
    [['x', 'y'], 64, 'One name is enough; what is "y"?'],
    [['x', '--kid', 'preset'], 64, "Unknown option '--kid'. Did you mean --kind?"],
    [['x', '--kind', 'plugn'], 64, '--kind is one of plugin, handler, preset; got "plugn".'],
    [['x', '--language', 'rust'], 64, '--language is one of ts, js; got "rust".'],
    [['My Checks'], 1, '"My Checks" cannot be the name of a package.'],
    [['../up'], 1, 'cannot be the name of a package.'],
    [
      ['hookline-preset-x'],
      1,
      '"hookline-preset-x" is the name of a preset. A plugin is called hookline-plugin-….',
    ],
    [['x', '--folder', 'taken'], 1, 'is not empty: notes.txt. Name a folder that is not there yet.'],
    [['x', '--folder', 'README.md'], 1, 'README.md is a file.'],
  ])('%j: exit code %d, and why', async (args, code, why) => {
    await newStage();
    stage.sandbox.files({ 'taken/notes.txt': 'mine' });
    const before = readTree(stage.sandbox.repo);
    const run = await create(...args);
    expect(run.stderr).toContain(why);
    expect(run.exitCode).toBe(code);
    expect(readTree(stage.sandbox.repo)).toEqual(before);
  });

  it('is not written with --dry-run either', async () => {
    await newStage();
    const before = readTree(stage.sandbox.repo);
    const run = await create('x', '--dry-run');
    expect(run.stdout).toContain('src/index.ts');
    expect(readTree(stage.sandbox.repo)).toEqual(before);
  });
});

describe('the versions that a new package asks for', () => {
  it('are those that this repository has locked and works with', async () => {
    const { NODE, THIRD_PARTY } = await import(
      path.join(REPOSITORY, 'packages/create-plugin/dist/versions.js')
    );
    const lock = JSON.parse(readFileSync(path.join(REPOSITORY, 'package-lock.json'), 'utf8'));
    const versions = (of: (name: string) => unknown) =>
      Object.fromEntries(Object.keys(THIRD_PARTY).map((name) => [name, of(name)]));
    expect(THIRD_PARTY).toEqual(versions((name) => lock.packages[`node_modules/${name}`]?.version));
    expect(THIRD_PARTY).toEqual(
      versions((name) => readManifest(path.join(REPOSITORY, 'node_modules', name))?.version),
    );
    for (const name of ['core', 'create-plugin', 'testkit'])
      expect(readManifest(path.join(REPOSITORY, 'packages', name)), name).toMatchObject({
        version: readManifest(path.join(REPOSITORY, 'packages/create-plugin'))?.version,
        engines: { node: NODE },
      });
  });
});
