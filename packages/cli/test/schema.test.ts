/** `hookline schema`, as a person types it: where the file goes, what is said, what is left alone. */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';

const plugins = fileURLToPath(new URL('../../../plugins/', import.meta.url));
const FILE = 'project/.codex/hookline.schema.json';
const HOOKS = '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["true"]\n';

type Schema = {
  readonly title: string;
  readonly properties: { readonly plugins: { readonly properties: Readonly<Record<string, object>> } };
  readonly definitions: Readonly<Record<string, { readonly properties?: Record<string, unknown> }>>;
};
const read = (text: string | undefined): Schema => JSON.parse(text ?? '');
const pluginNames = (schema: Schema): readonly string[] => Object.keys(schema.properties.plugins.properties);

/** A package whose code leaves a mark when anybody imports it. */
const marking = (name: string, more: object, mark: string): Readonly<Record<string, string>> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({
    name,
    type: 'module',
    exports: './index.js',
    hookline: { kind: 'plugin', events: [], ...more },
  }),
  [`node_modules/${name}/index.js`]: `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(mark)}, '');`,
});

describe('hookline schema', () => {
  it('writes the file, says how to refer to it, and says when it is up to date', async () => {
    const someone = person({ 'hooks.toml': HOOKS });
    const run = await someone.hookline(['schema']);
    expect(run).toEqual({
      code: 0,
      stdout:
        'Wrote .codex/hookline.schema.json\nPut this at the top of hooks.toml: #:schema ./.codex/hookline.schema.json\n',
      stderr: '',
    });
    const files = someone.files();
    expect(Object.keys(files)).toEqual(expect.arrayContaining([FILE]));
    expect(Object.keys(files)).toHaveLength(2);
    expect(read(files[FILE]).title).toBe('Hookline configuration');

    expect((await someone.hookline(['schema'])).stdout).toBe('.codex/hookline.schema.json is up to date.\n');
    expect(await someone.hookline(['schema', '--check'])).toMatchObject({ code: 0, stderr: '' });
    const printed = await someone.hookline(['schema', '--stdout']);
    expect(printed.stdout).toBe(files[FILE]);
  });

  it('fails with --check, writes nothing, and says what to run', async () => {
    const someone = person({ 'hooks.toml': HOOKS });
    expect(await someone.hookline(['schema', '--check'])).toEqual({
      code: 1,
      stdout: '',
      stderr: '.codex/hookline.schema.json is not there. Run: npx hookline schema\n',
    });
    someone.write('.codex/hookline.schema.json', '{ "title": "Hookline configuration" }');
    const stale = await someone.hookline(['schema', '--check']);
    expect(stale).toMatchObject({ code: 1, stderr: expect.stringContaining('is not up to date. Run: npx') });
    expect(someone.files()[FILE]).toBe('{ "title": "Hookline configuration" }');
    expect((await someone.hookline(['schema'])).stdout).toContain('Wrote .codex/hookline.schema.json');
    expect((await someone.hookline(['schema', '--check'])).code).toBe(0);
  });

  it('knows an installed plugin by all of its names, and one without a schema by what it says', async () => {
    const mark = 'was-run';
    const someone = person({
      'hooks.toml': `${HOOKS}[plugins."./policy.mjs"]\n[plugins.gone]\n`,
      'policy.mjs': `import { writeFileSync } from 'node:fs'; writeFileSync('${mark}', '');`,
      ...marking('hookline-plugin-bare', { handlers: ['bare'] }, mark),
      ...marking('@acme/hookline-plugin', { schema: './schema.json' }, mark),
      'node_modules/@acme/hookline-plugin/schema.json': '{ "options": { "type": "object" } }',
      ...marking('hookline-plugin-outside', { schema: './../../../secret.json' }, mark),
      'secret.json': '{}',
      ...marking('hookline-plugin-lure', { schema: './schema.json' }, mark),
      'node_modules/hookline-plugin-lure/schema.json':
        '{ "options": { "$ref": "https://example.com/schema.json" } }',
    });
    const log = join(someone.project, 'node_modules/@hookline/plugin-session-log');
    mkdirSync(dirname(log), { recursive: true });
    cpSync(join(plugins, 'session-log'), log, { recursive: true });

    const { code, stderr } = await someone.hookline(['schema']);
    expect(code).toBe(0);
    expect(stderr.trimEnd().split('\n').sort()).toEqual([
      'note: Anything goes for "./policy.mjs": it is a file, and only a package ships a schema.',
      'note: Anything goes for "gone": it is not installed.',
      'note: Anything goes for "hookline-plugin-bare": it ships no schema ("schema" in the "hookline" of its package.json).',
      'note: Anything goes for "hookline-plugin-lure": its schema is not used: it refers to "https://example.com/schema.json", which is not in it.',
      'note: Anything goes for "hookline-plugin-outside": "schema" of its package.json leads out of the package: ./../../../secret.json.',
    ]);
    const schema = read(someone.files()[FILE]);
    expect([...pluginNames(schema)].sort()).toEqual([
      '@acme',
      '@acme/hookline-plugin',
      '@hookline/plugin-session-log',
      '@hookline/session-log',
      'session-log',
    ]);
    expect(Object.keys(someone.files()).filter((file) => file.endsWith(mark))).toEqual([]);
  });

  it('is the same for everybody: the own files of a person do not count', async () => {
    const someone = person({
      'hooks.toml': HOOKS,
      'hooks.local.toml': '[plugins."./mine.mjs"]\n',
      'mine.mjs': '',
    });
    const alone = await someone.hookline(['schema', '--stdout']);
    someone.write('hooks.toml', '[plugins."./own.mjs"]\n', someone.codexHome);
    someone.write('own.mjs', '', someone.codexHome);
    expect(await someone.hookline(['schema', '--stdout'])).toEqual(alone);
    expect(alone.stderr).toBe('');
  });

  it('is kept beside the file of a person, for which their own plugins count', async () => {
    const someone = person();
    someone.write('hooks.toml', `${HOOKS}[plugins."./own.mjs"]\n`, someone.codexHome);
    someone.write('own.mjs', '', someone.codexHome);
    const run = await someone.hookline(['schema', '--scope', 'user']);
    expect(run.stderr).toContain('"./own.mjs"');
    expect(run.stdout).toContain(`Wrote ${join(someone.codexHome, 'hookline.schema.json')}`);
    expect(run.stdout).toContain('#:schema ./hookline.schema.json');
    const named = await someone.hookline([
      'schema',
      '--check',
      '--config',
      join(someone.codexHome, 'hooks.toml'),
    ]);
    expect(named).toMatchObject({ code: 0, stdout: expect.stringContaining('is up to date.') });
  });

  it('follows --config and --out, and says what a JSON and a YAML file have to hold', async () => {
    const someone = person({ 'a/team.json': '{ "hooks": {} }', '.hooklinerc.yaml': 'hooks: {}\n' });
    const run = await someone.hookline(['schema', '--config', 'a/team.json', '--out', 'a/own.json']);
    expect(run.stdout).toBe(
      'Wrote a/own.json\nPut this at the top of a/team.json: "$schema": "./own.json",\n',
    );
    expect((await someone.hookline(['schema'])).stdout).toContain(
      '.hooklinerc.yaml: # yaml-language-server: $schema=./.codex/hookline.schema.json\n',
    );
  });

  it('is one file for the whole repository, from whichever folder', async () => {
    const someone = person({ 'sub/hooks.toml': HOOKS });
    const run = await someone.hookline(['schema'], { cwd: join(someone.project, 'sub') });
    expect(run.stdout).toContain('top of hooks.toml: #:schema ../.codex/hookline.schema.json');
    expect(Object.keys(someone.files())).toContain(FILE);
  });

  it('is written beside a configuration that cannot be read, to help with its repair', async () => {
    const someone = person({ 'hooks.toml': 'x = \n' });
    const run = await someone.hookline(['schema']);
    expect(run).toMatchObject({
      code: 0,
      stderr: 'note: hooks.toml could not be read, so what it names is missing: npx hookline validate\n',
    });
    expect(read(someone.files()[FILE]).definitions['entryKeys']?.properties).toHaveProperty('event');
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, number, string]>([
    [
      'another file in its place',
      ['--out', 'package.json'],
      { 'package.json': '{}' },
      1,
      'package.json is something else',
    ],
    ['a folder in its place', ['--out', 'a'], { 'a/b': '' }, 1, 'a is something else than a schema'],
    ['a file as its folder', [], { '.codex': '' }, 1, 'cannot be kept in'],
    ['--stdout with a file', ['--stdout', '--out', 'x.json'], {}, 64, '--stdout writes no file'],
    ['--stdout with --check', ['--stdout', '--check'], {}, 64, '--stdout writes no file'],
    [
      'two ways to say which',
      ['--scope', 'user', '--config', 'x'],
      {},
      64,
      'either --scope user or --config',
    ],
    ['a file that is not there', ['--config', 'nowhere.toml'], {}, 1, 'nowhere.toml'],
  ])('changes nothing and says why: %s', async (_, args, files, code, why) => {
    const someone = person(files);
    const before = someone.files();
    const run = await someone.hookline(['schema', ...args]);
    expect(run.stderr).toContain(why);
    expect(run.code).toBe(code);
    expect(someone.files()).toEqual(before);
  });

  it('leaves nothing behind when a link leads to it', async () => {
    const someone = person({ 'hooks.toml': HOOKS });
    const outside = someone.write('theirs.json', '{ "title": "Hookline configuration" }', someone.root);
    mkdirSync(join(someone.project, '.codex'));
    symlinkSync(outside, join(someone.project, '.codex/hookline.schema.json'));
    await someone.hookline(['schema']);
    // The link was replaced, what it led to was not.
    expect(someone.files()['theirs.json']).toBe('{ "title": "Hookline configuration" }');
    expect((await someone.hookline(['schema', '--check'])).code).toBe(0);
  });
});
