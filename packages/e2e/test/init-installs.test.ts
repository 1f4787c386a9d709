/** `hookline init` with the real package managers and a registry: one command in a fresh project, and the hooks run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../src/index.ts';
import { PATIENT, type Registry, startRegistry } from '../src/registry/index.ts';
import { type Desk, type } from './from-registry/type.ts';
import { hooksFile } from './installed.ts';

let registry: Registry;
let stage: Stage | undefined;

beforeAll(async () => {
  registry = await startRegistry();
  await Promise.all((await registry.packAll()).map((tarball) => registry.publish(tarball)));
}, PATIENT.timeout);
afterAll(() => registry?.close());
afterEach(() => stage?.close());

/** A repository of these files, of somebody who has approved nothing. */
async function deskWith(files: Readonly<Record<string, unknown>>): Promise<Desk & { readonly stage: Stage }> {
  stage = await openStage([], { files: { '.gitignore': 'node_modules\n', ...files }, trustProject: false });
  const { repo, home } = stage.sandbox;
  const env = { ...stage.sandbox.env(registry.env({ home })), HOOKLINE_TRUST: '' };
  return { registry, cwd: repo, env, stage };
}

const read = ({ cwd }: Desk, file: string): string => readFileSync(path.join(cwd, file), 'utf8');

/** What init leaves behind runs, and is called in the project's own copy. */
async function works(
  { stage: own, ...desk }: Desk & { readonly stage: Stage },
  run: string,
  preset = 'recommended',
): Promise<void> {
  const { devDependencies } = JSON.parse(read(desk, 'package.json'));
  expect(Object.keys(devDependencies)).toEqual(
    expect.arrayContaining([`@hookline/preset-${preset}`, 'hookline']),
  );
  expect(read(desk, 'hooks.toml')).toContain(`extends = ["@hookline/preset-${preset}"]`);
  const lines = readFileSync(hooksFile(own, 'project'), 'utf8');
  expect(lines).toContain(`${desk.cwd}/node_modules/`);
  expect(lines).not.toMatch(/_npx|dlx/);
  await type(desk, `${run} hookline trust --check`);
  const { stdout } = await type(desk, `${run} hookline emit session_start`);
  expect(stdout).toMatch(/^ {2}session-log +ok/m);
  expect(existsSync(path.join(own.sandbox.codexHome, 'session.log'))).toBe(true);
}

describe('one command in a fresh project', PATIENT, () => {
  it('of npm', async () => {
    const desk = await deskWith({ 'package.json': { name: 'app' } });
    await type(desk, 'npx --yes hookline init --yes');
    await works(desk, 'npx --no');
  });

  it.each(['strict', 'ci'])('of npm, with the preset %s', async (name) => {
    const desk = await deskWith({ 'package.json': { name: 'app' } });
    await type(desk, `npx --yes hookline init --yes --preset ${name}`);
    await works(desk, 'npx --no', name);
  });

  it('of npm, without a package.json, when a preset is named', async () => {
    const desk = await deskWith({});
    await type(desk, 'npx --yes hookline init --yes --preset recommended');
    await works(desk, 'npx --no');
  });

  it('of no package manager: the lines start what npx may throw away, which is said', async () => {
    const desk = await deskWith({});
    const { stdout } = await type(desk, 'npx --yes hookline init --yes');
    expect(stdout).toContain('npm install --global hookline && hookline install --trust');
    await type(desk, 'npx --yes hookline emit session_start');
    expect(existsSync(path.join(desk.cwd, 'package.json'))).toBe(false);
  });

  it('of pnpm, at the root of its workspace', async () => {
    const desk = await deskWith({
      'package.json': { name: 'app' },
      'pnpm-workspace.yaml': 'packages: [a]\n',
      'a/package.json': { name: 'a' },
    });
    await type(desk, 'pnpm install && pnpm dlx hookline init --yes');
    await works(desk, 'pnpm exec');
  });

  it('of Yarn', async () => {
    const desk = await deskWith({
      'package.json': { name: 'app' },
      '.yarnrc.yml': 'nodeLinker: node-modules\n',
    });
    await type(desk, 'yarn install && yarn dlx hookline init --yes');
    await works(desk, 'yarn exec');
  });
});

describe('an installation that cannot be', PATIENT, () => {
  it.each([
    [
      'of a package that is not there',
      '--preset hookline-preset-not-there',
      {},
      'The registry has no such package',
    ],
    [
      'without the registry',
      '',
      { npm_config_registry: 'http://127.0.0.1:1/' },
      'The registry was not reached.',
    ],
  ] as const)('%s is told, and nothing is written', async (_, options, env, why) => {
    const desk = await deskWith({ 'package.json': { name: 'app' } });
    await type(desk, 'npm install --no-save hookline');
    const before = readdirSync(desk.cwd);
    const { stderr } = await type(
      { ...desk, env: { ...desk.env, ...env } },
      `npx --no hookline init --yes ${options}`,
      1,
    );
    expect(stderr).toContain(why);
    expect(stderr).toContain('By hand: npm install --save-dev ');
    expect(readdirSync(desk.cwd)).toEqual(before);
    expect(read(desk, 'package.json')).not.toContain('hookline');
  });
});
