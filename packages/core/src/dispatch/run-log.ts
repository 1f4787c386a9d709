/**
 * What ran and what failed on one event, on one clock. Tells the bookkeeping of it; bookkeeping that fails is
 * reported once and changes nothing, for a full disk must not take a verdict away.
 */
import { errorText } from '../errors/hookline-error.ts';
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import { clock } from './clock.ts';
import type { Handler } from './handler.ts';
import type { LifecycleHooks } from './lifecycle-options.ts';
import type { HandlerFailure, HandlerRun, Outcome } from './outcome.ts';

export class RunLog {
  readonly #hooks: LifecycleHooks | undefined;
  readonly #started = clock();
  readonly #runs: HandlerRun[] = [];
  readonly #failures: HandlerFailure[];
  readonly #broken = new Set<keyof LifecycleHooks>();

  constructor(hooks: LifecycleHooks | undefined, failures: readonly HandlerFailure[]) {
    this.#hooks = hooks;
    this.#failures = [...failures];
  }

  /** Milliseconds since the event was dispatched. */
  get elapsedMs(): number {
    return Math.round((clock() - this.#started) * 100) / 100;
  }

  get runs(): readonly HandlerRun[] {
    return [...this.#runs];
  }

  get failures(): readonly HandlerFailure[] {
    return [...this.#failures];
  }

  started(handler: Handler, event: LifecycleEvent): void {
    this.#tell('handlerStarted', () => this.#hooks?.handlerStarted.call(handler, event));
  }

  settled(run: HandlerRun, event: LifecycleEvent): void {
    this.#runs.push(run);
    this.#tell('handlerSettled', () => this.#hooks?.handlerSettled.call(run, event));
  }

  failed(failure: HandlerFailure): void {
    this.#failures.push(failure);
  }

  /** Tells the outcome; gives it back with what came of telling it. */
  closed(outcome: Outcome): Outcome {
    this.#tell('outcome', () => this.#hooks?.outcome.call(outcome));
    return this.#broken.has('outcome') ? { ...outcome, failures: this.failures } : outcome;
  }

  #tell(hook: keyof LifecycleHooks, call: () => void): void {
    if (!this.#hooks) return;
    try {
      call();
    } catch (thrown) {
      if (this.#broken.has(hook)) return;
      this.#broken.add(hook);
      this.#failures.push(bookkeepingFailure(hook, thrown));
    }
  }
}

/** The failure of something that tapped a bookkeeping hook. */
export const bookkeepingFailure = (hook: keyof LifecycleHooks, thrown: unknown): HandlerFailure => ({
  by: 'hookline',
  required: false,
  code: 'HOOKLINE_INTERNAL',
  message: `The bookkeeping at ${hook} failed: ${errorText(thrown)}`,
});
