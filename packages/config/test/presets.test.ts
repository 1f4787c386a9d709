/** Presets that extend presets: what is read, in which order, who wins, and what is said when it does not work out. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, plugin, preset, presetInCode } from './preset-packages.ts';
import { lines, type TempProject, tempProject } from './temp-project.ts';

const hook = (name: string, more = ''): string =>
  `[[hooks.exec]]\nevent = "exec.before"\ncommand = ["true"]\ndescription = "${name}"\n${more}\n`;

const extending = (...names: readonly string[]): string => `[hooks]\nextends = ${JSON.stringify(names)}\n`;

/** What is in force, by the names of the hooks. */
async function hooksOf(project: TempProject): Promise<readonly string[]> {
  const { config, problems } = await project.load();
  expect(problems).toEqual([]);
  return config.entries.map(({ name }) => name);
}

describe('presets that extend presets', () => {
  it('are found from the file that names them, though nothing is hoisted', async () => {
    const project = tempProject({
      'hooks.toml': `${extending('@acme')}${hook('repository')}`,
      ...preset('@acme/hookline-preset', `${extending('@acme/base')}${hook('team')}`, {
        ...preset(
          '@acme/hookline-preset-base',
          `${extending('./rules/first.toml')}${hook('base')}[plugins.house]\nfrom = "base"\n`,
          { ...plugin('hookline-plugin-house', '3.0.0'), 'rules/first.toml': hook('first') },
        ),
      }),
      // The one that the repository would find.
      ...plugin('hookline-plugin-house', '1.0.0'),
    });
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.entries.map(({ name, origin }) => [name, origin.layer])).toEqual([
      ['first', 'preset ./rules/first.toml'],
      ['base', 'preset @acme/hookline-preset-base'],
      ['team', 'preset @acme/hookline-preset'],
      ['repository', 'project'],
    ]);
    const folder = join(project.root, 'node_modules/@acme/hookline-preset/node_modules');
    expect(loaded.config.plugins).toMatchObject([
      {
        version: '3.0.0',
        module: join(folder, '@acme/hookline-preset-base/node_modules/hookline-plugin-house/index.js'),
      },
    ]);
    expect((await loaded.origins()).layers.map(({ via }) => via.length)).toEqual([3, 2, 1, 0]);
  });

  it('count in the order of "extends": the last one is the strongest, and the file itself stronger', async () => {
    const files: Files = {
      ...preset('hookline-preset-one', `[hooks]\ntimeout_seconds = 1\nresume_limit = 1\n${hook('one')}`),
      ...preset('hookline-preset-two', `[hooks]\ntimeout_seconds = 2\nresume_limit = 2\n${hook('two')}`),
    };
    const project = tempProject({ ...files, 'hooks.toml': extending('one', 'two') });
    expect(await hooksOf(project)).toEqual(['one', 'two']);
    expect((await project.load()).config.settings).toMatchObject({ timeoutMs: 2000, resumeLimit: 2 });
    project.write('hooks.toml', `${extending('two', 'one')}resume_limit = 3\n`);
    expect(await hooksOf(project)).toEqual(['two', 'one']);
    expect((await project.load()).config.settings).toMatchObject({ timeoutMs: 1000, resumeLimit: 3 });
  });

  it('are read once where two ways lead to one, and stand where they are met first', async () => {
    const project = tempProject({
      ...preset('hookline-preset-base', `[hooks]\ntimeout_seconds = 1\n${hook('base')}`),
      ...preset('hookline-preset-left', `${extending('base')}timeout_seconds = 2\n${hook('left')}`),
      ...preset('hookline-preset-right', `${extending('base')}${hook('right')}`),
      'hooks.toml': extending('left', 'right'),
    });
    expect(await hooksOf(project)).toEqual(['base', 'left', 'right']);
    const { config } = await project.load();
    expect(config.files.filter((file) => file.includes('preset-base'))).toHaveLength(1);
    expect(config.settings.timeoutMs).toBe(2000);
  });

  it('that are two copies of one run their hooks twice, but those that have an id', async () => {
    const base = preset('hookline-preset-base', `${hook('with', 'id = "with"')}${hook('without')}`);
    const project = tempProject({
      ...preset('hookline-preset-left', extending('base'), base),
      ...preset('hookline-preset-right', extending('base'), base),
      'hooks.toml': extending('left', 'right'),
    });
    expect(await hooksOf(project)).toEqual(['without', 'with', 'without']);
  });

  it('may be data or code, in one chain', async () => {
    const project = tempProject({
      ...presetInCode('hookline-preset-code', {
        hooks: {
          extends: ['data'],
          timeout_seconds: 3,
          exec: [{ event: 'exec.before', command: 'true', description: 'code' }],
        },
      }),
      ...preset('hookline-preset-data', hook('data')),
      'hooks.toml': extending('code'),
    });
    expect(await hooksOf(project)).toEqual(['data', 'code']);
    const unread = await project.load({ runCode: false });
    expect(unread).toMatchObject({ broken: false, complete: false, config: { entries: [] } });
    expect(lines(unread, project.root)).toEqual([
      'warning node_modules/hookline-preset-code/index.js This configuration was not read, because it is code and running code is not allowed here.',
    ]);
  });

  it('may be local files that extend each other', async () => {
    const project = tempProject({
      'hooks.toml': '[hooks]\nextends = "./team/base.toml"\n',
      'team/base.toml': '[hooks]\nextends = ["./more.json"]\n',
      'team/more.json': { hooks: { exec: [{ event: 'exec.before', command: 'echo' }] } },
    });
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.entries).toMatchObject([
      { baseDir: join(project.root, 'team'), origin: { layer: 'preset ./more.json', line: 4 } },
    ]);
  });

  it('that extend each other in a circle are an error that names the chain', async () => {
    const project = tempProject({
      'hooks.toml': extending('@acme'),
      ...preset('@acme/hookline-preset', `${extending('rules')}${hook('team')}`),
      ...preset('hookline-preset-rules', extending('@acme')),
    });
    const loaded = await project.load();
    expect(loaded.problems).toMatchObject([
      {
        code: 'HOOKLINE_CONFIG_EXTENDS_CYCLE',
        file: join(project.root, 'node_modules/hookline-preset-rules/preset.toml'),
        line: 2,
        column: 12,
        message: `Presets extend each other in a circle: ${join(project.root, 'hooks.toml')} -> @acme/hookline-preset -> hookline-preset-rules -> @acme/hookline-preset.`,
        fix: 'Take one of these out of the "extends" that names it.',
      },
    ]);
    // What is wrong may have hidden a gate.
    expect(loaded.mayRequire('exec.before')).toBe(true);
  });

  it.each([
    ['extends itself', { 'hooks.toml': extending('./hooks.toml') }],
    [
      'is extended by its preset',
      { 'hooks.toml': extending('./team.toml'), 'team.toml': extending('./hooks.toml') },
    ],
  ])('are in a circle, too, where the configuration %s', async (_, files) => {
    expect((await tempProject(files).load()).problems).toMatchObject([
      { code: 'HOOKLINE_CONFIG_EXTENDS_CYCLE', message: expect.stringMatching(/ -> \.\/hooks\.toml\.$/) },
    ]);
  });

  it('may not be chained more than ten levels deep', async () => {
    const files: Record<string, string> = { 'hooks.toml': extending('./0.toml') };
    for (let level = 0; level < 12; level++) files[`${level}.toml`] = extending(`./${level + 1}.toml`);
    const project = tempProject({ ...files, '12.toml': '' });
    expect((await project.load()).problems).toMatchObject([{ code: 'HOOKLINE_CONFIG_EXTENDS_CYCLE' }]);
  });
});

describe('a preset that is not there', () => {
  it.each<readonly [string, Files, string]>([
    ['@acme', {}, 'npm install --save-dev @acme/hookline-preset'],
    ['@acme/base', {}, 'npm install --save-dev @acme/base'],
    ['team', {}, 'npm install --save-dev hookline-preset-team'],
    ['@acmee', preset('@acme/hookline-preset', ''), 'Did you mean "@acme"?'],
    ['@acme/bas', preset('@acme/hookline-preset-base', ''), 'Did you mean "@acme/base"?'],
    ['@acme/hookline-prest', preset('@acme/hookline-preset', ''), 'Did you mean "@acme/hookline-preset"?'],
    ['taem', preset('hookline-preset-team', ''), 'Did you mean "team"?'],
    [
      'house',
      plugin('hookline-plugin-house'),
      'There is a plugin of this name: write [plugins.hookline-plugin-house].',
    ],
    ['hookline-plugin-house', plugin('hookline-plugin-house'), 'There is a plugin of this name'],
    ['session-log', {}, 'There is a plugin of this name: write [plugins.session-log].'],
  ])('%j: what to do is said, in the line that names it', async (name, files, fix) => {
    const loaded = await tempProject({ ...files, 'hooks.toml': extending(name) }).load();
    expect(loaded.problems).toMatchObject([
      {
        code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
        line: 2,
        message: `Preset "${name}" was not found.`,
        fix: expect.stringContaining(fix),
      },
    ]);
    expect(loaded.mayRequire('exec.before')).toBe(true);
  });

  it('is looked for from the preset that names it, and reported there', async () => {
    const project = tempProject({
      'hooks.toml': extending('@acme'),
      ...preset('@acme/hookline-preset', extending('gone')),
    });
    const folder = join(project.root, 'node_modules/@acme/hookline-preset');
    expect((await project.load()).problems).toMatchObject([
      {
        file: join(folder, 'preset.toml'),
        line: 2,
        expected: `one of the packages @hookline/preset-gone, hookline-preset-gone (looked for from ${folder}, ${project.root})`,
      },
    ]);
  });

  it('is a plugin, where one is named in "extends"', async () => {
    const project = tempProject({
      'hooks.toml': extending('@acme/hookline-plugin-house'),
      ...plugin('@acme/hookline-plugin-house'),
    });
    expect((await project.load()).problems).toMatchObject([
      {
        code: 'HOOKLINE_PLUGIN_INVALID',
        line: 2,
        message: 'The package @acme/hookline-plugin-house is not a Hookline preset.',
        fix: 'It is a plugin: write [plugins."@acme/hookline-plugin-house"].',
      },
    ]);
  });

  it.each<readonly [string, Files, string]>([
    [
      '@acme/hookline-preset',
      preset('@acme/hookline-preset', ''),
      'It is a preset: write extends = ["@acme/hookline-preset"] under [hooks].',
    ],
    [
      'team',
      preset('hookline-preset-team', ''),
      'There is a preset of this name: write extends = ["hookline-preset-team"] under [hooks].',
    ],
    ['recommended', {}, 'There is a preset of this name: write extends = ["recommended"] under [hooks].'],
  ])('is a preset, where %j is named as a plugin', async (name, files, fix) => {
    const project = tempProject({ ...files, 'hooks.toml': `[plugins]\n"${name}" = true\n` });
    expect((await project.load()).problems).toMatchObject([{ line: 2, fix: expect.stringContaining(fix) }]);
  });
});

describe('the options of a plugin that several layers name', () => {
  const TEAM =
    '[plugins.house]\ntone = "strict"\ndeny = ["a", "b"]\nlimits = { lines = 10, files = 2 }\nmax_hits = 3\n';
  const house = (repository: string, more: Files = {}): TempProject =>
    tempProject({
      ...preset('@acme/hookline-preset', TEAM, plugin('hookline-plugin-house')),
      'hooks.toml': `${extending('@acme')}${repository}`,
      ...more,
    });

  it('are merged key by key; a list and a table inside are taken as a whole', async () => {
    const project = house('[plugins.house]\ndeny = ["c"]\nlimits = { lines = 20 }\nextra = true\n');
    const loaded = await project.load();
    expect(loaded.problems).toEqual([]);
    expect(loaded.config.plugins).toMatchObject([{ name: 'house', origin: { layer: 'project', line: 3 } }]);
    expect(loaded.config.plugins[0]?.options).toEqual({
      tone: 'strict',
      deny: ['c'],
      limits: { lines: 20 },
      max_hits: 3,
      extra: true,
    });
  });

  it('have the origin of the layer that says each, in every spelling of the plugin', async () => {
    const project = house('[plugins.hookline-plugin-house]\ndeny = ["c"]\n', {
      'hooks.local.toml': '[plugins.house]\ntone = "mild"\n',
    });
    const loaded = await project.load();
    const [found] = loaded.config.plugins;
    const written = found && (await loaded.origins()).plugins.get(found);
    expect(written?.also.map(({ layer }) => layer)).toEqual(['project', 'preset @acme/hookline-preset']);
    expect(
      Object.entries(written?.options ?? {}).map(([key, { layer, line }]) => `${key}: ${layer}:${line}`),
    ).toEqual([
      'tone: local:2',
      'deny: project:4',
      'limits: preset @acme/hookline-preset:4',
      'max_hits: preset @acme/hookline-preset:5',
    ]);
  });

  it('are wrong where they are written, also in the file of another layer', async () => {
    const project = house('[plugins.house]\ntone = "mild"\nmax_tries = "many"\n', {
      'hooks.local.toml': '[plugins.house]\ntone = "none"\n',
    });
    project.write('node_modules/@acme/hookline-preset/preset.toml', TEAM.replace('= 3', '= "three"'));
    expect(lines(await project.load(), project.root)).toEqual([
      'error hooks.toml:5:13 "max_tries": must be a number.',
      'error node_modules/@acme/hookline-preset/preset.toml:5:12 "max_hits": must be a number.',
    ]);
  });

  it('are checked as they are together: what a stronger layer repairs is no problem', async () => {
    const project = house('[plugins.house]\nmax_hits = 4\n');
    project.write('node_modules/@acme/hookline-preset/preset.toml', TEAM.replace('= 3', '= "three"'));
    expect((await project.load()).problems).toEqual([]);
  });

  it('are wrong where each was written, when the plugin takes none', async () => {
    const project = house('[plugins.house]\nmore = 1\n');
    project.write(
      'node_modules/@acme/hookline-preset/node_modules/hookline-plugin-house/index.js',
      'export default { name: "house", events: [], setup() {} };',
    );
    project.write('node_modules/@acme/hookline-preset/preset.toml', '[plugins.house]\ntone = "strict"\n');
    const message = 'The plugin "house" takes no options.';
    expect(lines(await project.load(), project.root)).toEqual([
      `error hooks.toml:4:1 ${message}`,
      `error node_modules/@acme/hookline-preset/preset.toml:2:1 ${message}`,
    ]);
  });

  it.each([
    ['house = true\n', { max_hits: 3, tone: 'strict' }],
    ['[plugins.house]\ntone = "mild"\n', { max_hits: 3, tone: 'mild' }],
  ])('are there again when a later layer switches the plugin on again: %j', async (on, options) => {
    const project = house('[plugins]\nhouse = false\n');
    const off = await project.load();
    expect(off).toMatchObject({ problems: [], config: { plugins: [] } });
    expect((await off.origins()).notInForce).toMatchObject([
      { what: 'plugin', name: 'house', how: 'switched off', by: { layer: 'project', line: 4 } },
    ]);
    project.write('hooks.local.toml', on.startsWith('[') ? on : `[plugins]\n${on}`);
    const again = await project.load();
    expect(again).toMatchObject({
      problems: [],
      config: { plugins: [{ options, origin: { layer: 'local' } }] },
    });
    expect((await again.origins()).notInForce).toEqual([]);
  });

  it('are not asked for where the plugin is switched off, nor is the plugin', async () => {
    const project = house('[plugins]\ngone = false\nhouse = false\n');
    project.write(
      'node_modules/@acme/hookline-preset/preset.toml',
      '[plugins.gone]\n[plugins.house]\nmax_a = ""\n',
    );
    expect(await project.load()).toMatchObject({ problems: [], config: { plugins: [] } });
    project.write('hooks.toml', extending('@acme'));
    expect((await project.load()).problems.map(({ message }) => message)).toEqual([
      'Plugin "gone" was not found.',
      '"max_a": must be a number.',
    ]);
  });

  it('reach a file that only the preset has', async () => {
    const project = tempProject({
      ...preset('@acme/hookline-preset', '[plugins."./policy.mjs"]\nword = "a"\n', {
        'policy.mjs':
          "export default { name: 'p', events: [], options: { '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value }) } } };",
      }),
      'hooks.toml': `${extending('@acme')}[plugins."./policy.mjs"]\nmore = "b"\n`,
    });
    expect(await project.load()).toMatchObject({
      problems: [],
      config: {
        plugins: [
          {
            module: join(project.root, 'node_modules/@acme/hookline-preset/policy.mjs'),
            options: { word: 'a', more: 'b' },
          },
        ],
      },
    });
    project.write('hooks.toml', `${extending('@acme')}[plugins]\n"./policy.mjs" = false\n`);
    expect(await project.load()).toMatchObject({ problems: [], config: { plugins: [] } });
  });
});

describe('one hook of a preset', () => {
  const team = (repository: string): TempProject =>
    tempProject({
      ...preset('@acme/hookline-preset', `${hook('Scan', 'id = "scan"')}${hook('Format')}`),
      'hooks.toml': `${extending('@acme')}${repository}`,
    });

  it('is switched off by its id, and the others stay', async () => {
    const project = team('[[hooks.exec]]\nid = "scan"\nenabled = false\n');
    expect(await hooksOf(project)).toEqual(['Format']);
    expect((await (await project.load()).origins()).notInForce).toMatchObject([
      {
        name: 'scan',
        how: 'switched off',
        origin: { layer: 'preset @acme/hookline-preset' },
        by: { line: 3 },
      },
    ]);
  });

  it('is replaced as a whole by a hook of the same id', async () => {
    expect(await hooksOf(team(hook('Own scan', 'id = "scan"')))).toEqual(['Format', 'Own scan']);
  });

  it('is not switched off by a name that is not its id, and that is said', async () => {
    const loaded = await team('[[hooks.exec]]\nid = "scna"\nenabled = false\n').load();
    expect(loaded.config.entries).toHaveLength(2);
    expect(loaded.problems).toMatchObject([
      {
        severity: 'warning',
        line: 4,
        message: 'The id "scna" is not used by any entry, so nothing is switched off.',
        fix: 'Did you mean "scan"?',
      },
    ]);
  });
});
