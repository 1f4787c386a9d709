/** `hookline-testkit`: the real program, on packages in temporary folders. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage } from '@hookline/testkit';
import { afterAll, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../bin/hookline-testkit.cjs', import.meta.url));
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'hookline-ship-'));
symlinkSync(join(repository, 'node_modules'), join(place, 'node_modules'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const MANIFEST = {
  type: 'module',
  engines: { node: '>=24' },
  hookline: { kind: 'plugin', events: [], handlers: ['note'], schema: './dist/schema.json' },
  files: ['dist'],
  exports: './dist/index.js',
  peerDependencies: { '@hookline/core': '^0.0.0' },
};
const CODE = `import { z } from 'zod';
const options = z.strictObject({ level: z.int().default(2).describe('How much.'), since: z.date().optional() });
const fields = z.union([z.strictObject({ file: z.string() }), z.strictObject({ to: z.string() })]);
const handler = { type: 'note', keys: ['to', 'file'], schema: async () => ({ default: fields }) };
export default { name: 'a', events: [], options: async () => ({ default: options }), handlers: [handler] };
`;

function made(manifest: object = {}, code = CODE): string {
  const folder = mkdtempSync(join(place, 'package-'));
  const files = {
    'package.json': JSON.stringify({ ...MANIFEST, ...manifest }),
    'README.md': '# a',
    LICENSE: 'MIT',
    'dist/index.js': code,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function testkit(cwd: string, ...args: readonly string[]) {
  const env = { PATH: process.env['PATH'], HOME: place };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('hookline-testkit schema', () => {
  it('writes what the code says, says when nothing changed, and is told apart from a stale file', () => {
    const folder = made();
    expect(testkit(folder, 'schema', '--check')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('It is not what the code says.'),
    });
    expect(testkit(folder, 'schema')).toEqual({ status: 0, stdout: 'Wrote dist/schema.json\n', stderr: '' });
    const file = join(folder, 'dist/schema.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      options: {
        type: 'object',
        additionalProperties: false,
        properties: {
          level: expect.objectContaining({ type: 'integer', default: 2, description: 'How much.' }),
          // JSON has no dates.
          since: {},
        },
      },
      // A union has no keys of its own: the kind's are named, in its order, with anything for a value.
      handlers: { note: { type: 'object', properties: { to: {}, file: {} } } },
    });
    expect(testkit(folder, 'schema').stdout).toBe('dist/schema.json is up to date.\n');
    expect(testkit(folder, 'schema', '--check').status).toBe(0);
    expect(testkit(folder, 'check')).toEqual({
      status: 0,
      stdout: 'ok  The package can be published.\n',
      stderr: '',
    });
    writeFileSync(file, '{}\n');
    const stale = testkit(place, 'check', folder);
    expect(stale.status).toBe(1);
    expect(stale.stderr).toContain('hookline.schema > ./dist/schema.json');
    expect(stale.stderr).toMatch(
      /why {2}It is not what the code says\.\n {2}fix {2}Run hookline-testkit schema/,
    );
  });

  it.each([
    ['a manifest that names no file', made({ hookline: { kind: 'plugin' } }), 'It names no file to write.'],
    ['a path that leads out', made({ hookline: { kind: 'plugin', schema: './../x' } }), 'out of the package'],
    ['a preset', made({ hookline: { kind: 'preset' } }), 'Only a plugin has options'],
    ['code that throws', made({}, 'throw new Error("not today")'), 'not today'],
    ['no package', join(place, 'nowhere'), 'It cannot be read'],
  ])('is told why it cannot: %s', (_, folder, why) => {
    const run = testkit(place, 'schema', folder);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(why);
    expect(run.stderr).toMatch(/^ {2}fix {2}\S/m);
  });

  it('leaves open what a schema does not tell, and says so', () => {
    const other = "{ '~standard': { version: 1, vendor: 'other', validate: (value) => ({ value }) } }";
    const folder = made(
      { hookline: { kind: 'plugin', events: [], schema: './dist/schema.json' } },
      `export default { name: 'a', events: [], options: async () => ({ default: ${other} }) };`,
    );
    const run = testkit(folder, 'schema');
    expect(run).toMatchObject({ status: 0, stderr: expect.stringContaining('it gives no JSON Schema') });
    expect(JSON.parse(readFileSync(join(folder, 'dist/schema.json'), 'utf8'))).toEqual({ options: true });
  });
});

describe('the command line', () => {
  it.each([
    [[], 'Say what to do: check or schema.'],
    [['chek'], 'There is no command "chek".'],
    [['check', '--check'], '--check belongs to schema.'],
    [['schema', '--chek'], "Unknown option '--chek'"],
  ])('is not understood: %j', (args, why) => {
    const run = testkit(place, ...args);
    expect(run).toMatchObject({ status: 64, stdout: '', stderr: expect.stringContaining(why) });
  });
});

describe('checkPackage', () => {
  it('misses a file that npm would not pack', async () => {
    const folder = made({ files: ['dist/*.js'] });
    testkit(folder, 'schema');
    expect(await checkPackage(folder)).toMatchObject([
      { why: '"files" of package.json leaves it out, so it is not published.' },
    ]);
  });

  it('misses a file that was never made', async () => {
    expect(await checkPackage(made())).toMatchObject([{ why: 'There is no such file.' }]);
  });
});
