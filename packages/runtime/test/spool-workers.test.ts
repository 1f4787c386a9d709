import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureWorker, workerOf } from '@hookline/runtime/spool';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enterWorker, leaveWorker } from '../src/spool/worker-record.ts';
import { type SpoolBench, spoolBench } from './spool-bench.ts';

let bench: SpoolBench;
beforeEach(() => {
  bench = spoolBench();
});
afterEach(() => bench.close());

/** What is started as a worker: it says so, and lives until it is allowed to end. */
function worker(): { node: string; script: string; started: () => number } {
  const script = join(bench.home, 'worker.mjs');
  writeFileSync(
    script,
    `import { appendFileSync, existsSync } from 'node:fs';
     appendFileSync(process.env.STARTED, 'x');
     setInterval(() => existsSync(process.env.STARTED + '.end') && process.exit(), 5);`,
  );
  const file = join(bench.home, 'started');
  return {
    node: process.execPath,
    script,
    started: () => (existsSync(file) ? readFileSync(file, 'utf8').length : 0),
  };
}

const env = () => ({ STARTED: join(bench.home, 'started') });

describe('a hook that has handed work over', () => {
  it('starts a worker only where none with this environment lives', async () => {
    const command = worker();
    const begins = (count: number) =>
      vi.waitFor(() => expect(command.started()).toBe(count), { timeout: 30_000, interval: 5 });
    for (let hook = 0; hook < 20; hook += 1) ensureWorker(bench.home, command, 'one', env());
    await begins(1);
    ensureWorker(bench.home, command, 'two', env());
    await begins(2);
    ensureWorker(bench.home, command, 'one', env());
    expect(workerOf(bench.home, 'one')).toBe('alive');
    bench.allow('started.end');
    await vi.waitFor(() => expect(workerOf(bench.home, 'one')).toBe('dead'), {
      timeout: 30_000,
      interval: 5,
    });
    ensureWorker(bench.home, command, 'one', env());
    await begins(3);
    await vi.waitFor(() => expect(workerOf(bench.home, 'one')).toBe('dead'), {
      timeout: 30_000,
      interval: 5,
    });
  });

  it('goes on where the record cannot be written or makes no sense', () => {
    mkdirSync(join(bench.home, 'spool', 'workers'), { recursive: true });
    for (const text of ['', 'null', '{"pid":"x"}', '[1]']) {
      writeFileSync(join(bench.home, 'spool', 'workers', 'odd.json'), text);
      expect(workerOf(bench.home, 'odd')).toBe('unknown');
    }
    writeFileSync(join(bench.home, 'file'), '');
    expect(() =>
      ensureWorker(join(bench.home, 'file'), { node: 'no such program', script: '' }, 'b', {}),
    ).not.toThrow();
  });
});

describe('a worker', () => {
  it('leaves the work to one that is there, which also does what was stored at its last moment', async () => {
    bench.put('long', { fields: { until: 'go' } });
    const first = bench.worker('batch');
    await bench.noted('start long');
    bench.put('more', { orderKey: 'other' });
    // A second one of the same environment ends at once, without work.
    expect(await bench.worker('batch').result).toEqual({ done: 0, dead: 0, left: expect.any(Number) });
    bench.allow('go');
    expect(await first.result).toEqual({ done: 2, dead: 0, left: 0 });
    expect(workerOf(bench.home, 'batch')).toBe('unknown');
  });

  it('does not take away the record of another one that took its place', async () => {
    bench.put('long', { fields: { until: 'go' } });
    const other = bench.worker('batch');
    await bench.noted('start long');
    expect(enterWorker(bench.home, 'batch')).toBe(false);
    leaveWorker(bench.home, 'batch');
    expect(workerOf(bench.home, 'batch')).toBe('alive');
    bench.allow('go');
    await other.result;
  });
});
