/** What is said of a package that is not there, or that was made for something else. */
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PUBLISHED } from '../src/names/published-names.ts';
import { tempProject } from './temp-project.ts';

const SLACK = { 'hooks.toml': '[plugins.slack]\n' };

function guard(more: object) {
  return {
    'hooks.toml': '[plugins.guard]\n',
    'node_modules/hookline-plugin-guard/package.json': {
      name: 'hookline-plugin-guard',
      version: '2.0.0',
      exports: './index.js',
      hookline: { kind: 'plugin', events: ['exec.before'] },
      ...more,
    },
    'node_modules/hookline-plugin-guard/index.js': '',
  };
}

async function fixOf(files: Readonly<Record<string, string | object>>): Promise<string | undefined> {
  const { problems } = await tempProject(files).load({ runCode: false });
  expect(problems).toHaveLength(1);
  return problems[0]?.fix;
}

describe('a plugin that is not installed is answered with the command', () => {
  it.each<readonly [string, Readonly<Record<string, string | object>>, string]>([
    ['nothing', {}, 'npm install --save-dev hookline-plugin-slack'],
    ['package-lock.json', { 'package-lock.json': {} }, 'npm install --save-dev hookline-plugin-slack'],
    ['pnpm-lock.yaml', { 'pnpm-lock.yaml': '' }, 'pnpm add -D hookline-plugin-slack'],
    [
      'a pnpm workspace',
      { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' },
      'pnpm add -Dw hookline-plugin-slack',
    ],
    ['yarn.lock', { 'yarn.lock': '' }, 'yarn add -D hookline-plugin-slack'],
    ['bun.lock', { 'bun.lock': '' }, 'bun add -D hookline-plugin-slack'],
    [
      'packageManager, which says more than a lock file',
      { 'package.json': { packageManager: 'pnpm@12.21.0' }, 'yarn.lock': '' },
      'pnpm add -D hookline-plugin-slack',
    ],
    [
      'the package of a preset, which has to bring it along',
      { 'package.json': { hookline: { kind: 'preset' } } },
      'npm install hookline-plugin-slack',
    ],
    [
      'the package of a preset and pnpm',
      { 'package.json': { hookline: { kind: 'preset' } }, 'pnpm-lock.yaml': '' },
      'pnpm add hookline-plugin-slack',
    ],
  ])('of the project: %s', async (_, files, fix) => {
    expect(await fixOf({ ...SLACK, ...files })).toBe(fix);
  });

  it('of the repository, from a folder below its lock file', async () => {
    const project = tempProject({ 'pnpm-lock.yaml': '', 'app/hooks.toml': '[plugins.slack]\n' });
    const { problems } = await project.load({ cwd: join(project.root, 'app'), runCode: false });
    expect(problems[0]?.fix).toBe('pnpm add -D hookline-plugin-slack');
  });

  it('that puts it where the own layer of a person looks', async () => {
    const project = tempProject();
    project.writeHome('.hookline/hooks.toml', '[plugins.slack]\n');
    const { problems } = await project.load({ runCode: false });
    expect(problems[0]?.fix).toBe(
      `npm install --prefix ${join(project.home, '.hookline')} hookline-plugin-slack`,
    );
  });

  it('that installs what package.json asks for already', async () => {
    expect(
      await fixOf({
        ...SLACK,
        'package.json': { devDependencies: { 'hookline-plugin-slack': '^1.0.0' } },
        'pnpm-lock.yaml': '',
      }),
    ).toBe('package.json asks for hookline-plugin-slack, but it is not installed. Run: pnpm install');
  });

  it('that installs what a preset from elsewhere asks for, and where', async () => {
    const project = tempProject({ 'hooks.toml': '[hooks]\nextends = ["team"]\n' });
    const team = join(project.home, 'team');
    project.writeHome('team/package.json', {
      name: 'hookline-preset-team',
      exports: './preset.toml',
      hookline: { kind: 'preset' },
      dependencies: { 'hookline-plugin-slack': '^1.0.0' },
    });
    project.writeHome('team/preset.toml', '[plugins.slack]\n');
    mkdirSync(join(project.root, 'node_modules'));
    symlinkSync(team, join(project.root, 'node_modules/hookline-preset-team'));
    expect((await project.load({ runCode: false })).problems).toMatchObject([
      {
        file: join(team, 'preset.toml'),
        fix: `hookline-preset-team asks for hookline-plugin-slack, but it is not installed. Run in ${team}: npm install`,
      },
    ]);
  });

  it('and with the place of the one beside Hookline itself, which is no place of the project', async () => {
    const project = tempProject({ 'hooks.toml': '[plugins.session-log]\n' });
    const { problems } = await project.load({ runCode: false });
    const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
    expect(problems).toMatchObject([
      {
        expected: `one of the packages @hookline/plugin-session-log, hookline-plugin-session-log (looked for from ${project.root}, but not in ${modules}, where Hookline itself is installed)`,
        fix: 'npm install --save-dev @hookline/plugin-session-log',
      },
    ]);
  });

  it("and with what to do about Yarn's Plug'n'Play", async () => {
    expect(await fixOf({ ...SLACK, 'yarn.lock': '', '.pnp.cjs': 'throw new Error("was run")' })).toContain(
      'Set nodeLinker: node-modules in .yarnrc.yml',
    );
  });

  it.each([
    [
      '[plugins.sesion-log]\n',
      'Did you mean "session-log"? npm install --save-dev @hookline/plugin-session-log',
    ],
    ['[plugins.session-log]\n', 'npm install --save-dev @hookline/plugin-session-log'],
    [
      '[hooks]\nextends = ["recomended"]\n',
      'Did you mean "recommended"? npm install --save-dev @hookline/preset-recommended',
    ],
  ])("and Hookline's own, by their names: %j", async (config, fix) => {
    expect(await fixOf({ 'hooks.toml': config })).toBe(fix);
  });

  it('knows all that Hookline publishes', () => {
    const folders = readdirSync(new URL('../../../plugins', import.meta.url));
    expect(folders.filter((name) => !name.startsWith('preset-')).sort()).toEqual([...PUBLISHED.plugin]);
    expect(
      folders.flatMap((name) => (name.startsWith('preset-') ? [name.slice('preset-'.length)] : [])).sort(),
    ).toEqual([...PUBLISHED.preset]);
  });
});

describe('a plugin that was made for something else', () => {
  it('is an error when it is another Hookline, at the line that names it', async () => {
    const project = tempProject(guard({ peerDependencies: { '@hookline/core': '^9.0.0' } }));
    const loaded = await project.load({ runCode: false });
    expect(loaded.broken).toBe(true);
    expect(loaded.config.plugins).toEqual([]);
    expect(loaded.problems).toMatchObject([
      {
        code: 'HOOKLINE_PLUGIN_INVALID',
        line: 1,
        message: 'hookline-plugin-guard 2.0.0 is made for another version of Hookline.',
        expected: expect.stringMatching(/^Hookline \^9\.0\.0; this is \d/),
        fix: expect.stringContaining('npm view hookline-plugin-guard versions'),
      },
    ]);
    expect(loaded.inputs.map(({ path }) => path)).toContain(
      join(project.root, 'node_modules/hookline-plugin-guard/package.json'),
    );
  });

  it('is a warning when it is another Node', async () => {
    const loaded = await tempProject(guard({ engines: { node: '^1.0.0' } })).load({ runCode: false });
    expect(loaded.broken).toBe(false);
    expect(loaded.config.plugins).toHaveLength(1);
    expect(loaded.problems).toMatchObject([
      {
        severity: 'warning',
        message: 'hookline-plugin-guard 2.0.0 does not say that it runs on this Node.',
        expected: `Node ^1.0.0; this is ${process.versions.node}`,
      },
    ]);
  });

  it.each(['*', 'workspace:^', 'latest', '>=0.0.0-0'])('is none when it asks for %j', async (range) => {
    const loaded = await tempProject(
      guard({ peerDependencies: { '@hookline/core': range }, engines: { node: '>=22' } }),
    ).load({ runCode: false });
    expect(loaded.problems).toEqual([]);
  });

  it('counts for presets, too', async () => {
    const project = tempProject({
      'hooks.toml': '[hooks]\nextends = ["team"]\n',
      'node_modules/hookline-preset-team/package.json': {
        name: 'hookline-preset-team',
        version: '1.0.0',
        exports: './index.js',
        hookline: { kind: 'preset' },
        peerDependencies: { '@hookline/core': '^9.0.0' },
      },
      'node_modules/hookline-preset-team/index.js': 'export default {};',
    });
    expect((await project.load()).problems).toMatchObject([
      { severity: 'error', message: 'hookline-preset-team 1.0.0 is made for another version of Hookline.' },
    ]);
  });
});
