import { HooklineError } from '@hookline/core/errors';
import {
  drain,
  environmentOf,
  listJobs,
  moveJob,
  neededBy,
  orderKeyOf,
  putJob,
  readJob,
  reviveJob,
  type SpoolJob,
  suits,
} from '@hookline/runtime/spool';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundDeadLetters } from '../src/spool/dead-letters.ts';
import { ENTRY, EVENT, type SpoolBench, spoolBench } from './spool-bench.ts';

let bench: SpoolBench;
beforeEach(() => {
  bench = spoolBench();
});
afterEach(() => bench.close());

const later = (ms: number): HooklineError =>
  new HooklineError('HOOKLINE_WEBHOOK_FAILED', { what: 'It is busy.', fix: 'Wait.', retryAfterMs: ms });
const jobs = (folder: 'pending' | 'active' | 'dead'): SpoolJob[] =>
  listJobs(bench.home, folder).flatMap((file) => readJob(bench.home, file) ?? []);
const entry = (attempts?: number) => ({
  ...ENTRY,
  ...(attempts !== undefined && { delivery: { attempts } }),
});

/** Drains here; what each run does is said by `run`. */
async function drainHere(run: (job: SpoolJob) => void | Promise<void>, more: object = {}) {
  const ran: string[] = [];
  const retries: { id: string; afterMs: number }[] = [];
  const result = await drain({
    hooklineHome: bench.home,
    batch: 'batch',
    patienceMs: 0,
    run: async (job) => {
      ran.push(`${job.id} ${job.attempt}`);
      await run(job);
    },
    onDead: async () => {},
    onRetry: ({ id }, _, afterMs) => retries.push({ id, afterMs }),
    ...more,
  });
  return { ran, retries, result };
}

describe('a job that may succeed later', () => {
  it('is kept with its count, its moment and its reason, and holds back its key and no other', async () => {
    bench.put('a1', { orderKey: 'a', entry: entry(3) });
    bench.put('a2', { orderKey: 'a' });
    bench.put('b1', { orderKey: 'b' });
    const before = Date.now();
    const { ran, retries, result } = await drainHere((job) => {
      if (job.id === 'a1') throw later(50_000);
    });
    expect(ran).toEqual(['a1 1', 'b1 1']);
    expect(retries).toEqual([{ id: 'a1', afterMs: 50_000 }]);
    expect(result).toEqual({ done: 1, dead: 0, left: 2 });
    const [kept] = jobs('pending');
    expect(kept).toMatchObject({
      id: 'a1',
      attempt: 2,
      lastFailure: { code: 'HOOKLINE_WEBHOOK_FAILED', message: 'It is busy.', fix: 'Wait.' },
    });
    expect(kept?.notBefore).toBeGreaterThanOrEqual(before + 50_000);
    // Another worker, later: the moment has not come.
    expect((await drainHere(() => {})).ran).toEqual([]);
  });

  it('is tried when its moment has come, in its turn, by a worker that waits for it without being called', async () => {
    bench.put('a1', { orderKey: 'a', entry: entry(3) });
    bench.put('a2', { orderKey: 'a' });
    const { ran, result } = await drainHere(
      ({ id, attempt }) => {
        if (id === 'a1' && attempt < 3) throw later(30);
      },
      { patienceMs: 60_000 },
    );
    expect(ran).toEqual(['a1 1', 'a1 2', 'a1 3', 'a2 1']);
    expect(result).toEqual({ done: 2, dead: 0, left: 0 });
  });

  it.each([
    [2, 2],
    [undefined, 5],
    [1, 1],
  ])('is a dead letter after its last try (%s allowed)', async (attempts, tries) => {
    bench.put('a1', { entry: entry(attempts) });
    bench.put('a2');
    const { ran, result } = await drainHere(
      ({ id }) => {
        if (id === 'a1') throw later(0);
      },
      { patienceMs: 60_000 },
    );
    expect(ran).toEqual([...Array.from({ length: tries }, (_, index) => `a1 ${index + 1}`), 'a2 1']);
    expect(result).toEqual({ done: 1, dead: 1, left: 0 });
    expect(jobs('dead')).toMatchObject([{ id: 'a1', failed: { message: 'It is busy.' } }]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -5])('takes a wait of %s for none', async (ms) => {
    bench.put('a1', { entry: entry(2) });
    const { ran } = await drainHere(
      ({ attempt }) => {
        if (attempt === 1) throw later(ms);
      },
      { patienceMs: 60_000 },
    );
    expect(ran).toEqual(['a1 1', 'a1 2']);
  });

  it('is not held back for longer than an hour, whatever is asked or the clock says', async () => {
    bench.put('a1', { entry: entry(2) });
    await drainHere(() => {
      throw later(10 ** 12);
    });
    const [kept] = jobs('pending');
    expect((kept?.notBefore ?? 0) - Date.now()).toBeLessThanOrEqual(3_600_000);
    const [file] = listJobs(bench.home, 'pending');
    if (file) moveJob(bench.home, file, 'pending', { notBefore: Date.now() + 10 * 3_600_000 });
    expect((await drainHere(() => {})).ran).toEqual(['a1 2']);
  });

  it('is tried once by who delivers now, and what stands behind it waits', async () => {
    bench.put('a1', { orderKey: 'a', entry: entry(9) });
    bench.put('a2', { orderKey: 'a' });
    bench.put('b1', { orderKey: 'b' });
    const fail = ({ id }: SpoolJob): void => {
      if (id === 'a1') throw later(50_000);
    };
    await drainHere(fail);
    const { ran, result } = await drainHere(fail, { batch: 'flush', everything: true });
    expect(ran).toEqual(['a1 2']);
    expect(result).toEqual({ done: 0, dead: 0, left: 2 });
    expect((await drainHere(() => {}, { batch: 'flush', everything: true })).ran).toEqual(['a1 3', 'a2 1']);
  });

  it('leaves a worker that would have to wait too long, and wakes one that waits when new work comes', async () => {
    bench.put('a1', { orderKey: 'a', entry: entry(9) });
    const first = await drainHere(
      () => {
        throw later(3_000_000);
      },
      { patienceMs: 60_000 },
    );
    expect(first.result.left).toBe(1);
    bench.put('b1', { orderKey: 'b', entry: entry(9) });
    const { ran } = await drainHere(
      ({ id, attempt }) => {
        if (id === 'b1' && attempt === 1) {
          // While it waits for its second try, a hook stores more.
          setImmediate(() => setImmediate(() => bench.put('c1', { orderKey: 'c' })));
          throw later(400);
        }
      },
      { patienceMs: 60_000 },
    );
    expect(ran).toEqual(['b1 1', 'c1 1', 'b1 2']);
  });
});

describe('several keys', () => {
  it('are worked on at the same time, within a bound, each in its order', async () => {
    for (let index = 0; index < 60; index += 1) bench.put(`job-${index}`, { orderKey: `key-${index % 20}` });
    let running = 0;
    let most = 0;
    const order = new Map<string, string[]>();
    await drainHere(async ({ id, orderKey }) => {
      running += 1;
      most = Math.max(most, running);
      order.set(orderKey, [...(order.get(orderKey) ?? []), id]);
      await new Promise(setImmediate);
      running -= 1;
    });
    expect(most).toBe(8);
    for (let key = 0; key < 20; key += 1)
      expect(order.get(`key-${key}`)).toEqual([`job-${key}`, `job-${key + 20}`, `job-${key + 40}`]);
  });

  it('do not share the blame: what ran when a worker died runs alone', async () => {
    for (const id of ['a', 'b', 'poison'])
      bench.put(id, { orderKey: id, fields: id === 'poison' ? { does: 'die' } : { until: 'go' } });
    expect(await bench.worker('batch').result).toBeUndefined();
    bench.allow('go');
    expect(await bench.worker('batch').result).toBeUndefined();
    expect(await bench.worker('batch').result).toEqual({ done: 0, dead: 1, left: 0 });
    expect(jobs('dead').map(({ id }) => id)).toEqual(['poison']);
    expect(bench.notes().filter(({ what }) => what === 'end')).toHaveLength(2);
  });
});

describe('the environment of a job', () => {
  const job = (env: Record<string, string>) => {
    const one = { ...ENTRY, fields: { headers: { Authorization: 'Bearer ${API_TOKEN}' } } };
    const needs = neededBy(one, env);
    return { entry: one, batch: environmentOf(env), ...(needs && { needs }) };
  };

  it('is told apart by a hash, without what changes from call to call', () => {
    const env = { PATH: '/bin', API_TOKEN: 'abc' };
    expect(environmentOf({ ...env, PWD: '/a', SHLVL: '2', HOOKLINE_RUN_ID: 'x' })).toBe(environmentOf(env));
    expect(environmentOf({ ...env, API_TOKEN: 'abd' })).not.toBe(environmentOf(env));
    expect(environmentOf({ A: 'x', B: undefined })).toBe(environmentOf({ A: 'x' }));
    expect(JSON.stringify([environmentOf(env), job(env).needs])).not.toContain('abc');
  });

  it('must fit: another terminal with another token neither runs it nor is held up by it', async () => {
    const [a, b] = [{ API_TOKEN: 'a' }, { API_TOKEN: 'b' }];
    await bench.deadWorker('gone');
    bench.put('of a', { ...job(a), batch: 'gone', orderKey: 'target' });
    bench.put('of b', { ...job(b), batch: 'batch', orderKey: 'target' });
    const drainIn = (env: Record<string, string>) =>
      drainHere(() => {}, { suits: ({ needs }: SpoolJob) => suits(needs, env) });
    expect((await drainIn(b)).ran).toEqual(['last-of-gone 2', 'of b 1']);
    expect((await drainIn(a)).ran).toEqual(['of a 1']);
  });

  it('makes the key of a target: two addresses in one variable do not hold each other up', () => {
    const at = (target: string) => ({ ...ENTRY, type: 'webhook', delivery: { target } });
    expect(orderKeyOf(ENTRY, 's1', {})).toBe('session s1');
    expect(orderKeyOf(at('https://x.example/'), 's1', { A: '1' })).toBe(
      orderKeyOf(at('https://x.example/'), 's2', { A: '2' }),
    );
    const key = (url: string) => orderKeyOf(at('${URL}'), 's1', { URL: url, OTHER: url });
    expect(key('https://a.example/s3cret')).toBe(key('https://a.example/s3cret'));
    expect(key('https://a.example/s3cret')).not.toBe(key('https://b.example'));
    expect(key('https://a.example/s3cret')).not.toContain('s3cret');
  });
});

describe('dead letters', () => {
  it('are bounded; the oldest go, and are named', () => {
    for (const id of ['a', 'b', 'c']) bench.put(id);
    for (const file of listJobs(bench.home, 'pending')) moveJob(bench.home, file, 'dead');
    expect(boundDeadLetters(bench.home, 2).map(({ id }) => id)).toEqual(['a']);
    expect(jobs('dead').map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('come back before what was accepted later, with a new count', async () => {
    bench.put('old', { entry: entry(1) });
    await drainHere(() => {
      throw later(0);
    });
    bench.put('new');
    const [letter] = listJobs(bench.home, 'dead');
    if (!letter) throw new Error('There is no dead letter.');
    const change = { entry: entry(2), batch: 'batch', orderKey: 'key' };
    expect(reviveJob(bench.home, letter, change)).toBe(true);
    expect(reviveJob(bench.home, letter, change)).toBe(false);
    expect(jobs('pending')[0]).not.toHaveProperty('failed');
    expect((await drainHere(() => {})).ran).toEqual(['old 1', 'new 1']);
  });
});

it('reads a job that was stored before it had a moment, a count of deaths or needs', () => {
  putJob(bench.home, {
    version: 1,
    id: 'x',
    orderKey: 'k',
    batch: 'b',
    createdAt: 1,
    attempt: 1,
    entry: ENTRY,
    event: EVENT,
  });
  expect(jobs('pending')).toMatchObject([{ id: 'x', attempt: 1, crashes: 0, notBefore: undefined }]);
});
