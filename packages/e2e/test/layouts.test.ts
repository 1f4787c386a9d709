/**
 * How package managers lay out what they install, and which copy of a plugin is used in each: the one that the file that
 * names it would import. The project asks for `hookline`, a plugin and a preset; the preset's own plugin it does not name.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATIENT, type Registry, startRegistry } from '../src/registry/index.ts';
import { type Desk, type } from './from-registry/type.ts';
import { CONFIG, PRESET, plugin, publishThirdParties, unpack } from './layouts/packages.ts';

let registry: Registry;
let folder: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hookline-layouts-')));
  registry = await startRegistry();
  await Promise.all((await registry.packAll()).map((tarball) => registry.publish(tarball)));
  await publishThirdParties(registry, folder);
}, PATIENT.timeout);

afterAll(async () => {
  await registry?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A repository with a home of its own. What was downloaded once is not asked for again. */
function project(name: string, files: Readonly<Record<string, string>> = {}, cwd = ''): Desk {
  const place = path.join(folder, name);
  const home = path.join(folder, `home-of-${name}`);
  for (const one of [home, path.join(place, '.git')]) mkdirSync(one, { recursive: true });
  for (const [file, text] of Object.entries({ 'package.json': '{ "private": true }', ...files })) {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(place, file), text);
  }
  const env = { ...registry.env({ home }), npm_config_prefer_offline: 'true' };
  return { registry, cwd: path.join(place, cwd), env };
}

const json = (value: object): string => JSON.stringify(value);
const WANTED = 'hookline hookline-plugin-rules @acme/hookline-preset';
/** Of the package.json of a workspace. */
const ASKS = { hookline: '*', 'hookline-plugin-rules': '*', '@acme/hookline-preset': '*' };
const EMIT = `emit exec.before --data '{"command":"true"}' --json`;

/** Expects these copies, `rules 1.0.0 node_modules/hookline-plugin-rules`, in the order in which they are registered. */
async function uses(desk: Desk, copies: readonly string[], hookline = 'node_modules/.bin/hookline') {
  const near = (place: string): string => path.relative(desk.cwd, place);
  const valid = await type(desk, `${hookline} validate`);
  expect(valid.stdout).toContain('hooks.toml: 0 hooks, 2 plugins');
  const { plugins, problems } = JSON.parse((await type(desk, `${hookline} list --json`)).stdout);
  expect(problems).toEqual([]);
  expect(
    plugins.map((one: Readonly<Record<'name' | 'version' | 'module', string>>) =>
      [one.name, one.version, near(path.dirname(one.module))].join(' '),
    ),
  ).toEqual(copies);
  // What is approved without running it is what runs: the second look finds nothing else.
  await type(desk, `${hookline} trust --yes`);
  // What was imported tells itself.
  const { context } = JSON.parse((await type(desk, `${hookline} ${EMIT}`)).stdout);
  expect(
    context.map(({ text }: { readonly text: string }) => {
      const [, name, version, place = ''] = /^hookline-plugin-(\S+) (\S+) of (.+)$/.exec(text) ?? [];
      return [name, version, near(place)].join(' ');
    }),
  ).toEqual(copies);
}

describe('npm', PATIENT, () => {
  it('hoists; of two versions the preset uses its own, and the project may take its place', async () => {
    const desk = project('npm', { 'hooks.toml': CONFIG });
    await type(desk, `npm install --save-dev ${WANTED}`);
    const rules = 'rules 1.0.0 node_modules/hookline-plugin-rules';
    await uses(desk, ['guard 1.0.0 node_modules/hookline-plugin-guard', rules]);

    await type(desk, 'npm install --save-dev hookline-plugin-guard@2');
    const own = 'node_modules/@acme/hookline-preset/node_modules/hookline-plugin-guard';
    await uses(desk, [`guard 1.0.0 ${own}`, rules]);

    writeFileSync(path.join(desk.cwd, 'hooks.toml'), `${CONFIG}[plugins.guard]\n`);
    await uses(desk, ['guard 2.0.0 node_modules/hookline-plugin-guard', rules]);
  });

  it('links a workspace: its files are used where they are, from every folder', async () => {
    const desk = project('npm-workspaces', {
      'package.json': json({ private: true, workspaces: ['packages/*'], devDependencies: ASKS }),
      'packages/app/package.json': json({ name: 'app', version: '1.0.0' }),
      'hooks.toml': CONFIG,
    });
    unpack(path.join(desk.cwd, 'packages/rules'), plugin('rules', '0.9.0'));
    await type(desk, 'npm install');
    await uses(desk, ['guard 1.0.0 node_modules/hookline-plugin-guard', 'rules 0.9.0 packages/rules']);
    await uses(
      { ...desk, cwd: path.join(desk.cwd, 'packages/app') },
      ['guard 1.0.0 ../../node_modules/hookline-plugin-guard', 'rules 0.9.0 ../rules'],
      '../../node_modules/.bin/hookline',
    );
  });

  it('links what is elsewhere, by link or file: what that needs has to be installed there', async () => {
    const desk = project('npm-link', { 'hooks.toml': CONFIG });
    const [rules, preset] = [path.join(folder, 'far/rules'), path.join(folder, 'far/preset')];
    unpack(rules, plugin('rules', '0.9.0'));
    unpack(preset, PRESET);
    await type(desk, `npm install --save-dev hookline file:${rules}`);
    await type({ ...desk, cwd: preset }, 'npm link');
    await type(desk, 'npm link @acme/hookline-preset');
    const refused = await type(desk, 'node_modules/.bin/hookline validate', 1);
    expect(refused.stdout).toContain(`${preset}/preset.toml:1:1  error    Plugin "guard" was not found.`);
    expect(refused.stdout).toContain(
      `fix       @acme/hookline-preset asks for hookline-plugin-guard, but it is not installed. Run in ${preset}: npm install\n`,
    );
    await type({ ...desk, cwd: preset }, 'npm install');
    await uses(desk, [
      'guard 1.0.0 ../far/preset/node_modules/hookline-plugin-guard',
      'rules 0.9.0 ../far/rules',
    ]);
  });

  it('installs for the whole machine: plugins are those of the project, and never those beside Hookline', async () => {
    const prefix = path.join(folder, 'machine');
    const desk = project('npm-global', { 'hooks.toml': CONFIG });
    const machine = { ...desk, env: { ...desk.env, npm_config_prefix: prefix } };
    const hookline = path.join(prefix, 'bin/hookline');
    await type(machine, `npm install --global ${WANTED}`);
    const refused = await type(desk, `${hookline} validate`, 1);
    const beside = `but not in ${prefix}/lib/node_modules, where Hookline itself is installed`;
    expect(refused.stdout.match(/^ {2}(?:expected|fix).*$/gm)).toEqual([
      `  expected  one of the packages @acme/hookline-preset (looked for from ${desk.cwd}, ${beside})`,
      '  fix       npm install --save-dev @acme/hookline-preset',
      `  expected  one of the packages @hookline/plugin-rules, hookline-plugin-rules (looked for from ${desk.cwd}, ${beside})`,
      '  fix       npm install --save-dev hookline-plugin-rules',
    ]);
    for (const [, fix = ''] of refused.stdout.matchAll(/^ {2}fix {7}(.*)$/gm)) await type(desk, fix);
    await uses(
      desk,
      ['guard 1.0.0 node_modules/hookline-plugin-guard', 'rules 1.0.0 node_modules/hookline-plugin-rules'],
      hookline,
    );
  });
});

/** Where a package manager keeps a copy that others only link to; its name has a hash, or the versions around it. */
const stored = (short: string, store: string): string =>
  expect.stringMatching(new RegExp(`^${short} 1\\.0\\.0 ${store}$`));

describe('pnpm', PATIENT, () => {
  const store =
    '\\S*node_modules/\\.pnpm/hookline-plugin-\\w+@1\\.0\\.0[^/]*/node_modules/hookline-plugin-\\w+';

  it('isolates: what the preset needs is found from the preset alone', async () => {
    const desk = project('pnpm', { 'hooks.toml': CONFIG });
    await type(desk, `pnpm add --save-dev ${WANTED}`);
    await uses(desk, [stored('guard', store), stored('rules', store)]);
  });

  it('links a workspace, for the one package that asks for it', async () => {
    const desk = project(
      'pnpm-workspace',
      {
        'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
        'packages/app/package.json': json({
          name: 'app',
          devDependencies: { ...ASKS, 'hookline-plugin-rules': 'workspace:*' },
        }),
        'packages/app/hooks.toml': CONFIG,
      },
      'packages/app',
    );
    unpack(path.join(desk.cwd, '../rules'), plugin('rules', '0.9.0'));
    await type(desk, 'pnpm install');
    await uses(desk, [stored('guard', store), 'rules 0.9.0 ../rules']);
  });
});

describe('yarn', PATIENT, () => {
  it("is refused with Plug'n'Play, with what to do; then works with node_modules, hoisted or linked", async () => {
    const desk = project('yarn', { 'hooks.toml': CONFIG, 'yarn.lock': '' });
    await type(desk, `yarn add --dev ${WANTED}`);
    const fix = 'Set nodeLinker: node-modules in .yarnrc.yml, then: yarn install';
    const refused = await type(desk, 'yarn hookline validate', 1);
    expect(refused.stdout).toContain('Preset "@acme" was not found.');
    expect(refused.stdout).toContain(fix);
    // Without plugins the agent could not start it, either.
    writeFileSync(
      path.join(desk.cwd, 'hooks.toml'),
      '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["true"]\n',
    );
    const install = await type(desk, 'yarn hookline install --trust --yes', 1);
    expect(install.stderr).toContain('The agent could not start this Hookline');
    expect(install.stderr).toContain(fix);

    writeFileSync(path.join(desk.cwd, 'hooks.toml'), CONFIG);
    writeFileSync(path.join(desk.cwd, '.yarnrc.yml'), 'nodeLinker: node-modules\n');
    await type(desk, 'yarn install');
    await uses(desk, [
      'guard 1.0.0 node_modules/hookline-plugin-guard',
      'rules 1.0.0 node_modules/hookline-plugin-rules',
    ]);

    writeFileSync(path.join(desk.cwd, '.yarnrc.yml'), 'nodeLinker: pnpm\n');
    await type(desk, 'yarn install');
    const store = 'node_modules/\\.store/hookline-plugin-\\w+-virtual-\\w+/package';
    await uses(desk, [stored('guard', store), stored('rules', store)]);
  });
});
