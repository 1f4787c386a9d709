import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage } from '@hookline/testkit';
import { afterAll, describe, expect, it } from 'vitest';

const plugins = fileURLToPath(new URL('../../../plugins/', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'hookline-check-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const GOOD = {
  type: 'module',
  engines: { node: '>=24' },
  hookline: { kind: 'plugin', events: ['exec.before'], handlers: ['words'] },
  exports: { '.': { default: './dist/index.js' } },
  peerDependencies: { '@hookline/core': '^0.0.0' },
};
const CODE = "export default { name: 'a', events: ['exec.before'], handlers: [{ type: 'words' }] };";

/** A package with another manifest or other files; `undefined` takes a file away. */
function made(manifest: object = {}, files: Readonly<Record<string, string | undefined>> = {}): string {
  const folder = mkdtempSync(join(place, 'package-'));
  const all = {
    'package.json': JSON.stringify({ ...GOOD, ...manifest }),
    'README.md': '# a',
    LICENSE: 'MIT',
    'dist/index.js': CODE,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('the packages of this repository', () => {
  it.each(readdirSync(plugins))('have no problem: %s', async (name) => {
    expect(await checkPackage(join(plugins, name))).toEqual([]);
  });
});

describe('a package', () => {
  it('has no problem when it is right', async () => {
    expect(await checkPackage(made())).toEqual([]);
  });

  const hookline = GOOD.hookline;
  it.each<[string, string, string]>([
    ['no manifest of Hookline', 'package.json > hookline', made({ hookline: undefined })],
    ['no kind', 'package.json > hookline.kind', made({ hookline: { ...hookline, kind: undefined } })],
    ['an event too few', 'package.json > hookline.events', made({ hookline: { ...hookline, events: [] } })],
    [
      'an event too many',
      'package.json > hookline.events',
      made({ hookline: { ...hookline, events: ['exec.before', 'exec.after'] } }),
    ],
    [
      'events that are no list',
      'package.json > hookline.events',
      made({ hookline: { ...hookline, events: 'a' } }),
    ],
    [
      'no handlers',
      'package.json > hookline.handlers',
      made({ hookline: { ...hookline, handlers: undefined } }),
    ],
    ['CommonJS', 'package.json > type', made({ type: undefined })],
    ['no engines', 'package.json > engines.node', made({ engines: {} })],
    ['no peer', 'package.json > peerDependencies.@hookline/core', made({ peerDependencies: {} })],
    [
      'a core of its own',
      'package.json > dependencies.@hookline/core',
      made({ dependencies: { '@hookline/core': '1' } }),
    ],
    ['no README', 'README.md', made({}, { 'README.md': undefined })],
    ['no LICENSE', 'LICENSE', made({}, { LICENSE: undefined })],
    ['no exports', 'package.json > exports', made({ exports: undefined })],
    ['no built file', 'package.json > exports > ./dist/index.js', made({}, { 'dist/index.js': undefined })],
    [
      'types that were not built',
      'package.json > exports > ./dist/index.d.ts',
      made({ exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } }),
    ],
    [
      'TypeScript as its entry',
      'package.json > exports > ./src/index.ts',
      made({ exports: './src/index.ts' }, { 'src/index.ts': CODE }),
    ],
    ['a module that throws', 'dist/index.js', made({}, { 'dist/index.js': "throw new Error('no');" })],
    ['no default export', 'dist/index.js', made({}, { 'dist/index.js': 'export const a = 1;' })],
    ['no plugin in it', 'dist/index.js', made({}, { 'dist/index.js': 'export default {};' })],
    [
      'an event that nobody knows',
      'dist/index.js',
      made(
        { hookline: { ...hookline, events: ['exec.during'] } },
        { 'dist/index.js': CODE.replace('exec.before', 'exec.during') },
      ),
    ],
  ])('is told what is wrong, once: %s', async (_, where, folder) => {
    const problems = await checkPackage(folder);
    expect(problems.map((problem) => problem.where)).toEqual([expect.stringContaining(where)]);
    expect(problems[0]?.why).toMatch(/\S/);
    expect(problems[0]?.fix).toMatch(/\S/);
  });

  it('may be a preset, which needs no core', async () => {
    const files = { 'dist/index.js': "export default { plugins: { 'session-log': {} } };" };
    expect(await checkPackage(made({ hookline: { kind: 'preset' }, peerDependencies: {} }, files))).toEqual(
      [],
    );
  });

  it('is told when it is none', async () => {
    expect(await checkPackage(join(place, 'nowhere'))).toMatchObject([
      { why: expect.stringContaining('ENOENT') },
    ]);
    expect(await checkPackage(made({}, { 'package.json': '[]' }))).toMatchObject([
      { why: 'It cannot be read: It holds no object.' },
    ]);
  });
});
