import {
  chmodSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { approvalFile, type LoadedConfig, type LoadOptions, writeLock } from '../src/index.ts';
import { readSnapshot, writeSnapshot } from '../src/snapshot.ts';
import { type TempProject, tempProject } from './temp-project.ts';

const RAN = '__hooklineTrustTest';
const trace: string[] = [];
const ran = (): string[] => trace;

beforeAll(() => {
  Object.assign(globalThis, { [RAN]: trace });
});

/** A module that leaves a trace when it is run. Each test imports files of its own folder, so none is cached. */
const marks = (name: string, more = ''): string =>
  `globalThis[${JSON.stringify(RAN)}].push(${JSON.stringify(name)}); ${more}`;

const PLUGIN = marks(
  'policy',
  `import './lib/rules.mjs'; export default { name: 'policy', events: ['exec.before'] };`,
);

const FILES = {
  'hooks.toml': [
    '[[hooks.exec]]',
    'event = "exec.before"',
    'command = ["./check.sh"]',
    'required = true',
    '[[hooks.session]]',
    'event = "session_start"',
    'command = ["node", "tools/start"]',
    '[plugins."./policy.mjs"]',
  ].join('\n'),
  'check.sh': '#!/bin/sh\n',
  'tools/start': 'console.log(1)\n',
  'policy.mjs': PLUGIN,
  'lib/rules.mjs': marks('rules', `export const file = new URL('./rules.json', import.meta.url);`),
  'lib/rules.json': '{}',
  'notes.md': 'not run by anything',
};

interface Guarded extends TempProject {
  /** Loads as a hook does, without the switch that lets everything run. */
  hook(options?: Partial<LoadOptions>): Promise<LoadedConfig>;
  /** What `hookline trust` sees. */
  look(options?: Partial<LoadOptions>): Promise<NonNullable<LoadedConfig['review']>>;
  approve(): Promise<void>;
}

function guarded(files: Readonly<Record<string, string | object>> = FILES): Guarded {
  const project = tempProject(files);
  for (const [path, text] of Object.entries(files)) {
    if (typeof text === 'string' && text.startsWith('#!')) chmodSync(join(project.root, path), 0o755);
  }
  const env = { HOME: project.home };
  const hook: Guarded['hook'] = (options = {}) => project.load({ env, ...options });
  const look: Guarded['look'] = async (options = {}) => {
    const { review } = await hook({ runCode: false, ...options });
    if (!review) throw new Error('There is no review.');
    return review;
  };
  return { ...project, hook, look, approve: async () => (await look()).approve(new Date()) };
}

const pathsOf = (review: NonNullable<LoadedConfig['review']>, what?: string): readonly string[] =>
  review.changes.filter((change) => what === undefined || change.what === what).map(({ item }) => item.path);

describe('a project that nobody approved', () => {
  it('is left out whole, none of its code is run, and what it requires is known', async () => {
    const project = guarded();
    ran().length = 0;
    const loaded = await project.hook();
    expect(loaded.config).toMatchObject({ entries: [], plugins: [], files: [] });
    expect(loaded.waiting).toMatchObject({
      root: project.root,
      required: { events: ['exec.before'], any: false },
    });
    expect(loaded.waiting).not.toHaveProperty('approvedAt');
    expect(ran()).toEqual([]);
  });

  it('is collected whole: configurations, scripts, modules and what they read', async () => {
    const review = await guarded().look();
    expect(review.items.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'config hooks.toml',
      'script check.sh',
      'script tools/start',
      'code lib/rules.json',
      'code lib/rules.mjs',
      'code policy.mjs',
    ]);
    expect(review.approved).toBe(false);
  });

  it('keeps the hooks of the user, who needs no approval', async () => {
    const project = guarded();
    project.writeHome('.hookline/hooks.toml', '[[hooks.exec]]\nevent = "exec.after"\ncommand = ["echo"]\n');
    const { config, waiting, broken } = await project.hook();
    expect(config.entries.map(({ events }) => events)).toEqual([['exec.after']]);
    expect([waiting?.count, broken]).toEqual([6, false]);
  });

  it('is read and not run by who only looks at it', async () => {
    const loaded = await guarded().hook({ runCode: false });
    expect(loaded.config.entries).toHaveLength(2);
    expect(loaded.waiting).toBeUndefined();
  });

  it('counts where a configuration is broken, too: a gate in it may be required', async () => {
    const project = guarded({ 'hooks.toml': '[[hooks.exec]]\nrequired = true\nevent = ' });
    expect((await project.hook()).waiting?.required.any).toBe(true);
  });

  it('may require what a plugin says of its own gate', async () => {
    const project = guarded({
      'hooks.toml': '[plugins."./gate.mjs"]\n',
      'gate.mjs': `export default { name: 'g', events: ['exec.before'], setup: ({ on }) => on('exec.before').gate(() => {}, { required: true }) };`,
    });
    expect((await project.hook()).waiting?.required.any).toBe(true);
  });

  it.each([
    ['skip', 'skip'],
    ['deny', 'deny'],
  ] as const)('does what the user says: untrusted = "%s"', async (word, expected) => {
    const project = guarded();
    project.writeHome('.hookline/hooks.toml', `[hooks]\nuntrusted = "${word}"\n`);
    expect((await project.hook()).config.settings.untrusted).toBe(expected);
  });

  it('does not say so itself', async () => {
    const project = guarded({ 'hooks.toml': '[hooks]\nuntrusted = "skip"\n' });
    await project.approve();
    const { config, problems } = await project.hook();
    expect(config.settings.untrusted).toBe('deny');
    expect(problems).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('"untrusted" has no effect in a project') },
    ]);
  });
});

describe('a project that was approved', () => {
  it('runs, and its entries know the files that they start', async () => {
    const project = guarded();
    await project.approve();
    ran().length = 0;
    const loaded = await project.hook();
    expect(loaded.problems).toEqual([]);
    expect(loaded.waiting).toBeUndefined();
    expect(ran()).toEqual(['rules', 'policy']);
    const origins = await loaded.origins();
    expect([...origins.entries.keys()]).toEqual(loaded.config.entries);
    const [check, start] = loaded.config.entries;
    expect(check?.files).toMatchObject([{ path: join(project.root, 'check.sh') }]);
    expect(start?.files).toMatchObject([{ path: join(project.root, 'tools/start') }]);
  });

  it.each<[string, (project: Guarded) => unknown, string]>([
    [
      'a configuration changes',
      ({ write }) => write('hooks.toml', `${FILES['hooks.toml']}\n# more\n`),
      'hooks.toml',
    ],
    ['a script changes', ({ write }) => write('check.sh', '#!/bin/sh\nrm -r x\n'), 'check.sh'],
    ['what an interpreter runs changes', ({ write }) => write('tools/start', 'evil()'), 'tools/start'],
    ['a plugin changes', ({ write }) => write('policy.mjs', `${PLUGIN}// more`), 'policy.mjs'],
    [
      'a module of a plugin changes',
      ({ write }) => write('lib/rules.mjs', `${FILES['lib/rules.mjs']}// more`),
      'lib/rules.mjs',
    ],
    ['what a module reads changes', ({ write }) => write('lib/rules.json', '{"a":1}'), 'lib/rules.json'],
    [
      'a local layer appears',
      ({ write }) => write('hooks.local.toml', '[hooks]\ndebug = true\n'),
      'hooks.local.toml',
    ],
    [
      'a script becomes a link to another one',
      ({ root, write }) => {
        write('other.sh', FILES['check.sh']);
        rmSync(join(root, 'check.sh'));
        symlinkSync('other.sh', join(root, 'check.sh'));
      },
      'check.sh',
    ],
    [
      'a script changes and its time is put back',
      ({ root, write }) => {
        const { atime, mtime } = statSync(join(root, 'check.sh'));
        write('check.sh', '#!/bin/zz\n');
        utimesSync(join(root, 'check.sh'), atime, mtime);
      },
      'check.sh',
    ],
  ])('waits again when %s', async (_name, change, path) => {
    const project = guarded();
    await project.approve();
    const query = {
      home: join(project.home, '.hookline'),
      cwd: project.root,
      version: '1',
      codexHome: join(project.home, '.codex'),
      userHome: project.home,
    };
    expect(writeSnapshot(query, await project.hook())).toBe(true);
    expect(readSnapshot(query)).toBeDefined();
    change(project);
    // What a hook would go by without looking at any content is stale.
    expect(readSnapshot(query)).toBeUndefined();
    const { waiting, config } = await project.hook();
    expect(waiting).toMatchObject({ paths: [path], required: { events: ['exec.before'] } });
    expect(waiting?.approvedAt).toBeDefined();
    expect(config.entries).toEqual([]);
    expect(pathsOf(await project.look())).toEqual([path]);
  });

  it('still requires what it did when the gate is taken out by a change', async () => {
    const project = guarded();
    await project.approve();
    project.write('hooks.toml', '[hooks]\nenabled = false\n');
    expect((await project.hook()).waiting?.required.events).toEqual(['exec.before']);
  });

  it('does not wait for files that nothing runs, nor for a file that was only touched', async () => {
    const project = guarded();
    await project.approve();
    project.write('notes.md', 'changed');
    utimesSync(join(project.root, 'check.sh'), 1, 1);
    expect((await project.hook()).waiting).toBeUndefined();
  });

  it('waits no more once the change is approved, and shows it as a change until then', async () => {
    const project = guarded();
    await project.approve();
    project.write('check.sh', '#!/bin/sh\nexit 2\n');
    rmSync(join(project.root, 'tools/start'));
    const review = await project.look();
    expect(review.changes.map(({ what, item, before, after }) => [what, item.path, before, after])).toEqual([
      ['changed', 'check.sh', '#!/bin/sh\n', '#!/bin/sh\nexit 2\n'],
      ['gone', 'tools/start', 'console.log(1)\n', undefined],
    ]);
    review.approve(new Date());
    expect((await project.look()).changes).toEqual([]);
  });

  it('approves what was read, not what is there by then', async () => {
    const project = guarded();
    const review = await project.look();
    project.write('check.sh', '#!/bin/sh\nevil\n');
    review.approve(new Date());
    expect((await project.hook()).waiting?.paths).toEqual(['check.sh']);
  });

  it('is approved in one place: a copy needs its own', async () => {
    const project = guarded();
    await project.approve();
    const copy = `${project.root}-copy`;
    renameSync(project.root, copy);
    expect((await project.hook({ cwd: copy })).waiting?.count).toBe(6);
  });

  it('is approved folder by folder: deeper layers add to it and take nothing away', async () => {
    const project = guarded();
    project.write('inner/hooks.toml', '[[hooks.exec]]\nevent = "exec.after"\ncommand = ["echo"]\n');
    await project.approve();
    const inner = { cwd: join(project.root, 'inner') };
    expect((await project.hook(inner)).waiting?.paths).toEqual(['inner/hooks.toml']);
    (await project.look(inner)).approve(new Date());
    expect((await project.hook(inner)).waiting).toBeUndefined();
    expect((await project.look()).changes).toEqual([]);
  });
});

describe('the record of an approval', () => {
  it('is private', async () => {
    const project = guarded();
    await project.approve();
    const file = approvalFile(join(project.home, '.hookline'), project.root);
    expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it.each<[string, (file: string) => unknown]>([
    ['others can write it', (file) => chmodSync(file, 0o666)],
    ['others can write its folder', (file) => chmodSync(dirname(file), 0o777)],
    ['it is broken', (file) => writeFileSync(file, '{')],
    [
      'it is of another project',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('/repo"', '/other"')),
    ],
    ['it is a list', (file) => writeFileSync(file, '[]')],
  ])('does not count when %s', async (_name, spoil) => {
    const project = guarded();
    await project.approve();
    spoil(approvalFile(join(project.home, '.hookline'), project.root));
    expect((await project.hook()).waiting?.count).toBe(6);
    expect((await project.look()).refused).toBeDefined();
  });
});

describe('what takes part', () => {
  it('is a part of a package.json, and not the rest of it', async () => {
    const project = guarded({ 'package.json': { name: 'a', hookline: { hooks: { debug: true } } } });
    await project.approve();
    project.write('package.json', { name: 'b', version: '2.0.0', hookline: { hooks: { debug: true } } });
    expect((await project.hook()).waiting).toBeUndefined();
    project.write('package.json', { name: 'b', hookline: { hooks: { debug: false } } });
    expect((await project.hook()).waiting?.paths).toEqual(['package.json']);
  });

  it('is installed code by package: what it is made of, and what that imports', async () => {
    const project = guarded({
      'hooks.toml': '[plugins.x]\n',
      'node_modules/hookline-plugin-x/package.json': {
        name: 'hookline-plugin-x',
        version: '1.2.3',
        type: 'module',
        exports: './main.js',
        hookline: { kind: 'plugin', events: ['exec.before'] },
      },
      'node_modules/hookline-plugin-x/main.js': `import './part.js'; import 'dep'; export default { name: 'x', events: ['exec.before'] };`,
      'node_modules/hookline-plugin-x/part.js': 'export {};',
      'node_modules/hookline-plugin-x/unused.js': 'export {};',
      'node_modules/dep/package.json': {
        name: 'dep',
        version: '1.0.0',
        exports: { '.': { import: './i.mjs', require: './r.cjs' } },
      },
      'node_modules/dep/i.mjs': 'export {};',
      'node_modules/dep/r.cjs': 'exports.a = 1;',
    });
    await project.approve();
    expect((await project.look()).items.map(({ path, name }) => [path, name])).toEqual([
      ['hooks.toml', undefined],
      ['node_modules/dep', 'dep@1.0.0'],
      ['node_modules/hookline-plugin-x', 'hookline-plugin-x@1.2.3'],
    ]);
    project.write('node_modules/hookline-plugin-x/unused.js', 'x');
    expect((await project.hook()).waiting).toBeUndefined();
    project.write('node_modules/dep/i.mjs', 'export const evil = 1;');
    expect((await project.hook()).waiting?.paths).toEqual(['node_modules/dep']);
    project.write('node_modules/dep/i.mjs', 'export {};');
    project.write('node_modules/hookline-plugin-x/part.js', 'export const evil = 1;');
    expect((await project.hook()).waiting?.paths).toEqual(['node_modules/hookline-plugin-x']);
  });

  it('is a preset, with what it extends and names', async () => {
    const project = guarded({
      'hooks.toml': '[hooks]\nextends = ["./shared/base.toml"]\n',
      'shared/base.toml': '[hooks]\nextends = ["./deep.toml"]\n',
      'shared/deep.toml': '[[hooks.exec]]\nevent = "exec.before"\ncommand = ["bash", "run.sh"]\n',
      'shared/run.sh': 'true\n',
    });
    expect((await project.look()).items.map(({ path }) => path)).toEqual([
      'hooks.toml',
      'shared/base.toml',
      'shared/deep.toml',
      'shared/run.sh',
    ]);
  });

  it('is a line of a hooks.json: every program in it that is a file of the repository', async () => {
    const line =
      'cd "$(git rev-parse --show-toplevel)" && python3 "$DIR/scripts/a.py" < notes.md; . scripts/b && ./c';
    const project = guarded({
      '.codex/hookline-hooks.json': {
        hooks: { PreToolUse: [{ hooks: [{ type: 'command', command: line }] }] },
      },
      'scripts/a.py': '',
      'scripts/b': '',
      c: '#!/bin/sh\n',
      'notes.md': '',
    });
    expect((await project.look()).items.map(({ path }) => path)).toEqual([
      '.codex/hookline-hooks.json',
      'c',
      'scripts/a.py',
      'scripts/b',
    ]);
  });

  it("is what others have in the agent's own file, where that is read, and not the lines of Hookline", async () => {
    const project = guarded();
    // A project may have installed the Hookline that the lines start.
    const script = project.write('node_modules/hookline/bin/hookline.cjs', '#!/usr/bin/env node\n');
    const own = {
      type: 'command',
      command: `'/bin/node' '${script}' hook --host codex --event Stop || exit 1`,
    };
    project.write('.codex/hooks.json', { hooks: { Stop: [{ hooks: [own] }] } });
    await project.approve();
    const asAgent = { agentHooks: true };
    expect((await project.hook(asAgent)).waiting).toBeUndefined();
    const foreign = { type: 'command', command: './check.sh' };
    project.write('.codex/hooks.json', { hooks: { Stop: [{ hooks: [own] }, { hooks: [foreign] }] } });
    expect((await project.hook()).waiting).toBeUndefined();
    expect((await project.hook(asAgent)).waiting?.paths).toEqual(['.codex/hooks.json']);
    (await project.look(asAgent)).approve(new Date());
    project.write('.codex/hooks.json', { hooks: { Stop: [{ hooks: [foreign] }] } });
    expect((await project.hook(asAgent)).waiting).toBeUndefined();
  });

  it('is a configuration in code, which is not run before it is approved, and what it names', async () => {
    const project = guarded({
      'hookline.config.mjs': marks(
        'config',
        `import { command } from './parts/command.mjs'; export default { hooks: { exec: [{ event: 'exec.before', command, required: true }] }, plugins: { x: {} } };`,
      ),
      'parts/command.mjs': `export const command = ['./gate.sh'];`,
      'gate.sh': '#!/bin/sh\n',
      'node_modules/hookline-plugin-x/package.json': {
        name: 'hookline-plugin-x',
        version: '1.0.0',
        main: './main.mjs',
        hookline: { kind: 'plugin', events: ['exec.before'] },
      },
      'node_modules/hookline-plugin-x/main.mjs': `export default { name: 'x', events: ['exec.before'] };`,
    });
    ran().length = 0;
    expect((await project.hook()).waiting?.required.any).toBe(true);
    expect((await project.look()).items.map(({ path }) => path)).toEqual([
      'hookline.config.mjs',
      'gate.sh',
      'parts/command.mjs',
      'node_modules/hookline-plugin-x',
    ]);
    expect(ran()).toEqual([]);
  });
});

describe('what a hook asks on every event', () => {
  it('imports no code', () => {
    for (const name of ['at-run-time', 'trust-mode', 'waiting', 'home-of-project']) {
      const text = readFileSync(new URL(`../src/trust/${name}.ts`, import.meta.url), 'utf8');
      const imports = [...text.matchAll(/^(?:import|export) (?!type )[^;]*? from '(.*)';$/gm)].map(
        (match) => match[1],
      );
      expect(
        imports.filter(
          (from) => !/^(?:node:\w+|\.\/(?:trust-mode|waiting|home-of-project)\.ts)$/.test(from ?? ''),
        ),
      ).toEqual([]);
    }
  });
});

describe('where nobody can be asked', () => {
  it('a lock file approves exactly what it says', async () => {
    const project = guarded();
    const review = await project.look();
    const env = { HOME: project.home, HOOKLINE_TRUST: 'lock' };
    expect((await project.hook({ env })).waiting?.count).toBe(6);
    writeLock(review.root, review.items);
    expect((await project.hook({ env })).waiting).toBeUndefined();
    expect((await project.hook()).waiting?.count).toBe(6);
    project.write('check.sh', '#!/bin/sh\nevil\n');
    expect((await project.hook({ env })).waiting?.paths).toEqual(['check.sh']);
  });

  it('HOOKLINE_TRUST=all lets everything run, and any other word nothing', async () => {
    const project = guarded();
    const withWord = (word: string) => project.hook({ env: { HOME: project.home, HOOKLINE_TRUST: word } });
    expect((await withWord('all')).config.entries).toHaveLength(2);
    for (const word of ['ALL', 'yes', '1', '']) expect((await withWord(word)).waiting?.count).toBe(6);
  });

  it('a file that is named for a run is approved as it is then, for the hooks of that run', async () => {
    const project = guarded({ 'run/hooks.toml': FILES['hooks.toml'].replace('"tools/', '"./'), ...FILES });
    const file = join(project.root, 'hooks.toml');
    const { fingerprints, waiting } = await project.hook({ file, named: true });
    expect(waiting).toBeUndefined();
    const env = { HOME: project.home, HOOKLINE_NAMED: fingerprints ?? '' };
    expect((await project.hook({ file, env })).waiting).toBeUndefined();
    expect((await project.hook({ file })).waiting?.count).toBe(6);
    project.write('check.sh', '#!/bin/sh\nevil\n');
    expect((await project.hook({ file, env })).waiting?.paths).toEqual(['check.sh']);
  });
});
