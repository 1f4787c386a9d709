/**
 * From nothing but the registry: somebody makes a plugin and publishes it, somebody else the preset of a team that uses
 * it, and a third person installs that and works with the real Codex.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, runCodex, type Stage } from '../src/index.ts';
import { PATIENT, type Registry, startRegistry } from '../src/registry/index.ts';
import { HOUSE_PRESET, HOUSE_RULES } from './from-registry/house-rules.ts';
import { type Desk, type } from './from-registry/type.ts';
import { hooksFile, TWO_COMMANDS } from './installed.ts';

let registry: Registry;
let stage: Stage | undefined;

beforeAll(async () => {
  registry = await startRegistry();
  await Promise.all((await registry.packAll()).map((tarball) => registry.publish(tarball)));
  await publishBoth();
}, PATIENT.timeout);
afterAll(() => registry?.close());
afterEach(() => stage?.close());

/** An empty repository and an empty home. */
async function newDesk(): Promise<Desk & { readonly stage: Stage }> {
  stage = await openStage(TWO_COMMANDS, { files: { '.gitignore': 'node_modules\n' }, trustProject: false });
  const { repo, home } = stage.sandbox;
  return { registry, cwd: repo, env: stage.sandbox.env(registry.env({ home })), stage };
}

async function publishBoth(): Promise<void> {
  const { stage: own, ...desk } = await newDesk();
  try {
    for (const files of [HOUSE_RULES, HOUSE_PRESET]) {
      const cwd = path.join(own.sandbox.root, files['package.json'].name);
      own.sandbox.files(files, cwd);
      await type({ ...desk, cwd }, 'npm publish --access public');
    }
  } finally {
    await own.close();
  }
}

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
    expect(readdirSync(path.join(desk.cwd, 'node_modules')).includes('hookline-plugin-house-rules')).toBe(
      name === 'npm',
    );
    sandbox.files({ 'hooks.toml': '[hooks]\nextends = ["@house"]\n' });
    await type(desk, `${run} hookline init --yes`);
    expect(readFileSync(hooksFile(desk.stage, 'project'), 'utf8')).toContain(`${desk.cwd}/node_modules/`);

    const agent = await runCodex(desk.stage, { env: desk.env, bypassHookTrust: false });
    expect(agent.exitCode, agent.stderr).toBe(0);
    expect(agent.filesTouched).toEqual(['allowed.txt']);
    expect(agent.modelSaw('The house does not want that')).toBe(true);
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
    {
      name: 'house-rules',
      version: '1.0.0',
      packageName: 'hookline-plugin-house-rules',
      events: ['exec.before'],
      origin: { layer: 'preset @house/hookline-preset', line: 4 },
    },
  ]);
  for (const { origin, module } of plugins)
    for (const file of [origin.file, module]) expect(existsSync(file)).toBe(true);
  const { stdout: valid } = await type(desk, `${hookline} validate --run-code`);
  expect(valid).toContain('hooks.toml: 0 hooks, 2 plugins');
  const { stdout: traced } = await type(desk, `${hookline} trace --json`);
  const decided = JSON.parse(traced).filter((line: { event: string }) => line.event === 'exec.before');
  expect(decided).toMatchObject([
    { decision: 'deny', subject: 'touch forbidden.txt', hooks: [{ by: 'house-rules', answered: ['deny'] }] },
    { decision: 'pass', subject: 'touch allowed.txt', hooks: [{ by: 'house-rules' }] },
  ]);
}
