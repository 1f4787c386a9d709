/**
 * Guards against foreign code that never gives the process back: a loop without end, a call that blocks. No timer
 * of this process fires then, so a thread looks on and ends the process; the installed command turns that into a
 * refusal. The thread costs some 10 ms, so it is started only where foreign code runs beside a required check, or
 * while a changed configuration is read for an event that can be refused.
 */
import type { Worker } from 'node:worker_threads';
import type { Homes } from '@hookline/config/homes';
import type { JournalLine } from '../state/journal.ts';
import { SLOT, type WatchdogOrder } from './watchdog-order.ts';

const BEAT_MS = 250;
/** An event loop that has not turned for so long is held. */
const STILL_MS = 2_000;
const MOST_NAMES = 256;

export interface WatchdogSources {
  /** Absolute path of the thread's script. */
  readonly script: string;
  readonly homes: Pick<Homes, 'codexHome' | 'hooklineHome'>;
  /** What the journal says of the event when the process is ended. */
  readonly line: JournalLine;
}

export class Watchdog {
  readonly #sources: WatchdogSources;
  readonly #shared = new SharedArrayBuffer(4 * (SLOT.names + MOST_NAMES));
  readonly #numbers = new Int32Array(this.#shared);
  #names: readonly string[] = [];
  #worker: Worker | undefined;
  #startedAt = 0;

  constructor(sources: WatchdogSources) {
    this.#sources = sources;
  }

  /**
   * The event loop may not stand still beyond `limitMs` from now. `names` are the foreign parts that may hold it.
   * Never throws: without a thread the event goes on as it would have.
   */
  watch(limitMs: number, names: readonly string[]): void {
    try {
      this.#name(names);
      this.#worker ??= this.#start();
    } catch {
      return;
    }
    Atomics.store(this.#numbers, SLOT.limit, Math.max(1, Math.round(Date.now() - this.#startedAt + limitMs)));
  }

  /** Nothing foreign runs any more. */
  rest(): void {
    Atomics.store(this.#numbers, SLOT.limit, 0);
  }

  /** A foreign part begins to run. */
  entered(name: string): void {
    this.#count(name, 1);
  }

  /** It has given back what it was asked for. */
  left(name: string): void {
    this.#count(name, -1);
  }

  #count(name: string, by: 1 | -1): void {
    const index = this.#names.indexOf(name);
    if (index >= 0) Atomics.add(this.#numbers, SLOT.names + index, by);
  }

  #name(names: readonly string[]): void {
    if (names.join('\0') === this.#names.join('\0')) return;
    this.#names = names.slice(0, MOST_NAMES);
    this.#numbers.fill(0, SLOT.names);
    this.#worker?.postMessage(this.#names);
  }

  #start(): Worker {
    const { script, homes, line } = this.#sources;
    const order: WatchdogOrder = {
      shared: this.#shared,
      names: this.#names,
      stillMs: STILL_MS,
      codexHome: homes.codexHome,
      hooklineHome: homes.hooklineHome,
      line,
    };
    // Not imported above: an ordinary event does without it.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    this.#startedAt = Date.now();
    const worker = new Worker(script, { workerData: order, env: {}, execArgv: [] });
    worker.on('error', () => {});
    worker.unref();
    const numbers = this.#numbers;
    // Taken now: a plugin may replace it.
    const { add } = Atomics;
    setInterval(() => add(numbers, SLOT.beat, 1), BEAT_MS).unref();
    return worker;
  }
}
