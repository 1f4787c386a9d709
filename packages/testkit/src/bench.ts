/** Puts recorded events through the real lanes, with fakes of what handlers may reach. One event at a time. */
import type { Capabilities, EventName, LifecycleEvent, Outcome } from '@hookline/core';
import { createLifecycle, DEFAULT_SETTINGS, type Lifecycle } from '@hookline/core/engine';
import { changeEvent } from './change-event.ts';
import { type FakeOptions, fakeCapabilities, jsonOf } from './fakes/capabilities.ts';
import { type Journal, newJournal } from './fakes/record.ts';
import { recordedEvent } from './recorded-event.ts';

/** How a plugin or a handler kind is tested. */
export interface BenchOptions extends FakeOptions {
  /** Milliseconds that a handler may take. Default 30 000, as in a configuration. */
  readonly timeoutMs?: number;
}

/** What came of one event. */
export interface RunResult extends Readonly<Omit<Journal, 'unplanned'>> {
  /** The event as it was given to the handlers. */
  readonly event: LifecycleEvent;
  /** What Hookline would answer the agent from. */
  readonly outcome: Outcome;
  /** What `ctx.state` holds afterwards. */
  readonly state: Readonly<Record<string, unknown>>;
}

export class Bench {
  readonly lifecycle: Lifecycle;
  readonly #options: BenchOptions;
  readonly #closed = new AbortController();
  readonly #state: Map<string, string>;
  #journal = newJournal();
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  constructor(
    options: BenchOptions,
    kind: Parameters<typeof createLifecycle>[0]['kind'] = async () => undefined,
  ) {
    this.#options = options;
    this.#state = new Map(
      Object.entries(options.state ?? {}).map(([key, value]) => [key, jsonOf(value) ?? 'null']),
    );
    this.lifecycle = createLifecycle({
      settings: { ...DEFAULT_SETTINGS, ...(options.timeoutMs && { timeoutMs: options.timeoutMs }) },
      env: options.env ?? {},
      rewrite: (event, change) => changeEvent(event, change as Readonly<Record<string, unknown>>),
      kind,
      handOver: () => {},
      capabilities: (_, stop) => fakeCapabilities(options, this.#journal, this.#state, stop),
    });
  }

  /** Milliseconds that a handler may take. */
  get timeoutMs(): number {
    return this.#options.timeoutMs ?? DEFAULT_SETTINGS.timeoutMs;
  }

  /** The capabilities of something that runs outside of an event; what it does is recorded in `journal`. */
  capabilities(journal: Journal): Capabilities {
    return fakeCapabilities(this.#options, journal, this.#state, { signal: this.#closed.signal });
  }

  /** Waits for the run before it, so that what is recorded belongs to one event. */
  run(name: EventName, fields: object = {}): Promise<RunResult> {
    const run = this.#last.then(() => this.#run(name, fields));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Aborts what still runs. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#last;
  }

  async #run(name: EventName, fields: object): Promise<RunResult> {
    if (this.#closed.signal.aborted) throw new Error('This test plugin is closed: make another one.');
    this.#count += 1;
    const event = recordedEvent(name, { id: `test:${this.#count}`, ...fields });
    const journal = newJournal();
    this.#journal = journal;
    const outcome = await this.lifecycle.dispatch(event, { signal: this.#closed.signal });
    const { unplanned, ...seen } = journal;
    if (unplanned[0]) throw unplanned[0];
    const state = Object.fromEntries([...this.#state].map(([key, text]) => [key, JSON.parse(text)]));
    return { event, outcome, ...seen, state };
  }
}
