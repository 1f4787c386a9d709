import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CapabilityFactory, HandlerKind, LifecycleEvent, ResolvedEntry } from '@hookline/core';
import { DEFAULT_SETTINGS, type ResolvedConfig, type ResolvedPlugin } from '@hookline/core/engine';
import { buildLifecycle, findKind, listensTo, loadPlugin } from '@hookline/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENTRY, EVENT } from './spool-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-plugins-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const importModule = (file: string): Promise<unknown> => import(pathToFileURL(file).href);

function plugin(name: string, text: string, more: Partial<ResolvedPlugin> = {}): ResolvedPlugin {
  const module = join(folder, `${name}${more.module ?? '.mjs'}`);
  writeFileSync(module, text);
  return {
    name,
    packageName: name,
    events: ['session_start'],
    kinds: [],
    options: {},
    origin: ENTRY.origin,
    ...more,
    module,
  };
}

const says = (name: string, text = `'${name}'`): string =>
  `export default { name: '${name}', events: ['session_start'], setup: ({ on, options }) =>
    on('session_start').contribute(() => ${text}) };`;

async function outcomeOf(
  plugins: readonly ResolvedPlugin[],
  { entries = [], env = {} }: { entries?: readonly ResolvedEntry[]; env?: Record<string, string> } = {},
) {
  const config: ResolvedConfig = { settings: DEFAULT_SETTINGS, plugins, entries, files: [] };
  const lifecycle = await buildLifecycle(
    {
      config,
      env,
      capabilities: (() => ({})) as unknown as CapabilityFactory,
      bundledKinds: {},
      importModule,
      rewrite: (event: LifecycleEvent) => event,
      handOver: () => {},
    },
    ['session_start'],
  );
  return lifecycle.dispatch(EVENT);
}

describe('the module of a plugin', () => {
  it.each([
    ['an ES module', 'a.mjs', "export default { name: 'x', events: [] }"],
    ['a CommonJS module', 'b.cjs', "module.exports = { name: 'x', events: [] }"],
    [
      'CommonJS compiled from ESM',
      'c.cjs',
      "exports.__esModule = true; exports.default = { name: 'x', events: [] }",
    ],
  ])('may be %s', async (_, file, text) => {
    writeFileSync(join(folder, file), text);
    const given = { ...plugin('given', ''), module: join(folder, file) };
    expect(await loadPlugin(given, importModule)).toMatchObject({ name: 'x', events: [] });
    if (file.endsWith('.cjs')) {
      const required = createRequire(import.meta.url)(given.module);
      expect(await loadPlugin(given, async () => ({ default: required }))).toMatchObject({ name: 'x' });
    }
  });

  it.each([
    ['no default export', 'export const name = 1'],
    ['a function', 'export default () => {}'],
    ['null', 'export default null'],
    ['no events', "export default { name: 'x' }"],
    ['nothing', ''],
  ])('with %s is refused with what to export', async (_, text) => {
    await expect(loadPlugin(plugin('bad', text), importModule)).rejects.toMatchObject({
      code: 'HOOKLINE_PLUGIN_INVALID',
      message: expect.stringContaining('"bad"'),
      details: { fix: expect.stringContaining('definePlugin'), where: join(folder, 'bad.mjs') },
    });
  });
});

describe('the plugins of an event', () => {
  it('stand in the order of the configuration, however long each takes to load', async () => {
    const slow = `for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);\n${says('slow')}`;
    const outcome = await outcomeOf([plugin('slow', slow), plugin('b', says('b')), plugin('a', says('a'))]);
    expect(outcome.context.map(({ text }) => text)).toEqual(['slow', 'b', 'a']);
    expect(outcome.failures).toEqual([]);
  });

  it('are given their options with variables filled in', async () => {
    const given = plugin('a', says('a', 'JSON.stringify(options)'), {
      options: { list: ['${MY_VALUE}', '${OTHER:-none}'], count: 1 },
    });
    const outcome = await outcomeOf([given], { env: { MY_VALUE: 'filled' } });
    expect(outcome.context[0]?.text).toBe('{"list":["filled","none"],"count":1}');
  });

  it('go on beside one whose variable is not set, that cannot be imported or set up', async () => {
    const outcome = await outcomeOf([
      plugin('unset', says('unset'), { options: { url: '${NOT_SET_ANYWHERE}' } }),
      plugin('throws', "throw new Error('broken at import')"),
      plugin('syntax', 'export default {'),
      plugin(
        'setup',
        "export default { name: 'setup', events: ['session_start'], setup() { throw new Error('broken at setup') } }",
      ),
      { ...plugin('gone', ''), module: join(folder, 'nowhere.mjs') },
      plugin('good', says('good')),
    ]);
    expect(outcome.context.map(({ text }) => text)).toEqual(['good']);
    expect(outcome.failures.map(({ by }) => by).sort()).toEqual([
      'gone',
      'setup',
      'syntax',
      'throws',
      'unset',
    ]);
    const of = (name: string) => outcome.failures.find(({ by }) => by === name);
    expect(of('unset')).toMatchObject({
      message: expect.stringContaining('NOT_SET_ANYWHERE'),
      fix: expect.stringContaining('NOT_SET_ANYWHERE'),
    });
    expect(of('throws')?.message).toContain('broken at import');
    expect(of('setup')?.message).toContain('broken at setup');
  });

  it('that do not listen are not imported; a local one is shown by the name it gives itself', async () => {
    const deaf = plugin('deaf', "throw new Error('imported')", { events: ['session_end'] });
    const local = plugin('local', says('own-name'), { packageName: undefined, events: ['*'] });
    const outcome = await outcomeOf([deaf, local]);
    expect(outcome.failures).toEqual([]);
    expect(outcome.context).toMatchObject([{ by: 'own-name' }]);
  });
});

describe('a handler kind', () => {
  const providing = () =>
    plugin(
      'carrier',
      "export default { name: 'carrier', events: [], handlers: [{ type: 'pigeon', run: async (entry) => ({ context: 'flown by ' + entry.name }) }] }",
      { events: [], kinds: ['pigeon'] },
    );

  it('of a plugin runs the entries of its type, though the plugin listens to nothing', async () => {
    const outcome = await outcomeOf([providing()], { entries: [{ ...ENTRY, type: 'pigeon', mode: 'sync' }] });
    expect(outcome.failures).toEqual([]);
    expect(outcome.context).toMatchObject([{ text: 'flown by Entry' }]);
  });

  it('that nobody provides, or whose plugin is broken, fails that entry and no other', async () => {
    const outcome = await outcomeOf(
      [providing(), plugin('bad', 'export {}', { events: [], kinds: ['owl'] })],
      {
        entries: ['owl', 'dragon', 'pigeon'].map((type) => ({
          ...ENTRY,
          name: type,
          type,
          mode: 'sync' as const,
        })),
      },
    );
    expect(outcome.context).toMatchObject([{ text: 'flown by pigeon' }]);
    expect(outcome.failures.map(({ by, code }) => [by, code])).toEqual(
      expect.arrayContaining([
        ['owl', 'HOOKLINE_PLUGIN_INVALID'],
        ['dragon', 'HOOKLINE_ENTRY_KIND_UNKNOWN'],
      ]),
    );
  });

  it('that comes with Hookline is found by its own name only', async () => {
    const config: ResolvedConfig = { settings: DEFAULT_SETTINGS, plugins: [], entries: [], files: [] };
    const bundledKinds = { script: async () => ({ type: 'script' }) as HandlerKind };
    const sources = { config, importModule, bundledKinds };
    expect((await findKind('script', sources))?.type).toBe('script');
    for (const type of ['toString', '__proto__', 'constructor', 'other']) {
      expect(await findKind(type, sources)).toBeUndefined();
    }
  });
});

it.each([
  [['exec.before'], ['exec.before'], true],
  [['*'], ['anything'], true],
  [['integration.*'], ['integration.deploy'], true],
  [['integration.*'], ['exec.before'], false],
  [[], ['exec.before'], false],
])('what declares %j listens to %j: %s', (events, wanted, listens) => {
  expect(listensTo(events, wanted)).toBe(listens);
});
