/**
 * From nothing but the registry: somebody follows the guide, makes a plugin and publishes it, somebody else the preset of a
 * team that uses it, and a third person installs that and works with the real Codex.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Departure,
  followGuide,
  guideSteps,
  openStage,
  runCodex,
  type Stage,
  type Turn,
} from '../src/index.ts';
import { PATIENT, REPOSITORY, type Registry, startRegistry } from '../src/registry/index.ts';
import { type Desk, type } from './from-registry/type.ts';
import { hooksFile, TWO_COMMANDS } from './installed.ts';

let registry: Registry;
let stage: Stage | undefined;
let departures: readonly Departure[];

beforeAll(async () => {
  registry = await startRegistry();
  await Promise.all((await registry.packAll()).map((tarball) => registry.publish(tarball)));
  departures = await followIt();
  // What the guide did not publish nobody can build on; its own test says why.
  if (departures.length === 0) await publishPreset();
}, PATIENT.timeout);
afterAll(() => registry?.close());
afterEach(() => stage?.close());

/** An empty repository and an empty home. */
async function newDesk(turns: readonly Turn[] = TWO_COMMANDS): Promise<Desk & { readonly stage: Stage }> {
  stage = await openStage(turns, { files: { '.gitignore': 'node_modules\n' }, trustProject: false });
  const { repo, home } = stage.sandbox;
  return { registry, cwd: repo, env: stage.sandbox.env(registry.env({ home })), stage };
}

const guide = guideSteps(readFileSync(path.join(REPOSITORY, 'docs/write-a-plugin.md'), 'utf8'));
const REMOVAL: readonly Turn[] = [
  { type: 'shell', command: 'rm production.db' },
  { type: 'message', text: 'I left production.db alone.' },
];

/** What the guide's reader sees otherwise than it says; its last step but some publishes the plugin. */
async function followIt(): Promise<readonly Departure[]> {
  const { stage: own, ...desk } = await newDesk(REMOVAL);
  try {
    const work = path.join(own.sandbox.root, 'work');
    mkdirSync(work);
    return await followGuide(own, guide, desk.env, work);
  } finally {
    await own.close();
  }
}

/** What the preset's author writes into what was made: what most projects want, and the plugin with its words. */
const PRESET = '[hooks]\nextends = ["recommended"]\n\n[plugins.protected-files]\nfiles = ["forbidden"]\n';

async function publishPreset(): Promise<void> {
  const { stage: own, ...desk } = await newDesk();
  try {
    await type(desk, 'npm create --yes hookline-plugin @house -- --kind preset');
    const preset = { ...desk, cwd: path.join(desk.cwd, 'hookline-preset') };
    own.sandbox.files({ 'preset.toml': PRESET }, preset.cwd);
    await type(preset, 'npm install hookline-plugin-protected-files && npm run check');
    await type(preset, 'npx changeset version && npm publish');
  } finally {
    await own.close();
  }
}

describe('docs/write-a-plugin.md', () => {
  it('shows what happens', () => {
    expect(guide.filter(({ kind }) => kind === 'run').length).toBeGreaterThan(20);
    expect(departures).toEqual([]);
  });
});

describe('yarn create hookline-plugin', PATIENT, () => {
  it('makes a package, too, out of an archive and not out of files', async () => {
    const desk = await newDesk();
    const { stdout } = await type(desk, 'yarn create hookline-plugin x --language js');
    expect(stdout).toContain('\n  yarn install\n  yarn test\n');
    expect(readdirSync(path.join(desk.cwd, 'hookline-plugin-x/.github/workflows'))).toEqual([
      'ci.yml',
      'release.yml',
    ]);
  });
});

const MANAGERS = [
  { name: 'npm', begin: 'npm init --yes', add: 'npm install --save-dev', run: 'npx' },
  { name: 'pnpm', begin: 'true', add: 'pnpm add --save-dev', run: 'pnpm exec' },
] as const;

describe.each(MANAGERS)('installed by $name', PATIENT, ({ name, begin, add, run }) => {
  it('the plugin of a preset decides what the agent does', async () => {
    const desk = await newDesk();
    const { sandbox } = desk.stage;
    await type(desk, begin);
    const installed = await type(desk, `${add} hookline @house/hookline-preset`);
    // No package has a script to approve, and none is missing.
    expect(`${installed.stdout}${installed.stderr}`).not.toMatch(/warn|approve|ignored|missing|unmet/i);
    expect(readdirSync(path.join(desk.cwd, 'node_modules')).includes('hookline-plugin-protected-files')).toBe(
      name === 'npm',
    );
    const begun = await type(desk, `${run} hookline init --yes`);
    expect(begun.stdout).toContain(
      'package.json has the preset @house/hookline-preset, so hooks.toml extends it.',
    );
    expect(readFileSync(hooksFile(desk.stage, 'project'), 'utf8')).toContain(`${desk.cwd}/node_modules/`);

    const agent = await runCodex(desk.stage, { env: desk.env, bypassHookTrust: false });
    expect(agent.exitCode, agent.stderr).toBe(0);
    expect(agent.filesTouched).toEqual(['allowed.txt']);
    expect(agent.modelSaw('forbidden is protected. Work on a copy of it.')).toBe(true);
    expect(readFileSync(path.join(sandbox.codexHome, 'session.log'), 'utf8')).toContain('allowed.txt');

    await showsWhereItComesFrom(desk, `${run} hookline`);
    // What was installed and run has left nothing in the home.
    expect(readdirSync(sandbox.home).filter((entry) => !entry.startsWith('.cache'))).toEqual([]);
  });
});

async function showsWhereItComesFrom(desk: Desk, hookline: string): Promise<void> {
  const { stdout: listed } = await type(desk, `${hookline} list --json`);
  const { plugins, problems } = JSON.parse(listed);
  expect(problems).toEqual([]);
  expect(plugins).toMatchObject([
    {
      name: 'session-log',
      origin: { layer: 'preset @hookline/preset-recommended', line: 3 },
    },
    ...['usage-analytics', 'file-backup', 'desktop-notify'].map((name) => ({
      name,
      origin: { layer: 'preset @hookline/preset-recommended' },
    })),
    {
      name: 'protected-files',
      version: '0.1.0',
      packageName: 'hookline-plugin-protected-files',
      events: ['exec.before', 'patch.before'],
      origin: { layer: 'preset @house/hookline-preset', line: 4 },
    },
  ]);
  for (const { origin, module } of plugins)
    for (const file of [origin.file, module]) expect(existsSync(file)).toBe(true);
  const { stdout: valid } = await type(desk, `${hookline} validate --run-code`);
  expect(valid).toContain('hooks.toml: 0 hooks, 5 plugins');
  const { stdout: traced } = await type(desk, `${hookline} trace --json`);
  const decided = JSON.parse(traced)
    .filter((line: { event: string }) => line.event === 'exec.before')
    .map(({ hooks, ...line }: { hooks: readonly { by: string }[] }) => ({
      ...line,
      hooks: hooks.filter(({ by }) => by === 'protected-files'),
    }));
  expect(decided).toMatchObject([
    {
      decision: 'deny',
      subject: 'touch forbidden.txt',
      hooks: [{ by: 'protected-files', answered: ['deny'] }],
    },
    { decision: 'pass', subject: 'touch allowed.txt', hooks: [{ by: 'protected-files' }] },
  ]);
}
