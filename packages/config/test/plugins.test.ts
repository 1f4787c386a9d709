import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, tempProject } from './temp-project.ts';

const PLUGIN = `export default { name: 'guard', events: ['exec.before'], setup() {} };`;
const manifest = (name: string, hookline: object, more: object = {}) => ({
  name,
  version: '1.2.3',
  type: 'module',
  exports: { import: './index.js' },
  hookline,
  ...more,
});
const GUARD = {
  'node_modules/@hookline/plugin-guard/package.json': manifest('@hookline/plugin-guard', {
    kind: 'plugin',
    events: ['exec.before', 'SessionStart'],
  }),
  'node_modules/@hookline/plugin-guard/index.js': PLUGIN,
};
const SCHEMA = `export default { '~standard': { version: 1, vendor: 'own', validate(value) {
  if (value.level !== undefined && typeof value.level !== 'number') return { issues: [{ message: 'must be a number', path: ['level'] }] };
  return { value: { level: 3, ...value } };
} } };`;

describe('plugins', () => {
  it('are resolved by their short names, also when the package only offers import', async () => {
    const project = tempProject({ ...GUARD, 'hooks.toml': '[plugins.guard]\n' });
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.plugins).toEqual([
      {
        name: 'guard',
        packageName: '@hookline/plugin-guard',
        version: '1.2.3',
        module: join(project.root, 'node_modules/@hookline/plugin-guard/index.js'),
        format: 'module',
        events: ['exec.before', 'session_start'],
        kinds: [],
        options: {},
        origin: {
          file: join(project.root, 'hooks.toml'),
          line: 1,
          column: 1,
          path: 'plugins.guard',
          layer: 'project',
        },
      },
    ]);
  });

  it.each([
    ['policy.mjs', {}, 'module'],
    ['policy.js', { 'package.json': '{ "type": "module" }' }, 'module'],
    ['policy.js', { 'package.json': '{}' }, undefined],
    ['policy.cjs', { 'package.json': '{ "type": "module" }' }, undefined],
    ['policy.ts', { 'package.json': '{ "type": "module" }' }, undefined],
  ] as const)('say that %s beside %o is of the format %s', async (file, beside, format) => {
    const text = file.endsWith('.cjs') ? PLUGIN.replace('export default', 'module.exports =') : PLUGIN;
    const project = tempProject({ ...beside, [file]: text, 'hooks.toml': `[plugins."./${file}"]\n` });
    const loaded = await project.load();
    expect(loaded.config.plugins.map((plugin) => plugin.format)).toEqual([format]);
  });

  it('are found through the links of a workspace', async () => {
    const project = tempProject({
      'hooks.toml': '[plugins.guard]\n',
      'packages/guard/package.json': manifest('@hookline/plugin-guard', { kind: 'plugin', events: [] }),
      'packages/guard/index.js': PLUGIN,
    });
    mkdirSync(join(project.root, 'node_modules/@hookline'), { recursive: true });
    symlinkSync(
      join(project.root, 'packages/guard'),
      join(project.root, 'node_modules/@hookline/plugin-guard'),
    );
    const loaded = await project.load();
    expect(loaded.config.plugins[0]?.module).toBe(join(project.root, 'packages/guard/index.js'));
  });

  it('that are local files are relative to the file that names them', async () => {
    const project = tempProject({
      '.codex/hooks.toml': '[plugins."./policy.mjs"]\n',
      '.codex/policy.mjs': PLUGIN,
    });
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.plugins).toMatchObject([
      { module: join(project.root, '.codex/policy.mjs'), events: ['*'] },
    ]);
  });

  it('that are missing are reported with what was tried and what was meant', async () => {
    const project = tempProject({ ...GUARD, 'hooks.toml': '\n[plugins.gaurd]\n' });
    const loaded = await project.load();
    expect(loaded.broken).toBe(true);
    expect(loaded.problems).toMatchObject([
      {
        code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
        line: 2,
        column: 1,
        message: 'Plugin "gaurd" was not found.',
        expected: expect.stringContaining('@hookline/plugin-gaurd, hookline-plugin-gaurd'),
        fix: 'Did you mean "guard"? Otherwise: npm install --save-dev hookline-plugin-gaurd',
      },
    ]);
  });

  it('are switched off by a later layer, whatever the spelling', async () => {
    const project = tempProject({
      ...GUARD,
      'hooks.toml': '[plugins.guard]\n',
      'hooks.local.toml': '[plugins]\n"@hookline/plugin-guard" = false\n',
    });
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.plugins).toEqual([]);
  });

  it('that are files are switched off by what leads to the same file, or to none', async () => {
    const project = tempProject({
      'hooks.toml': '[plugins."./policy.mjs"]\n',
      'policy.mjs': PLUGIN,
      'app/policy.mjs': PLUGIN,
      'app/hooks.toml': '[plugins]\n"./policy.mjs" = false\n',
    });
    const inApp = { cwd: join(project.root, 'app') };
    const other = await project.load(inApp);
    expect(other.config.plugins).toHaveLength(1);
    expect(lines(other, project.root)).toEqual([
      'warning app/hooks.toml:2:1 No weaker layer has a plugin "./policy.mjs", so nothing is switched off.',
    ]);
    project.write('app/hooks.toml', '[plugins]\n"../policy.mjs" = false\n');
    expect(await project.load(inApp)).toMatchObject({ problems: [], config: { plugins: [] } });
  });

  it('that nobody has cannot be switched off, and the name that was meant is said', async () => {
    const project = tempProject({ ...GUARD, 'hooks.toml': '[plugins.guard]\n' });
    project.write('hooks.local.toml', '[plugins]\ngaurd = false\n');
    expect(await project.load()).toMatchObject({
      broken: false,
      problems: [
        {
          severity: 'warning',
          line: 2,
          column: 1,
          message: 'No weaker layer has a plugin "gaurd", so nothing is switched off.',
          fix: 'Did you mean "guard"?',
        },
      ],
    });
  });

  it.each(['schema', '() => schema', 'async () => ({ default: schema })'])(
    'have their options checked by a schema that is given as %s',
    async (given) => {
      const project = tempProject({
        'policy.mjs': `${SCHEMA.replace('export default', 'const schema =')}
export default { name: 'p', events: [], options: ${given} };`,
        'hooks.toml': '[plugins."./policy.mjs"]\nlevel = "high"\n',
      });
      expect(lines(await project.load(), project.root)).toEqual([
        'error hooks.toml:2:9 "level": must be a number.',
      ]);
    },
  );

  it.each(['3', '() => ({})', '() => undefined'])(
    'are told what their options must be instead of %s',
    async (given) => {
      const project = tempProject({
        'policy.mjs': `export default { name: 'p', events: [], options: ${given} };`,
        'hooks.toml': '[plugins."./policy.mjs"]\n',
      });
      expect((await project.load()).problems[0]?.message).toContain('options: () => import("./options.js")');
    },
  );

  it.each([
    ["z.string().startsWith('/')", '"value" must be a text that starts with "/", not the text "x".'],
    ["z.string().endsWith('.db')", '"value" must be a text that ends with ".db", not the text "x".'],
    ["z.string().includes('@')", '"value" must be a text that has "@" in it, not the text "x".'],
    ['z.string().regex(/^[0-9]+$/)', '"value" must be a text that fits /^[0-9]+$/, not the text "x".'],
    ["z.string().regex(/^#/, 'Write a colour like #fff.')", '"value": Write a colour like #fff.'],
    [
      "z.string().min(3, { error: 'Three letters, as in ISO 4217' })",
      '"value": Three letters, as in ISO 4217.',
    ],
    ["z.enum(['deny', 'ask'], 'Either deny or ask.')", '"value": Either deny or ask.'],
  ])('are told what %s wants, in the words of its author where there are some', async (schema, message) => {
    const project = tempProject({
      'policy.mjs': `export default { name: 'p', events: [], options: () => import('./schema.mjs') };`,
      'schema.mjs': `import { z } from '${import.meta.resolve('zod')}';
export default z.strictObject({ value: ${schema} });`,
      'hooks.toml': '[plugins."./policy.mjs"]\nvalue = "x"\n',
    });
    expect(lines(await project.load(), project.root)).toEqual([`error hooks.toml:2:9 ${message}`]);
  });

  it('have their options checked, where ${NAME} passes for anything', async () => {
    const project = tempProject({
      'policy.mjs': `export default { name: 'p', events: [], options: () => import('./schema.mjs') };`,
      'schema.mjs': SCHEMA,
      'hooks.toml': '[plugins."./policy.mjs"]\nlevel = "high"\n',
    });
    expect(lines(await project.load(), project.root)).toEqual([
      'error hooks.toml:2:9 "level": must be a number.',
    ]);
    project.write('hooks.toml', '[plugins."./policy.mjs"]\nlevel = "${LEVEL}"\n');
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.plugins[0]?.options).toEqual({ level: '${LEVEL}' });
  });

  it('are not imported when code may not run', async () => {
    const project = tempProject({
      'hooks.toml': '[plugins."./policy.mjs"]\n',
      'policy.mjs': 'throw new Error("was run");',
      'hookline.config.local.mjs': 'throw new Error("was run");',
    });
    const loaded = await project.load({ runCode: false });
    expect(loaded.broken).toBe(false);
    expect(loaded.complete).toBe(false);
    expect(lines(loaded, project.root)).toEqual([
      'warning hookline.config.local.mjs This configuration was not read, because it is code and running code is not allowed here.',
    ]);
    expect((await project.load()).problems).toHaveLength(2);
  });

  it('of the user never come from the project', async () => {
    const project = tempProject(GUARD);
    project.writeHome('.codex/hooks.toml', '[plugins.guard]\n');
    expect((await project.load()).problems).toMatchObject([{ code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND' }]);
    mkdirSync(join(project.home, '.codex/node_modules/@hookline'), { recursive: true });
    symlinkSync(
      join(project.root, 'node_modules/@hookline/plugin-guard'),
      join(project.home, '.codex/node_modules/@hookline/plugin-guard'),
    );
    expect((await project.load()).problems).toMatchObject([{ code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND' }]);
  });

  it('bring kinds, events and categories of their own, which their manifest announces', async () => {
    const project = tempProject({
      'node_modules/hookline-plugin-deploy/package.json': manifest('hookline-plugin-deploy', {
        kind: 'plugin',
        events: ['deploy.before'],
        handlers: ['pager'],
      }),
      'node_modules/hookline-plugin-deploy/index.js': `export default { name: 'deploy', events: ['deploy.before'], handlers: [{
        type: 'pager', keys: ['number'], describe: () => 'call', run: async () => undefined,
        schema: async () => ({ default: { '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value }) } } }),
      }] };`,
      'hooks.toml': '[plugins.deploy]\n[[hooks.deploy]]\nevent = "deploy.before"\nnumber = "555"\n',
    });
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.entries).toMatchObject([
      { name: 'call', type: 'pager', events: ['deploy.before'], fields: { number: '555' }, mode: 'async' },
    ]);
    const looked = await project.load({ runCode: false });
    expect(looked.problems).toMatchObject([{ severity: 'warning', line: 2 }]);
    project.write(
      'hooks.toml',
      '[plugins.deploy]\n[[hooks.deploy]]\nevent = "deploy.before"\ntype = "pager"\nnumber = "5"\n',
    );
    expect((await project.load({ runCode: false })).config.entries).toMatchObject([
      { fields: { number: '5' } },
    ]);
  });

  it('that are presets are said to be presets, and other packages to be no plugins', async () => {
    const project = tempProject({
      'node_modules/hookline-plugin-a/package.json': manifest('hookline-plugin-a', { kind: 'preset' }),
      'node_modules/hookline-plugin-b/package.json': { name: 'hookline-plugin-b' },
      'hooks.toml': '[plugins]\na = true\nb = true\n',
    });
    expect((await project.load()).problems).toMatchObject([
      {
        code: 'HOOKLINE_PLUGIN_INVALID',
        line: 2,
        fix: 'It is a preset: write extends = ["hookline-plugin-a"] under [hooks].',
      },
      {
        code: 'HOOKLINE_PLUGIN_INVALID',
        line: 3,
        message: 'The package hookline-plugin-b is not a Hookline plugin.',
      },
    ]);
  });

  it.each([
    'https://example.com/p.mjs',
    'data:text/javascript,0',
    'git+https://example.com/p',
    '../../etc/none',
  ])('called %j are refused or not found, and nothing is run', async (name) => {
    const project = tempProject({ 'hooks.toml': `[plugins."${name}"]\n` });
    const loaded = await project.load();
    expect(loaded.broken).toBe(true);
    expect(loaded.config.plugins).toEqual([]);
  });
});
