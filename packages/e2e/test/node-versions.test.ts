/** Installed from tarballs on each Node that Hookline takes, and on one that it does not. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, runCodex, type Stage } from '../src/index.ts';
import {
  PATIENT,
  packFolders,
  publicPackages,
  REPOSITORY,
  type Registry,
  readManifest,
  startRegistry,
  supportedNodes,
  unsupportedNode,
} from '../src/registry/index.ts';
import { type Desk, type } from './from-registry/type.ts';
import { hooksFile, TWO_COMMANDS } from './installed.ts';

/** What the preset's author writes: what most projects want, and the plugin with its words. */
const PRESET = '[hooks]\nextends = ["recommended"]\n\n[plugins.house-rules]\ndeny = ["forbidden"]\n';

let registry: Registry;
let tarballs: readonly string[];
let stage: Stage;

beforeAll(async () => {
  registry = await startRegistry();
  tarballs = await registry.packAll();
}, PATIENT.timeout);
afterAll(() => registry.close());
afterEach(() => stage?.close());

/** An empty repository and an empty home, with the programs of one Node. */
async function deskWith(node: string): Promise<Desk> {
  stage = await openStage(TWO_COMMANDS, { files: { '.gitignore': 'node_modules\n' }, trustProject: false });
  const { repo, home } = stage.sandbox;
  const env = stage.sandbox.env(registry.env({ home, toolchain: registry.toolchain(node) }));
  return { registry, cwd: repo, env };
}

/** Makes a plugin and the preset of a team that uses it, tests both on the desk's Node, and names their tarballs. */
async function madeHere(desk: Desk): Promise<readonly string[]> {
  await type(desk, 'npx create-hookline-plugin house-rules --language js --yes');
  await type(desk, 'npx create-hookline-plugin @house --kind preset --yes');
  const plugin = path.join(desk.cwd, 'hookline-plugin-house-rules');
  const preset = path.join(desk.cwd, 'hookline-preset');
  const { name, version } = readManifest(plugin) ?? {};
  await type({ ...desk, cwd: preset }, `npm pkg set 'dependencies.${name}=^${version}'`);
  stage.sandbox.files({ 'preset.toml': PRESET }, preset);
  // What they need is found in the folder above.
  for (const cwd of [plugin, preset])
    await type({ ...desk, cwd }, 'npm run build --if-present && node --test test/*.test.js');
  const packed = await packFolders([plugin, preset], stage.sandbox.root, desk);
  for (const folder of [plugin, preset]) rmSync(folder, { recursive: true });
  return packed;
}

describe('installed from tarballs', PATIENT, () => {
  for (const { name, program, skipped } of supportedNodes()) {
    it.skipIf(program === undefined)(`a plugin decides on ${name}${skipped}`, async () => {
      const desk = await deskWith(program as string);
      await type(desk, 'npm init --yes >init.log');
      await type(desk, `npm install --save-dev ${tarballs.join(' ')}`);
      await type(desk, `npm install --save-dev ${(await madeHere(desk)).join(' ')}`);
      stage.sandbox.files({ 'hooks.toml': '[hooks]\nextends = ["@house"]\n' });
      await type(desk, 'npx hookline init --yes');
      expect(readFileSync(hooksFile(stage, 'project'), 'utf8')).toContain(program);

      const run = await runCodex(stage, { env: desk.env, bypassHookTrust: false });
      expect(run.exitCode, run.stderr).toBe(0);
      expect(run.filesTouched).toEqual(['allowed.txt']);
      expect(run.modelSaw('Commands with "forbidden" are not allowed here.')).toBe(true);
      // The preset's own plugin ran beside it.
      expect(readFileSync(path.join(stage.sandbox.codexHome, 'session.log'), 'utf8')).toContain(
        'allowed.txt',
      );
    });
  }
});

describe('on a Node that is too old', PATIENT, () => {
  const { name, program, skipped } = unsupportedNode();
  const bins = publicPackages(REPOSITORY).flatMap((folder) => Object.keys(readManifest(folder)?.bin ?? {}));

  it.skipIf(program === undefined)(`${name} every program says so in one line${skipped}`, async () => {
    const desk = await deskWith(program as string);
    await type(desk, 'npm init --yes >init.log');
    const { stderr } = await type(desk, `npm install --save-dev ${tarballs.join(' ')}`);
    expect(stderr).toContain('EBADENGINE');
    expect(stderr).toContain("required: { node: '^22.18.0 || >=24' }");
    expect(bins).toContain('hookline');
    for (const bin of bins) {
      const run = await type(desk, `node_modules/.bin/${bin}`, 1);
      expect(run.stdout).toBe('');
      expect(run.stderr).toMatch(new RegExp(`^${bin} needs Node \\^22\\.18 or >=24; this is Node .*\\n$`));
    }
  });
});
