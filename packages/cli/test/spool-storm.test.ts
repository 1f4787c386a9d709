/**
 * Deliveries through real hook processes to a server that is as bad as servers are. `SPOOL_DELIVERIES` sets how many,
 * `SPOOL_SEED` repeats a run that failed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listJobs, readJob } from '@hookline/runtime/spool';
import { expect, it, vi } from 'vitest';
import { type Call, type Called, callHook, webhooks } from './calls.ts';
import { chance } from './chance.ts';
import { type Person, person } from './person.ts';
import { type StormServer, stormServer } from './storm-server.ts';

const DELIVERIES = Number(process.env['SPOOL_DELIVERIES'] ?? 300);
const SEED = Number(process.env['SPOOL_SEED'] ?? Date.now() % 1_000_000);
const TARGETS = 50;
const TARGETS_A_CALL = 5;
const LANES = 4;
const MINUTES = 60_000;

/** The calls, each of which goes to some addresses; of every address there are about as many. */
function plannedCalls(): Call[] {
  const random = chance(SEED);
  return Array.from({ length: DELIVERIES / TARGETS_A_CALL }, (_, index) => {
    const targets = new Set<number>();
    while (targets.size < TARGETS_A_CALL) targets.add(Math.floor(random() * TARGETS));
    return { index, session: `session-${index % 7}`, targets: [...targets] };
  });
}

/** Living workers of a person. Found by what is in their environment. */
function workersOf(someone: Person): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/environ`, 'utf8').includes(someone.root) &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('\0work\0')
      );
    } catch {
      return false;
    }
  }).length;
}

/** Pairs of one target that arrived the other way round than they were accepted, one after the other's end. */
function outOfOrder(server: StormServer, accepted: readonly Called[]): string[] {
  const byIndex = new Map(accepted.map((one) => [one.call.index, one]));
  const found: string[] = [];
  for (let target = 0; target < TARGETS; target += 1) {
    const arrivals = server.tries.filter((one) => one.target === target && one.outcome === 'delivered');
    arrivals.forEach(({ index: later }, position) => {
      for (const { index: earlier } of arrivals.slice(position + 1)) {
        const [a, b] = [byIndex.get(earlier), byIndex.get(later)];
        if (a && b && a.to < b.from) found.push(`target ${target}: #${later} arrived before #${earlier}`);
      }
    });
  }
  return found;
}

const spooled = (someone: Person) =>
  (['pending', 'active'] as const).flatMap((folder) =>
    listJobs(someone.hooklineHome, folder).flatMap((file) => readJob(someone.hooklineHome, file) ?? []),
  );

it(
  `delivers ${DELIVERIES} times to a server that fails, hangs and is down, each once it can, in order (seed ${SEED})`,
  async () => {
    const server = await stormServer({ seed: SEED, fails: 0.3, hangs: 0.05 });
    const someone = person({
      'hooks.toml': webhooks(server.url, TARGETS, 'timeout = 1\nretry_count = 10\n'),
    });
    const calls = plannedCalls();
    const accepted: Called[] = [];
    let mostWorkers = 0;
    let hooks = 0;
    /** Down until the outage has been met many times; the other lanes go on meanwhile. */
    const outage = async (): Promise<void> => {
      await server.down();
      await vi.waitFor(
        () =>
          expect(
            spooled(someone).filter(({ lastFailure }) => lastFailure?.message.includes('ECONNREFUSED'))
              .length,
          ).toBeGreaterThanOrEqual(TARGETS / 4),
        { timeout: MINUTES, interval: 50 },
      );
      await server.up();
    };
    const lane = async (mine: readonly Call[]): Promise<void> => {
      for (const call of mine) {
        accepted.push(await callHook(someone, call));
        hooks += 1;
        if (hooks % 10 === 0) mostWorkers = Math.max(mostWorkers, workersOf(someone));
        if (hooks === Math.floor(calls.length * 0.4)) await outage();
      }
    };
    await Promise.all(
      Array.from({ length: LANES }, (_, number) =>
        lane(calls.filter(({ index }) => index % LANES === number)),
      ),
    );
    expect(accepted.filter(({ code }) => code !== 0)).toEqual([]);
    // The worker alone, up to the last few, whose waits have grown; these are flushed.
    const few = DELIVERIES / 10;
    await vi.waitFor(() => expect(spooled(someone).length).toBeLessThan(few), {
      timeout: 5 * MINUTES,
      interval: 100,
    });
    const workersDelivered = server.tries.filter(({ outcome }) => outcome === 'delivered').length;
    for (let round = 0; round < 100 && spooled(someone).length > 0; round += 1)
      await someone.hookline(['spool', 'flush']);
    expect(spooled(someone)).toEqual([]);

    const wanted = calls.flatMap(({ index, targets }) => targets.map((target) => `${target}/${index}`));
    const delivered = server.tries.filter(({ outcome }) => outcome === 'delivered');
    const arrived = new Set(delivered.map(({ target, index }) => `${target}/${index}`));
    expect(wanted.filter((one) => !arrived.has(one))).toEqual([]);
    expect(listJobs(someone.hooklineHome, 'dead')).toEqual([]);
    expect(server.broken).toEqual([]);

    const keys = new Map<string, Set<string | undefined>>();
    for (const { target, index, key } of server.tries) {
      const of = `${target}/${index}`;
      keys.set(of, (keys.get(of) ?? new Set()).add(key));
    }
    expect([...keys.values()].filter((one) => one.size !== 1 || one.has(undefined))).toEqual([]);
    expect(new Set([...keys.values()].flatMap((one) => [...one])).size).toBe(wanted.length);
    expect(outOfOrder(server, accepted)).toEqual([]);
    expect(mostWorkers).toBeGreaterThan(0);
    expect(mostWorkers).toBeLessThanOrEqual(LANES);
    const count = (outcome: string): number => server.tries.filter((one) => one.outcome === outcome).length;
    process.stdout.write(
      `${DELIVERIES} deliveries, ${calls.length} hook processes, ${server.tries.length} requests: ${count('failed')} failed, ${count('hung')} hung; at most ${mostWorkers} workers at once; ${workersDelivered} by workers, the rest by flush (seed ${SEED})\n`,
    );
    expect(readdirSync(join(someone.hooklineHome, 'spool', 'active'))).toEqual([]);
  },
  15 * MINUTES,
);
