// Many agents share one home.
import { spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collect } from '../src/collect.ts';
import { saveAll } from '../src/save-all.ts';
import { DEFAULTS } from '../src/settings.ts';
import { GRACE_MS, tidy } from '../src/store/retention.ts';
import { emptyProject, type Project } from './project.ts';
import { entriesOf, leftoversOf, objectsOf } from './store.ts';

const { createHash } = process.getBuiltinModule('node:crypto');
const DAY_MS = 24 * 60 * 60_000;
const program = fileURLToPath(new URL('run-backup.ts', import.meta.url));

const save = (project: Project, ...names: string[]) =>
  saveAll(
    collect(
      names.map((name) => ({ path: project.at(name), how: 'replace', reason: 'rm' })),
      { ...DEFAULTS, cwd: project.cwd, store: join(project.places.hooklineHome, 'backups') },
    ),
    { session_id: 's', event: 'exec.before', cwd: project.cwd },
    { places: project.places, settings: DEFAULTS, signal: new AbortController().signal },
  );

/** As if they had been used that long ago. */
function age(project: Project, ms: number): void {
  const then = new Date(Date.now() - ms);
  for (const file of objectsOf(project)) utimesSync(file, then, then);
}

describe('processes at once', () => {
  it('keep every content once and every line, while another one tidies up', async () => {
    const project = emptyProject();
    for (let at = 0; at < 12; at++)
      project.write(`${at}.txt`, `content ${at % 6}\n`.repeat(5_000 * (at % 6) + 1));
    const input = JSON.stringify({ command: 'rm *.txt', cwd: project.cwd, places: project.places, times: 3 });
    let isDone = false;
    const runs = [1, 2, 3].map(() => ended(input));
    const all = Promise.all(runs).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await tidy(project.places, DEFAULTS);
      await new Promise(setImmediate);
    }
    await all;
    const entries = entriesOf(project);
    expect(entries.length).toBe(3 * 3 * 12);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    const objects = objectsOf(project);
    expect(objects.length).toBe(6);
    for (const file of objects) {
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(file.slice(-64));
    }
    expect(leftoversOf(project)).toEqual([]);
  });
});

describe('a process that is killed while it copies', () => {
  it('leaves nothing that counts, and what it leaves is taken away', async () => {
    const project = emptyProject();
    project.write('small', 'small');
    truncateSync(project.write('zz-large', ''), 9 * 1024 ** 2);
    await save(project, 'small');
    const input = { command: 'rm small zz-large', cwd: project.cwd, places: project.places, times: 1_000 };
    const child = spawn(process.execPath, [program, JSON.stringify(input)], { stdio: 'ignore' });
    const closed = new Promise((resolve) => child.on('close', resolve));
    // Gone again and again, so that most of the time one is being written.
    while (!leftoversOf(project).some((name) => /^[0-9a-f]{12}$/.test(name))) {
      for (const file of objectsOf(project)) if (lstatSync(file).size > 5) rmSync(file, { force: true });
      await new Promise(setImmediate);
    }
    child.kill('SIGKILL');
    await closed;
    for (const file of objectsOf(project)) {
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(file.slice(-64));
    }
    const before = entriesOf(project).length;
    expect((await save(project, 'small', 'zz-large')).map(({ kind }) => kind)).toEqual(['file', 'file']);
    expect(entriesOf(project).length).toBe(before + 2);
    await tidy(project.places, DEFAULTS, { now: Date.now() + GRACE_MS + 1_000 });
    expect(leftoversOf(project)).toEqual([]);
    expect(objectsOf(project).length).toBe(2);
  });
});

const ended = (input: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, input], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`It ended with ${code}.`))));
  });

describe('retention', () => {
  it('takes away what is too old, and only that', async () => {
    const project = emptyProject();
    project.write('a', 'old');
    project.write('b', 'both');
    await save(project, 'a', 'b');
    const later = Date.now() + DEFAULTS.keep_days * DAY_MS + 1_000;
    age(project, DAY_MS);
    expect(await tidy(project.places, DEFAULTS)).toMatchObject({ manifests: 0, objects: 0, used: 7 });
    expect(await tidy(project.places, DEFAULTS, { now: later })).toMatchObject({
      manifests: 1,
      objects: 2,
      used: 0,
    });
    expect(entriesOf(project)).toEqual([]);
    expect(objectsOf(project)).toEqual([]);
  });

  it('keeps a content that a younger entry names', async () => {
    const project = emptyProject();
    project.write('a', 'same');
    await save(project, 'a');
    await nextMillisecond();
    await save(project, 'a');
    age(project, DAY_MS);
    const later = Date.now() + GRACE_MS + 1_000;
    // Room for nothing but the one content.
    await tidy(project.places, { keep_days: 14, max_total: 4 }, { now: later });
    expect(objectsOf(project).length).toBe(1);
    expect(entriesOf(project).length).toBe(2);
    await tidy(project.places, { keep_days: 14, max_total: 3 }, { now: later });
    expect(objectsOf(project)).toEqual([]);
    expect(entriesOf(project)).toEqual([]);
  });

  it('takes the oldest where there is too much', async () => {
    const project = emptyProject();
    for (const name of ['a', 'b', 'c']) {
      project.write(name, name.repeat(100));
      await save(project, name);
      await nextMillisecond();
    }
    age(project, DAY_MS);
    const later = Date.now() + GRACE_MS + 1_000;
    await tidy(project.places, { keep_days: 14, max_total: 250 }, { now: later });
    expect(entriesOf(project).map(({ path }) => path)).toEqual([project.at('b'), project.at('c')]);
    await tidy(project.places, { keep_days: 14, max_total: 250 }, { now: later, room: 100 });
    expect(entriesOf(project).map(({ path }) => path)).toEqual([project.at('c')]);
  });

  it('makes room when the bound is reached', async () => {
    const project = emptyProject();
    project.write('old', 'o'.repeat(800));
    project.write('new', 'n'.repeat(800));
    await save(project, 'old');
    age(project, DAY_MS);
    const [entry] = entriesOf(project);
    const settings = { ...DEFAULTS, max_total: 1_000 };
    const store = join(project.places.hooklineHome, 'backups');
    const occasion = { session_id: 's', event: 'exec.before', cwd: project.cwd };
    const options = { places: project.places, settings, signal: new AbortController().signal };
    const touched = collect([{ path: project.at('new'), how: 'replace', reason: 'rm' }], {
      ...settings,
      cwd: project.cwd,
      store,
    });
    // The old one is within the grace by the name of its manifest: it stays, and the bound holds.
    expect(await saveAll(touched, occasion, options)).toMatchObject([{ why: 'store_full' }]);
    makeOlder(project);
    expect(await saveAll(touched, occasion, options)).toMatchObject([{ kind: 'file' }]);
    expect(entriesOf(project).some(({ id }) => id === entry?.id)).toBe(false);
    expect(objectsOf(project).length).toBe(1);
  });

  it('leaves alone what another process is writing, and not what one has left behind', async () => {
    const project = emptyProject();
    project.write('a', 'a');
    await save(project, 'a');
    const tmp = join(project.places.hooklineHome, 'backups', 'tmp');
    writeFileSync(join(tmp, 'being-written'), 'x');
    writeFileSync(join(tmp, 'left-behind'), 'x');
    const then = new Date(Date.now() - GRACE_MS - 1_000);
    utimesSync(join(tmp, 'left-behind'), then, then);
    const object = join(project.places.hooklineHome, 'backups', 'objects', 'ab', 'ab'.padEnd(64, '0'));
    mkdirSync(join(object, '..'), { recursive: true });
    writeFileSync(object, 'no line names it yet');
    await tidy(project.places, DEFAULTS);
    expect(leftoversOf(project)).toEqual(['being-written']);
    expect(existsSync(object)).toBe(true);
    utimesSync(object, then, then);
    await tidy(project.places, DEFAULTS);
    expect(existsSync(object)).toBe(false);
    expect(objectsOf(project).length).toBe(1);
    expect(lstatSync(objectsOf(project)[0] ?? '').isFile()).toBe(true);
  });
});

/** Gives the files of the manifest a name that is a day older. */
function makeOlder(project: Project): void {
  const folder = join(project.places.hooklineHome, 'backups', 'manifest');
  for (const name of readdirSync(folder)) {
    const [time = '', rest = ''] = name.split('-');
    renameSync(
      join(folder, name),
      join(folder, `${String(Number(time) - DAY_MS).padStart(14, '0')}-${rest}`),
    );
  }
}

/** Two files of the manifest with one time are in no order. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise(setImmediate);
}
