import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drain, listJobs, moveJob, putJob, readJob, removeJob, workerOf } from '@hookline/runtime/spool';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SpoolBench, spoolBench } from './spool-bench.ts';

let bench: SpoolBench;
beforeEach(() => {
  bench = spoolBench();
});
afterEach(() => bench.close());

const ids = (folder: 'pending' | 'active' | 'dead'): string[] =>
  listJobs(bench.home, folder).flatMap((file) => readJob(bench.home, file)?.id ?? []);

const drainHere = async (batch = 'batch', everything = false): Promise<{ ran: string[]; left: number }> => {
  const ran: string[] = [];
  const { left } = await drain({
    hooklineHome: bench.home,
    batch,
    everything,
    patienceMs: 0,
    run: async (job) => void ran.push(job.id),
    onDead: async () => {},
  });
  return { ran, left };
};

const runs = (id: string): number =>
  bench.notes().filter((note) => note.what === 'start' && note.id === id).length;

/** The most jobs of one key that ran at once, by what was noted. */
function mostAtOnce(): number {
  const running = new Map<string, number>();
  let most = 0;
  for (const { what, key } of bench.notes()) {
    running.set(key, (running.get(key) ?? 0) + (what === 'start' ? 1 : -1));
    most = Math.max(most, running.get(key) ?? 0);
  }
  return most;
}

describe('the store', () => {
  it('gives jobs back in the order of acceptance, whole, in private files', () => {
    for (const id of ['a', 'b', 'c']) bench.put(id, { fields: { text: 'ü\n"' } });
    expect(ids('pending')).toEqual(['a', 'b', 'c']);
    const [file] = listJobs(bench.home, 'pending');
    if (!file) throw new Error('There is no job.');
    expect(readJob(bench.home, file)).toMatchObject({ attempt: 1, entry: { fields: { text: 'ü\n"' } } });
    const path = join(bench.home, 'spool', 'pending');
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, file.name)).mode & 0o777).toBe(0o600);
  });

  it('has a job in one folder at a time, and gives it to one who asks', () => {
    bench.put('a');
    const [pending] = listJobs(bench.home, 'pending');
    if (!pending) throw new Error('There is no job.');
    const active = moveJob(bench.home, pending, 'active', { runner: '1-2', attempt: 2 });
    if (!active) throw new Error('It was not moved.');
    expect(moveJob(bench.home, pending, 'active', { runner: '3-4' })).toBeUndefined();
    expect(readJob(bench.home, pending)).toBeUndefined();
    expect(readJob(bench.home, active)).toMatchObject({ id: 'a', runner: '1-2', attempt: 2 });
    const back = moveJob(bench.home, active, 'pending');
    expect(back && readJob(bench.home, back)).toMatchObject({ id: 'a', attempt: 2, runner: undefined });
    if (back) removeJob(bench.home, back);
    expect([...ids('pending'), ...ids('active')]).toEqual([]);
  });

  it.each([
    ['half a JSON', '{"version":1,"id":"x"'],
    ['nothing', ''],
    ['null', 'null'],
    ['another version', '{"version":2}'],
    ['a job without its entry', '{"version":1,"id":"x","orderKey":"key","batch":"batch"}'],
  ])('passes %s over, and what is behind it is not held up', async (_, text) => {
    mkdirSync(join(bench.home, 'spool', 'pending'), { recursive: true });
    mkdirSync(join(bench.home, 'spool', 'active'), { recursive: true });
    writeFileSync(join(bench.home, 'spool', 'pending', '000000000000001-00000001-000001.json'), text);
    writeFileSync(join(bench.home, 'spool', 'active', '000000000000002-00000001-000001.json'), text);
    bench.put('a');
    expect(await drainHere('flush', true)).toEqual({ ran: ['a'], left: 2 });
  });

  it('says which file could not be stored and what to do, where home is a file or does not take folders', () => {
    writeFileSync(join(bench.home, 'file'), '');
    for (const home of [join(bench.home, 'file'), '/proc/hookline']) {
      const store = () =>
        putJob(home, { version: 1, id: 'a', createdAt: 1, attempt: 1, batch: 'b', orderKey: 'k' } as never);
      expect(store).toThrowError(
        expect.objectContaining({
          code: 'HOOKLINE_SPOOL_WRITE_FAILED',
          details: expect.objectContaining({
            where: expect.stringContaining(home),
            fix: expect.stringContaining('writable'),
          }),
        }),
      );
    }
  });

  it('is made by many processes at the same moment without losing a job', async () => {
    const script = `import { putJob } from '@hookline/runtime/spool';
      for (let round = 0; round < 30; round += 1) {
        putJob(process.argv[1] + '/round-' + round + '/deep', { version: 1, id: 'x', createdAt: 1, attempt: 1 });
      }`;
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script, bench.home], {
          cwd: new URL('.', import.meta.url).pathname,
          stdio: ['ignore', 'ignore', 'inherit'],
        });
        return new Promise((resolve) => child.on('close', resolve));
      }),
    );
    expect(codes).toEqual(Array.from({ length: 12 }, () => 0));
    for (let round = 0; round < 30; round += 1) {
      expect(listJobs(join(bench.home, `round-${round}`, 'deep'), 'pending')).toHaveLength(12);
    }
  });
});

describe('a drain', () => {
  it('does its own batch in order and leaves the batch of a living worker alone', async () => {
    bench.put('theirs', { batch: 'other', orderKey: 'other', fields: { until: 'go' } });
    bench.put('theirs too', { batch: 'other', orderKey: 'other' });
    const other = bench.worker('other');
    await bench.noted('start theirs');
    for (const id of ['a', 'b', 'c']) bench.put(id);
    expect(await drainHere()).toEqual({ ran: ['a', 'b', 'c'], left: 2 });
    bench.allow('go');
    expect(await other.result).toEqual({ done: 2, dead: 0, left: 0 });
    expect(readdirSync(join(bench.home, 'spool', 'workers'))).toEqual([]);
  });

  it('waits for what comes before under the same key in another process; other keys go on', async () => {
    bench.put('first', { batch: 'one', fields: { until: 'go' } });
    bench.put('second', { batch: 'two' });
    bench.put('elsewhere', { batch: 'two', orderKey: 'other' });
    const one = bench.worker('one');
    await bench.noted('start first');
    const two = bench.worker('two');
    await bench.noted('end elsewhere');
    expect(runs('second')).toBe(0);
    bench.allow('go');
    await Promise.all([one.result, two.result]);
    expect(bench.notes().filter(({ key }) => key === 'key')).toMatchObject([
      { what: 'start', id: 'first' },
      { what: 'end', id: 'first' },
      { what: 'start', id: 'second' },
      { what: 'end', id: 'second' },
    ]);
  });

  it('takes the pending work of a dead worker over, not that of a worker which may still come', async () => {
    await bench.deadWorker('gone');
    bench.put('orphan', { batch: 'gone' });
    bench.put('young', { batch: 'not started yet', orderKey: 'young' });
    expect(await drainHere()).toMatchObject({ ran: ['last-of-gone', 'orphan'] });
    expect(ids('pending')).toEqual(['young']);
    expect(readdirSync(join(bench.home, 'spool', 'workers'))).toEqual([]);
    expect((await drainHere('flush', true)).ran).toEqual(['young']);
  });

  it('runs every job once and one of a key at a time, however many take over the work of the dead', async () => {
    await bench.deadWorker('gone');
    const wanted = Array.from({ length: 60 }, (_, index) => `job-${String(index).padStart(2, '0')}`);
    for (const [index, id] of wanted.entries())
      bench.put(id, { batch: 'gone', orderKey: `key-${index % 3}`, fields: { does: 'turn' } });
    await Promise.all(['w1', 'w2', 'w3', 'w4', 'w5'].map((batch) => bench.worker(batch).result));
    expect(wanted.map(runs)).toEqual(wanted.map(() => 1));
    const rest = bench.notes().filter(({ key }) => key.startsWith('key-'));
    for (const key of ['key-0', 'key-1', 'key-2']) {
      const order = rest.filter((note) => note.key === key && note.what === 'start').map(({ id }) => id);
      expect(order).toEqual([...order].sort());
      expect(order).toHaveLength(20);
      const marks = rest.filter((note) => note.key === key).map(({ what }) => what);
      expect(marks).toEqual(order.flatMap(() => ['start', 'end']));
    }
  });

  it('may be called again and again with one batch beside other workers', async () => {
    bench.put('long', { batch: 'other', fields: { until: 'go' } });
    bench.put('after', { batch: 'polling' });
    const other = bench.worker('other');
    await bench.noted('start long');
    for (let round = 0; round < 20; round += 1) expect((await drainHere('polling')).ran).toEqual([]);
    expect(workerOf(bench.home, 'polling')).toBe('unknown');
    bench.allow('go');
    await other.result;
    expect(await drainHere('polling')).toEqual({ ran: ['after'], left: 0 });
    expect(mostAtOnce()).toBe(1);
  });

  it('goes on where the report of a dead letter fails, and counts what it gave up', async () => {
    bench.put('bad');
    bench.put('good');
    const result = await drain({
      hooklineHome: bench.home,
      batch: 'batch',
      run: async (job) => {
        if (job.id === 'bad') throw new TypeError('broke\u001b[2J');
      },
      onDead: async () => {
        throw new Error('The log is full.');
      },
    });
    expect(result).toEqual({ done: 1, dead: 1, left: 0 });
    const [file] = listJobs(bench.home, 'dead');
    expect(file && readJob(bench.home, file)?.failed).toMatchObject({ code: 'HOOKLINE_HANDLER_THREW' });
  });

  it('gives the job it was in the middle of back when it is told to stop, and buries nothing', async () => {
    bench.put('running', { fields: { until: 'go' } });
    bench.put('waiting');
    const worker = bench.worker('batch');
    await bench.noted('start running');
    worker.child.kill('SIGTERM');
    expect(await worker.result).toEqual({ done: 0, dead: 0, left: 2 });
    expect(ids('pending')).toEqual(['running', 'waiting']);
    expect(await drainHere()).toEqual({ ran: ['running', 'waiting'], left: 0 });
  });

  it('does not wait for others when it is told to stop', async () => {
    bench.put('long', { batch: 'other', fields: { until: 'go' } });
    bench.put('after');
    const other = bench.worker('other');
    await bench.noted('start long');
    const stop = new AbortController();
    const drained = drain({
      hooklineHome: bench.home,
      batch: 'batch',
      run: async () => {},
      onDead: async () => {},
      signal: stop.signal,
    });
    stop.abort();
    expect(await drained).toEqual({ done: 0, dead: 0, left: 2 });
    bench.allow('go');
    await other.result;
  });
});

describe('a worker that is killed', () => {
  it('in the middle of a job: the job runs once more, then it is given up with the reason', async () => {
    bench.put('poison', { fields: { does: 'die' } });
    bench.put('next');
    expect(await bench.worker('batch').result).toBeUndefined();
    expect(ids('active')).toEqual(['poison']);
    expect(await bench.worker('other').result).toBeUndefined();
    expect(await bench.worker('third').result).toEqual({ done: 1, dead: 1, left: 0 });
    expect(runs('poison')).toBe(2);
    expect(runs('next')).toBe(1);
    expect(bench.notes()).toContainEqual({ what: 'dead', key: 'key', id: 'poison' });
    const [file] = listJobs(bench.home, 'dead');
    expect(file && readJob(bench.home, file)).toMatchObject({
      id: 'poison',
      failed: { code: 'HOOKLINE_INTERNAL', message: expect.stringContaining('died') },
    });
  });

  it('is seen to be dead by the work it took from a batch that nobody else works for', async () => {
    bench.put('adopted', { batch: 'never started', fields: { does: 'die once' } });
    expect(await bench.worker('flush-1', 'everything').result).toBeUndefined();
    // A worker whose pid and batch came back is another one.
    expect(await bench.worker('flush-1').result).toEqual({ done: 0, dead: 0, left: 1 });
    expect(await drainHere('flush-2', true)).toEqual({ ran: ['adopted'], left: 0 });
  });

  it('is not taken for another process that has its pid now', async () => {
    bench.put('a');
    bench.put('b', { orderKey: 'other', batch: 'gone' });
    const [file] = listJobs(bench.home, 'pending');
    if (file) moveJob(bench.home, file, 'active', { runner: `${process.pid}-1` });
    mkdirSync(join(bench.home, 'spool', 'workers'), { recursive: true });
    writeFileSync(
      join(bench.home, 'spool', 'workers', 'gone.json'),
      JSON.stringify({ pid: process.pid, ticks: '1' }),
    );
    expect(workerOf(bench.home, 'gone')).toBe('dead');
    expect((await drainHere()).ran.sort()).toEqual(['a', 'b']);
  });

  it('is dead also where nobody has reaped it', async () => {
    bench.put('a', { fields: { does: 'die once' } });
    const worker = new URL('./spool-worker.ts', import.meta.url).pathname;
    // The shell starts the worker and becomes a program that waits for no child.
    const parent = spawn(
      'sh',
      ['-c', '"$0" "$1" "$2" batch & exec sleep 600', process.execPath, worker, bench.home],
      { stdio: 'ignore' },
    );
    const gone = new Promise((resolve) => parent.on('close', resolve));
    try {
      await bench.noted('start a');
      const [file] = listJobs(bench.home, 'active');
      const pid = file && Number(readJob(bench.home, file)?.runner?.split('-')[0]);
      await expect
        .poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), { timeout: 30_000, interval: 5 })
        .toContain(') Z ');
      expect(workerOf(bench.home, 'batch')).toBe('dead');
      expect((await drainHere('other')).ran).toEqual(['a']);
    } finally {
      parent.kill('SIGKILL');
      await gone;
    }
  });

  it('fifty times at any moment loses nothing that was accepted', async () => {
    const accepted: string[] = [];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 50; round += 1) {
      for (let index = 0; index < 4; index += 1) {
        const id = `job-${round}-${index}`;
        bench.put(id, {
          batch: `batch-${round}`,
          orderKey: `key-${round}-${index % 2}`,
          fields: { does: 'turn' },
        });
        accepted.push(id);
      }
      const worker = bench.worker(`batch-${round}`);
      const seen = bench.notes().length;
      const until = random(12);
      // Killed after so many more notes, or where it has done everything before.
      let ended = false;
      void worker.result.then(() => {
        ended = true;
      });
      while (!ended && bench.notes().length < seen + until) await new Promise(setImmediate);
      worker.child.kill('SIGKILL');
      await worker.result;
    }
    await bench.worker('last', 'everything').result;
    expect([...ids('pending'), ...ids('active')]).toEqual([]);
    const ended = new Set(
      bench.notes().flatMap(({ what, id }) => (what === 'end' || what === 'dead' ? [id] : [])),
    );
    expect(accepted.filter((id) => !ended.has(id))).toEqual([]);
    const dead = new Set(ids('dead'));
    expect(accepted.filter((id) => runs(id) > 2)).toEqual([]);
    expect(accepted.filter((id) => runs(id) === 2 && !dead.has(id)).length).toBeGreaterThan(0);
  });
});
