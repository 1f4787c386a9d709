/**
 * The lanes of one event on tapable, the only place that imports its async hooks. A hook is created when its lane
 * runs and has handlers: tapable generates code at the first call (0.2-0.8 ms a hook), and most lanes are empty.
 *
 * - rewrite: AsyncSeriesWaterfallHook, one tap a handler.
 * - gate: AsyncSeriesBailHook, one tap a priority; only a refusal bails, so an early allow cannot hide a later deny.
 * - contribute, observe: AsyncParallelHook a priority, or AsyncSeriesHook where hooks run one by one.
 */
import { AsyncParallelHook, AsyncSeriesBailHook, AsyncSeriesHook, AsyncSeriesWaterfallHook } from 'tapable';
import type { Priority } from '../entry/resolved-entry.ts';
import type { Lane } from '../events/lifecycle-events.ts';
import { type Handler, PRIORITIES } from './handler.ts';
import { bail, interpreted, waterfall, wholeLane } from './interpreted.ts';

/** tapable refuses a tap without a name, and a plugin or an entry may have none: the order makes one. */
const tapName = (handler: Handler): string => `${handler.order} ${handler.by}`;

/** Runs one handler; never rejects. */
export type RunHandler = (handler: Handler) => Promise<void>;

const LANES: readonly Lane[] = ['rewrite', 'gate', 'contribute', 'observe'];

const STAGE: Readonly<Record<Priority, number>> = { high: -100, normal: 0, low: 100 };

/** The handlers of one event, by lane, and the tapable hooks that run them. */
export class Lanes {
  readonly #handlers: Record<Lane, Handler[]> = { rewrite: [], gate: [], contribute: [], observe: [] };
  readonly #parallel: boolean;

  constructor(parallel: boolean) {
    this.#parallel = parallel;
  }

  add(handler: Handler): void {
    this.#handlers[handler.lane].push(handler);
  }

  /** These and others', in the order of registration. */
  with(others: Lanes): Lanes {
    const both = new Lanes(this.#parallel);
    for (const lane of Object.keys(this.#handlers) as Lane[]) {
      both.#handlers[lane] = [...this.of(lane), ...others.of(lane)].sort((a, b) => a.order - b.order);
    }
    return both;
  }

  of(lane: Lane): readonly Handler[] {
    return this.#handlers[lane];
  }

  /** All of them, in the order in which they run; those that run at once in the order of registration. */
  inOrder(): readonly Handler[] {
    return LANES.flatMap((lane) => this.#byPriority(lane).flatMap(([, handlers]) => handlers));
  }

  some(holds: (handler: Handler) => boolean): boolean {
    return Object.values(this.#handlers).some((handlers) => handlers.some(holds));
  }

  get size(): number {
    return Object.values(this.#handlers).reduce((sum, handlers) => sum + handlers.length, 0);
  }

  /** Hands a value from rewriter to rewriter, in order of priority, then of registration. */
  async rewrite<T>(first: T, step: (value: T, handler: Handler) => Promise<T>): Promise<T> {
    const handlers = this.#handlers.rewrite;
    if (handlers.length === 0) return first;
    const hook = interpreted(new AsyncSeriesWaterfallHook<[T]>(['value']), waterfall);
    for (const handler of handlers) {
      hook.tapPromise({ name: tapName(handler), stage: STAGE[handler.priority] }, (value) =>
        step(value, handler),
      );
    }
    return hook.promise(first);
  }

  /**
   * Runs gates priority by priority. `run` judges the handlers of one priority that are due and returns true for
   * a refusal, which ends the lane.
   */
  async gate(run: (handlers: readonly Handler[]) => Promise<true | undefined>): Promise<boolean> {
    if (this.#handlers.gate.length === 0) return false;
    const hook = interpreted(new AsyncSeriesBailHook<[], true | undefined>([]), bail);
    for (const [priority, handlers] of this.#byPriority('gate')) {
      hook.tapPromise({ name: `gates of ${priority} priority`, stage: STAGE[priority] }, () => run(handlers));
    }
    return (await hook.promise()) === true;
  }

  /** Runs all handlers of a lane that decides nothing; priorities one after the other. */
  async all(lane: 'contribute' | 'observe', run: RunHandler): Promise<void> {
    for (const [, handlers] of this.#byPriority(lane)) {
      const hook = this.#parallel
        ? interpreted(new AsyncParallelHook<[]>([]), wholeLane.parallel)
        : interpreted(new AsyncSeriesHook<[]>([]), wholeLane.series);
      for (const handler of handlers) hook.tapPromise(tapName(handler), () => run(handler));
      await hook.promise();
    }
  }

  #byPriority(lane: Lane): readonly (readonly [Priority, readonly Handler[]])[] {
    return PRIORITIES.map(
      (priority) =>
        [priority, this.#handlers[lane].filter((handler) => handler.priority === priority)] as const,
    ).filter(([, handlers]) => handlers.length > 0);
  }
}
