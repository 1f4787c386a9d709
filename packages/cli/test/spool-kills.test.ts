/**
 * `kill -9` of hook processes and of workers at random moments. `SPOOL_KILLS` sets how many, `SPOOL_SEED` repeats a run
 * that failed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { listJobs, readJob } from '@hookline/runtime/spool';
import { expect, it } from 'vitest';
import { type Called, callHook, webhooks } from './calls.ts';
import { chance } from './chance.ts';
import { type Person, person } from './person.ts';
import { stormServer } from './storm-server.ts';

const KILLS = Number(process.env['SPOOL_KILLS'] ?? 60);
const SEED = Number(process.env['SPOOL_SEED'] ?? Date.now() % 1_000_000);
const TARGETS = 4;
const MINUTES = 60_000;

/** The pid of a living worker, as its record says. */
function workerOf(someone: Person): number | undefined {
  const folder = join(someone.hooklineHome, 'spool', 'workers');
  try {
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.json')) continue;
      const { pid } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('\0work\0')) return pid;
    }
  } catch {
    // Leaving at this moment, or not there yet.
  }
  return undefined;
}

/** Every file of the spool that counts as a job, read: how many are none. */
function unreadable(someone: Person): string[] {
  return (['pending', 'active', 'dead'] as const).flatMap((folder) =>
    listJobs(someone.hooklineHome, folder).flatMap((file) => {
      const path = join(someone.hooklineHome, 'spool', folder, file.name);
      if (readJob(someone.hooklineHome, file)) return [];
      try {
        return [`${file.name}: ${readFileSync(path, 'utf8').slice(0, 100)}`];
      } catch {
        // Moved meanwhile by a worker.
        return [];
      }
    }),
  );
}

/** Turns of the loop until a moment, so that what happens at it happens at any point of what runs beside. */
async function until(moment: number): Promise<void> {
  while (performance.now() < moment) await new Promise(setImmediate);
}

it(
  `loses nothing that was accepted when hooks and workers are killed ${KILLS} times (seed ${SEED})`,
  async () => {
    const server = await stormServer({ seed: SEED, fails: 0.05, hangs: 0 });
    const someone = person({ 'hooks.toml': webhooks(server.url, TARGETS, 'timeout = 5\n') });
    const random = chance(SEED);
    const called: Called[] = [];
    const killed = { hook: 0, worker: 0 };
    let index = 0;
    // How long a hook takes here; a kill falls anywhere into it, and a little behind.
    const first = await callHook(someone, { index, session: 'session-0', targets: [0, 1, 2, 3] });
    called.push(first);
    let span = first.to - first.from;
    while (killed.hook + killed.worker < KILLS) {
      index += 1;
      const call = {
        index,
        session: `session-${index % 3}`,
        targets: [index % TARGETS, (index + 1) % TARGETS],
      };
      const killsHook = killed.hook * 2 <= killed.hook + killed.worker;
      const at = performance.now() + random() * span * 1.2;
      let ended = false;
      const running = callHook(someone, call, (kill) => {
        if (!killsHook) return;
        void until(at).then(() => {
          if (!ended) kill();
        });
      });
      const one = await running;
      ended = true;
      called.push(one);
      if (one.code === undefined) killed.hook += 1;
      else span = Math.max(40, one.to - one.from);
      if (!killsHook) {
        await until(performance.now() + random() * span * 2);
        const pid = workerOf(someone);
        if (pid !== undefined) {
          process.kill(pid, 'SIGKILL');
          killed.worker += 1;
        }
      }
      expect(unreadable(someone)).toEqual([]);
      expect(index).toBeLessThan(KILLS * 10);
    }
    const left = (): number =>
      listJobs(someone.hooklineHome, 'pending').length + listJobs(someone.hooklineHome, 'active').length;
    const flush = async (): Promise<void> => {
      for (let round = 0; round < 50 && left() > 0; round += 1) await someone.hookline(['spool', 'flush']);
      expect(left()).toBe(0);
    };
    await flush();
    // Whatever was being delivered at each of nine kills is given up, and kept: a person puts it back.
    const letters = listJobs(someone.hooklineHome, 'dead');
    for (const letter of letters)
      expect(readJob(someone.hooklineHome, letter)?.failed?.message).toMatch(/worker died|tried \d+ times/);
    if (letters.length > 0) await someone.hookline(['spool', 'retry', '--all']);
    await flush();
    expect(listJobs(someone.hooklineHome, 'dead')).toEqual([]);
    expect(server.broken).toEqual([]);

    const accepted = called
      .filter(({ code }) => code === 0)
      .flatMap(({ call }) => call.targets.map((target) => `${target}/${call.index}`));
    const arrived = server.tries
      .filter(({ outcome }) => outcome === 'delivered')
      .map(({ target, index: of }) => `${target}/${of}`);
    expect(accepted.filter((one) => !arrived.includes(one))).toEqual([]);
    expect(server.tries.filter(({ key }) => key === undefined)).toEqual([]);
    process.stdout.write(
      `${killed.hook} hooks and ${killed.worker} workers killed; ${accepted.length} deliveries accepted, ${new Set(arrived).size} arrived, ${arrived.length - new Set(arrived).size} of them twice, ${letters.length} after nine kills by hand (seed ${SEED})\n`,
    );
  },
  15 * MINUTES,
);
