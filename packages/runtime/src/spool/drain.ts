/**
 * Does the work of the spool. A worker does the work of its environment, and what dead workers left behind; several
 * jobs at a time, but of one order key one after the other, whoever has them. Workers know of each other by the folder
 * alone, and look at it at different moments: a rename decides who has a job, and who has it looks once more whether
 * its turn has come.
 */
import { Alarm } from './alarm.ts';
import type { SpoolJob } from './job.ts';
import { type Moment, type Owner, type Plan, planOf } from './plan.ts';
import { bury, isDeadly, type Settled, type Settling, settleFailed } from './settle.ts';
import { type Scheduled, SpoolView } from './spool-view.ts';
import { jobTouchedAt, listJobs, moveJob, readJob, removeJob, type SpoolFile } from './store.ts';
import { sweepSpool } from './sweep.ts';
import { enterWorker, leaveWorker, ownRunner, runnerLives, workerOf } from './worker-record.ts';

/** A job whose worker has not shown itself for so long (ms) has none. */
const WORKER_START_MS = 15_000;
/** How long a worker stays for work that is not to be done yet. The next hook starts another one. */
const PATIENCE_MS = 15 * 60_000;
/** Nothing tells that another worker was killed: who stands behind its work looks so often. */
const LOOK_AFTER_OTHERS_MS = 1_000;
const MOST_AT_ONCE = 8;

export interface DrainOptions extends Settling {
  /** This worker's own work: the fingerprint of its environment. */
  readonly batch: string;
  /** Take pending work of every batch now, whether its worker lives or not yet and whether its moment has come. */
  readonly everything?: boolean;
  /** Whether the variables that a job needs are the same here. Default: they are. */
  readonly suits?: (job: Pick<SpoolJob, 'needs'>) => boolean;
  /** Does one job; throws when it failed, a `JobInterrupted` when it was told to stop. */
  readonly run: (job: SpoolJob) => Promise<void>;
  /** Milliseconds without work of its own after which waiting ends. */
  readonly patienceMs?: number;
  /** When aborted, nothing more is begun or waited for; what is left stays for the next worker. */
  readonly signal?: AbortSignal;
}

/** What a drain did. */
export interface DrainResult {
  readonly done: number;
  readonly dead: number;
  /** Jobs that are left: others hold them, or their moment has not come. */
  readonly left: number;
}

/** Works until nothing is left that is this worker's to do, or is to be done soon. */
export async function drain(options: DrainOptions): Promise<DrainResult> {
  return enterWorker(options.hooklineHome, options.batch)
    ? new Drain(options).run()
    : { done: 0, dead: 0, left: leftIn(options.hooklineHome) };
}

const leftIn = (hooklineHome: string): number =>
  listJobs(hooklineHome, 'pending').length + listJobs(hooklineHome, 'active').length;

class Drain {
  readonly #options: DrainOptions;
  readonly #view: SpoolView;
  readonly #alarm: Alarm;
  /** What this worker does at the moment, by stem. */
  readonly #running = new Map<string, { readonly alone: boolean; readonly ended: Promise<void> }>();
  readonly #tried: Set<string> | undefined;
  #busyUntil = Date.now();
  #done = 0;
  #dead = 0;

  constructor(options: DrainOptions) {
    this.#options = options;
    this.#view = new SpoolView(options.hooklineHome);
    this.#alarm = new Alarm(options.hooklineHome);
    this.#tried = options.everything === true ? new Set() : undefined;
  }

  async run(): Promise<DrainResult> {
    const { hooklineHome, batch, signal } = this.#options;
    const stopped = (): void => {
      // First of all: who stores work now is to start another worker.
      leaveWorker(hooklineHome, batch);
      this.#alarm.ring();
    };
    signal?.addEventListener('abort', stopped, { once: true });
    try {
      do {
        await this.#untilIdle();
        leaveWorker(hooklineHome, batch);
        // Who stored work while this worker was still on record relies on it.
      } while (signal?.aborted !== true && this.#hasMore() && enterWorker(hooklineHome, batch));
    } finally {
      signal?.removeEventListener('abort', stopped);
      leaveWorker(hooklineHome, batch);
      this.#alarm.close();
      sweepSpool(hooklineHome, new Set(this.#view.look('pending').map(({ job }) => job.batch)));
    }
    return { done: this.#done, dead: this.#dead, left: leftIn(hooklineHome) };
  }

  async #untilIdle(): Promise<void> {
    const { signal } = this.#options;
    while (signal?.aborted !== true) {
      this.#recover();
      const { plan, others } = this.#plan();
      this.#begin(plan.ready);
      const ms = this.#pause(plan, others);
      if (ms === undefined) return;
      await this.#alarm.wait(ms);
    }
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  #hasMore(): boolean {
    const { plan, others } = this.#plan();
    return plan.ready.length > 0 || this.#pause(plan, others) !== undefined;
  }

  #plan(): { plan: Plan; others: number } {
    const active = this.#view.look('active');
    const moment: Moment = {
      pending: this.#view.look('pending'),
      active,
      now: Date.now(),
      ownerOf: this.#owners(),
      ...(this.#tried && { tried: this.#tried }),
    };
    return { plan: planOf(moment), others: active.filter(({ runner }) => runner !== ownRunner()).length };
  }

  /** Milliseconds until the next look; undefined when there is nothing to wait for. */
  #pause({ ready, wakeAt, behindOthers }: Plan, others: number): number | undefined {
    const { everything, patienceMs = PATIENCE_MS } = this.#options;
    const now = Date.now();
    const leaveAt = this.#running.size > 0 ? Number.POSITIVE_INFINITY : this.#busyUntil + patienceMs;
    const moments = [
      ...(this.#running.size > 0 || ready.length > 0 ? [now + PATIENCE_MS] : []),
      ...(wakeAt !== undefined && wakeAt < leaveAt ? [wakeAt] : []),
      ...(behindOthers || (everything === true && others > 0) ? [now + LOOK_AFTER_OTHERS_MS] : []),
    ];
    if (moments.length === 0 || now >= leaveAt) return undefined;
    return Math.max(1, Math.min(...moments, leaveAt) - now);
  }

  /** Who is to run a job. Each batch is looked up once a moment. */
  #owners(): (one: Scheduled) => Owner {
    const { hooklineHome, batch, everything, suits = () => true } = this.#options;
    const workers = new Map<string, ReturnType<typeof workerOf>>();
    const workerFor = (name: string): ReturnType<typeof workerOf> => {
      const state = workers.get(name) ?? workerOf(hooklineHome, name);
      workers.set(name, state);
      return state;
    };
    const isLeft = (one: Scheduled): boolean => {
      const state = workerFor(one.job.batch);
      if (state !== 'unknown') return state === 'dead';
      const touched = jobTouchedAt(hooklineHome, one.file);
      return touched !== undefined && Date.now() - touched > WORKER_START_MS;
    };
    return (one) => {
      if (one.job.batch === batch) return 'mine';
      if (everything === true && suits(one.job)) return 'mine';
      if (!isLeft(one)) return 'theirs';
      return suits(one.job) ? 'mine' : 'nobody';
    };
  }

  #begin(ready: readonly Scheduled[]): void {
    for (const one of ready) {
      const alone = one.crashes > 0;
      // What ran when a worker died runs with nothing beside it: if it dies again, nobody else is blamed.
      const isCrowded =
        this.#running.size > 0 && (alone || [...this.#running.values()].some((other) => other.alone));
      if (isCrowded || this.#running.size >= MOST_AT_ONCE) return;
      this.#track(one.stem, alone, this.#work(one));
    }
  }

  #track(stem: string, alone: boolean, work: Promise<Settled | 'done' | 'missed'>): void {
    const ended = work.then(
      (how) => {
        if (how === 'done') this.#done += 1;
        if (how === 'dead') this.#dead += 1;
      },
      () => {},
    );
    this.#running.set(stem, { alone, ended });
    void ended.then(() => {
      this.#running.delete(stem);
      this.#busyUntil = Date.now();
      this.#alarm.ring();
    });
  }

  /** Takes a job and runs it; `missed` when another worker had it, or one that comes before it. */
  async #work(one: Scheduled): Promise<Settled | 'done' | 'missed'> {
    const { hooklineHome, run } = this.#options;
    const active = moveJob(hooklineHome, one.file, 'active', { runner: ownRunner() });
    if (!active) return 'missed';
    const job = readJob(hooklineHome, active);
    if (!job) return 'stuck';
    if (!this.#isItsTurn(one, job)) {
      moveJob(hooklineHome, active, 'pending', {
        ...(one.notBefore !== undefined && { notBefore: one.notBefore }),
      });
      this.#view.forget(one.stem);
      return 'missed';
    }
    this.#tried?.add(one.stem);
    try {
      await run(job);
    } catch (thrown) {
      return settleFailed(active, job, thrown, this.#options);
    }
    removeJob(hooklineHome, active);
    return 'done';
  }

  /**
   * Whether a job that was just taken is still this worker's, and nothing of the same key runs or comes before it:
   * another worker may have moved such a job from one folder to the other between the looks of `#plan`. Looked at
   * twice, it cannot slip past both ways.
   */
  #isItsTurn(taken: Scheduled, job: SpoolJob): boolean {
    const ownerOf = this.#owners();
    if (ownerOf({ ...taken, job }) !== 'mine') return false;
    const comesBefore = (other: Scheduled): boolean =>
      other.job.orderKey === job.orderKey && other.stem < taken.stem && ownerOf(other) !== 'nobody';
    const runs = (other: Scheduled): boolean =>
      other.job.orderKey === job.orderKey && other.stem !== taken.stem;
    return (
      !this.#view.look('active').some(runs) &&
      !this.#view.look('pending').some(comesBefore) &&
      !this.#view.look('active').some(runs)
    );
  }

  /** Puts work that a dead worker was in the middle of back, or gives it up. */
  #recover(): void {
    const { hooklineHome } = this.#options;
    for (const { file, stem, runner } of this.#view.look('active')) {
      if (runnerLives(runner)) continue;
      const job = readJob(hooklineHome, file);
      if (!job) continue;
      const crashes = (job.crashes ?? 0) + 1;
      if (!isDeadly(job)) {
        moveJob(hooklineHome, file, 'pending', { attempt: job.attempt + 1, crashes });
        continue;
      }
      const taken = moveJob(hooklineHome, file, 'active', { runner: ownRunner(), crashes });
      if (taken) this.#track(stem, false, this.#buryDeadly(taken, job));
    }
  }

  #buryDeadly(taken: SpoolFile, job: SpoolJob): Promise<'dead' | 'stuck'> {
    const times = (job.crashes ?? 0) === 1 ? 'twice' : `${(job.crashes ?? 0) + 1} times`;
    const failure = { code: 'HOOKLINE_INTERNAL', message: `Its worker died while it ran, ${times}.` };
    return bury(taken, job, failure, this.#options);
  }
}
