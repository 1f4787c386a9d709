// What stands under a path is not always a file that can be copied, and the store is not always one that can be written.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fileBackup, { type FileBackupOptions } from '@hookline/plugin-file-backup';
import { expectDenied, expectFailed, expectNoOpinion, type RunResult, testPlugin } from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { collect } from '../src/collect.ts';
import { saveAll } from '../src/save-all.ts';
import { DEFAULTS } from '../src/settings.ts';
import { emptyProject, type Project, smallProject } from './project.ts';
import { contentOf, entriesOf, leftoversOf, objectsOf } from './store.ts';

async function before(
  project: Project,
  command: string,
  options: FileBackupOptions = {},
  timeoutMs?: number,
): Promise<RunResult> {
  const plugin = await testPlugin(fileBackup, { options, places: project.places, timeoutMs });
  return plugin.run('exec.before', { command, cwd: project.cwd });
}

const backups = ({ places }: Project): string => join(places.hooklineHome, 'backups');
const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';

describe('a file that cannot be copied', () => {
  it('is too large, and said to be', async () => {
    const project = smallProject();
    truncateSync(project.write('huge.bin', ''), 2 * 1024 ** 3);
    const result = await before(project, 'rm huge.bin a.txt');
    expectNoOpinion(result);
    expect(entriesOf(project)).toMatchObject([
      { kind: 'skipped', why: 'too_large', size: 2 * 1024 ** 3 },
      { kind: 'file', path: project.at('a.txt') },
    ]);
    expect(result.logs).toMatchObject([
      { level: 'warn', message: expect.stringMatching(/huge\.bin.*max_file_size/) },
    ]);
  });

  it.runIf(onLinux)('is a pipe: nobody waits for a writer', async () => {
    const project = smallProject();
    execFileSync('mkfifo', [project.at('pipe')]);
    expectNoOpinion(await before(project, 'rm pipe a.txt; echo > pipe'));
    expect(entriesOf(project)).toMatchObject([
      { kind: 'skipped', why: 'not_a_file' },
      { kind: 'file', path: project.at('a.txt') },
    ]);
  });

  it('is a device', async () => {
    const project = smallProject();
    expectNoOpinion(await before(project, 'dd if=a.txt of=/dev/null; echo x | tee /dev/null a.txt'));
    expect(entriesOf(project).map(({ path }) => path)).toContain(project.at('a.txt'));
  });

  it('is a link that leads in a circle', async () => {
    const project = smallProject();
    symlinkSync('round', project.at('circle'));
    symlinkSync('circle', project.at('round'));
    expectNoOpinion(await before(project, 'echo x > circle'));
    expect(entriesOf(project)).toMatchObject(
      [{ kind: 'skipped', why: 'unreadable', error: /circle/ }].map((one) => ({
        ...one,
        error: expect.stringMatching(one.error),
      })),
    );
    await before(project, 'rm circle');
    expect(entriesOf(project).at(-1)).toMatchObject({ kind: 'symlink', target: 'round' });
    symlinkSync('.', project.at('src/self'));
    await before(project, 'rm -r src');
    expect(entriesOf(project).filter(({ path }) => path.includes('self')).length).toBe(1);
  });

  it.runIf(isRoot && onLinux)('may not be read', async () => {
    const project = smallProject();
    for (const folder of [project.root, project.cwd]) chmodSync(folder, 0o777);
    chmodSync(project.at('a.txt'), 0o000);
    mkdirSync(project.places.hooklineHome);
    chownSync(project.places.hooklineHome, 65_534, 65_534);
    process.seteuid?.(65_534);
    try {
      const result = await before(project, 'rm a.txt b.txt');
      expectNoOpinion(result);
      expect(result.logs).toMatchObject([
        { level: 'warn', message: expect.stringMatching(/a\.txt.*may not be read/) },
      ]);
    } finally {
      process.seteuid?.(0);
    }
    expect(entriesOf(project)).toMatchObject([
      { kind: 'skipped', why: 'unreadable' },
      { kind: 'file', path: project.at('b.txt') },
    ]);
  });

  it('has gone when its turn comes', async () => {
    const project = smallProject();
    const collected = collect(
      [project.at('a.txt'), project.at('b.txt')].map((path) => ({ path, how: 'replace', reason: 'rm' })),
      { ...DEFAULTS, cwd: project.cwd, store: backups(project) },
    );
    rmSync(project.at('a.txt'));
    const entries = await saveAll(
      collected,
      { session_id: 's', event: 'exec.before', cwd: project.cwd },
      { places: project.places, settings: DEFAULTS, signal: new AbortController().signal },
    );
    expect(entries).toMatchObject([
      { kind: 'skipped', why: 'gone' },
      { kind: 'file', path: project.at('b.txt') },
    ]);
  });

  it('is binary, large, empty or oddly named, and is copied all the same', async () => {
    const project = emptyProject();
    const bytes = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => (at * 7_919) % 256));
    project.write('large.bin', bytes);
    project.write('empty', '');
    project.write('line\nend \u202e.txt', 'odd');
    await before(project, 'rm *');
    const large = entriesOf(project).find(({ path }) => path.endsWith('large.bin'));
    expect(large).toMatchObject({ kind: 'file', size: bytes.length });
    const sizes = objectsOf(project).map((file) => lstatSync(file).size);
    expect(sizes.sort((a, b) => a - b)).toEqual([0, 3, bytes.length]);
    const copy = objectsOf(project).find((file) => lstatSync(file).size === bytes.length);
    expect(readFileSync(copy ?? '').equals(bytes)).toBe(true);
    expect(lstatSync(copy ?? '').mode & 0o777).toBe(0o600);
  });
});

describe('the bounds', () => {
  it('of files hold, and the first that is left out is named', async () => {
    const project = emptyProject();
    for (let at = 0; at < 12; at++) project.write(`many/${String(at).padStart(2, '0')}.txt`, `${at}`);
    const { logs } = await before(project, 'rm -rf many', { max_files: 5 });
    const entries = entriesOf(project);
    expect(entries.filter(({ kind }) => kind !== 'skipped').length).toBe(5);
    expect(entries.at(-1)).toMatchObject({
      kind: 'skipped',
      why: 'too_many',
      path: project.at('many/04.txt'),
    });
    expect(logs).toMatchObject([{ level: 'warn', message: expect.stringContaining('max_files') }]);
  });

  it('of the store hold', async () => {
    const project = emptyProject();
    for (const name of ['a', 'b', 'c']) project.write(name, name.repeat(400));
    await before(project, 'rm a b c', { max_total: 1_000 });
    expect(entriesOf(project)).toMatchObject([
      { kind: 'file' },
      { kind: 'file' },
      { kind: 'skipped', why: 'store_full' },
    ]);
  });

  it('of time hold: what is not copied by then is said', async () => {
    const project = smallProject();
    const signal = AbortSignal.abort();
    const entries = await saveAll(
      ['a.txt', 'b.txt'].map((name) => ({ path: project.at(name), reason: 'rm' })),
      { session_id: 's', event: 'exec.before', cwd: project.cwd },
      { places: project.places, settings: DEFAULTS, signal },
    );
    expect(entries).toMatchObject([
      { kind: 'skipped', why: 'deadline' },
      { kind: 'skipped', why: 'deadline' },
    ]);
    expect(entriesOf(project).length).toBe(2);
  });

  it('of time hold for the handler itself: the manifest says what was left out', async () => {
    const project = smallProject();
    truncateSync(project.write('large.bin', ''), 4 * 1024 ** 3);
    const options = { max_file_size: 8 * 1024 ** 3, max_total: 16 * 1024 ** 3 };
    const result = await before(project, 'rm large.bin', options, 100);
    expect(result.outcome.verdict).toBeUndefined();
    expectFailed(result, 'HOOKLINE_HANDLER_TIMEOUT');
    expect(entriesOf(project)).toMatchObject([{ kind: 'skipped', why: 'deadline' }]);
    expect(result.logs).toMatchObject([{ level: 'warn', message: expect.stringContaining('deadline') }]);
    expect(leftoversOf(project)).toEqual([]);
    expectDenied(await before(project, 'rm large.bin', { ...options, on_failure: 'deny' }, 100));
  });

  it('of time hold while a large file is copied, and leave nothing half written', async () => {
    const project = smallProject();
    truncateSync(project.write('large.bin', ''), 512 * 1024 ** 2);
    const stop = new AbortController();
    const saving = saveAll(
      [
        { path: project.at('a.txt'), reason: 'rm' },
        { path: project.at('large.bin'), reason: 'rm' },
      ],
      { session_id: 's', event: 'exec.before', cwd: project.cwd },
      { places: project.places, settings: { ...DEFAULTS, max_file_size: 1024 ** 3 }, signal: stop.signal },
    );
    while (!leftoversOf(project).some((name) => /^[0-9a-f]{12}$/.test(name))) await new Promise(setImmediate);
    stop.abort();
    expect(await saving).toMatchObject([{ kind: 'file' }, { kind: 'skipped', why: 'deadline' }]);
    expect(leftoversOf(project)).toEqual([]);
    expect(objectsOf(project).length).toBe(1);
  });
});

describe('a store that cannot be used', () => {
  const unusable: readonly (readonly [string, (project: Project) => void])[] = [
    ['is a link', (project) => symlinkSync(project.cwd, backups(project))],
    [
      'has a link for its objects',
      (project) => {
        mkdirSync(backups(project));
        symlinkSync(project.cwd, join(backups(project), 'objects'));
      },
    ],
    ['is a file', (project) => writeFileSync(backups(project), 'x')],
  ];

  it.each(unusable)('%s: the agent goes on, and the log says why', async (_, spoil) => {
    const project = smallProject();
    mkdirSync(project.places.hooklineHome);
    spoil(project);
    const there = readdirSync(project.cwd);
    const result = await before(project, 'rm a.txt');
    expectFailed(result, 'HOOKLINE_STATE_UNAVAILABLE');
    expect(result.outcome.verdict).toBeUndefined();
    expect(readdirSync(project.cwd)).toEqual(there);
  });

  it.each(unusable)('%s: with on_failure = "deny" the command is refused', async (_, spoil) => {
    const project = smallProject();
    mkdirSync(project.places.hooklineHome);
    spoil(project);
    expectDenied(await before(project, 'rm a.txt', { on_failure: 'deny' }));
    expectNoOpinion(await before(project, 'ls', { on_failure: 'deny' }));
  });

  it.runIf(isRoot && onLinux)('may not be written', async () => {
    const project = smallProject();
    for (const folder of [project.root, project.cwd]) chmodSync(folder, 0o755);
    mkdirSync(project.places.hooklineHome, { mode: 0o755 });
    process.seteuid?.(65_534);
    try {
      expectFailed(await before(project, 'rm a.txt'), 'HOOKLINE_STATE_UNAVAILABLE');
    } finally {
      process.seteuid?.(0);
    }
    expect(existsSync(backups(project))).toBe(false);
  });

  // A limit on the size of files stands in for a full disk: the write fails in the middle of a copy.
  it.runIf(onLinux)('is full: nothing half written stays, and the rest is copied', async () => {
    const project = smallProject();
    project.write('large.bin', Buffer.alloc(3 * 1024 * 1024, 'x'));
    const program = fileURLToPath(new URL('run-backup.ts', import.meta.url));
    const limited = 'ulimit -f 1024; exec "$0" "$@"';
    const input = { command: 'rm large.bin a.txt', cwd: project.cwd, places: project.places };
    const output = await run('bash', ['-c', limited, process.execPath, program, JSON.stringify(input)]);
    expect(JSON.parse(output)).toMatchObject([
      { kind: 'skipped', why: 'store_failed', error: expect.stringMatching(/EFBIG|file too large/i) },
      { kind: 'file', path: project.at('a.txt') },
    ]);
    expect(leftoversOf(project)).toEqual([]);
    expect(contentOf(project, project.at('a.txt'))).toBe('a.txt\n');
  });
});

describe('with on_failure = "deny"', () => {
  it('what cannot be copied refuses, in words for the model', async () => {
    const project = smallProject();
    project.write('large.bin', Buffer.alloc(2_000));
    const options = { on_failure: 'deny', max_file_size: 1_000 } as const;
    const result = await before(project, 'rm large.bin', options);
    expectDenied(result, /"large\.bin", of which no backup could be made: it is larger/);
    expect(result.outcome.verdict?.reasons[0]?.text).not.toContain(project.root);
    expectNoOpinion(await before(project, 'rm a.txt', options));
    expectNoOpinion(await before(project, 'rm gone.txt; rm "$UNKNOWN"', options));
    expect(contentOf(project, project.at('a.txt'))).toBe('a.txt\n');
  });
});

const run = (file: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`It ended with ${code}.`))));
  });
