/** Installed from tarballs on each Node that Hookline takes, and on one that it does not. */
import { readFileSync } from 'node:fs';
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
import { HOUSE_RULES } from './from-registry/house-rules.ts';
import { type Desk, type } from './from-registry/type.ts';
import { hooksFile, TWO_COMMANDS } from './installed.ts';

const HOOKS = '[hooks]\nextends = ["recommended"]\n\n[plugins.house-rules]\n';

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

/** Packs the plugin of a third party, and names all that is to be installed. */
async function allTarballs(desk: Desk): Promise<readonly string[]> {
  const folder = path.join(stage.sandbox.root, 'house-rules');
  stage.sandbox.files(HOUSE_RULES, folder);
  return [...tarballs, ...(await packFolders([folder], stage.sandbox.root, desk))];
}

describe('installed from tarballs', PATIENT, () => {
  for (const { name, program, skipped } of supportedNodes()) {
    it.skipIf(program === undefined)(`a plugin decides on ${name}${skipped}`, async () => {
      const desk = await deskWith(program as string);
      const { stdout: version } = await type(
        desk,
        'npm init --yes >init.log && node -p process.versions.node',
      );
      await type(desk, `npm install --save-dev ${(await allTarballs(desk)).join(' ')}`);
      stage.sandbox.files({ 'hooks.toml': HOOKS });
      await type(desk, 'npx hookline init --yes');
      expect(readFileSync(hooksFile(stage, 'project'), 'utf8')).toContain(program);

      const run = await runCodex(stage, { env: desk.env, bypassHookTrust: false });
      expect(run.exitCode, run.stderr).toBe(0);
      expect(run.filesTouched).toEqual(['allowed.txt']);
      expect(run.modelSaw(`The house does not want that, says Node ${version.trim()}.`)).toBe(true);
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
    const { stderr } = await type(desk, `npm install --save-dev ${(await allTarballs(desk)).join(' ')}`);
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
