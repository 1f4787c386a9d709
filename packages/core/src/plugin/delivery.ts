/**
 * Work that a plugin hands over with `ctx.enqueue` and that is done after the agent was answered. It is stored before
 * the answer leaves, outlives the process, and is tried again; the other side may be down for hours.
 */
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import type { Capabilities } from './capabilities.ts';

/** How a piece of work is handed over. */
export interface EnqueueOptions {
  /**
   * Where it goes, in words of the plugin. Work of the plugin for one target is done one after the other in the order in
   * which it was stored, over all sessions; work without a target is kept in order within its session.
   */
  readonly target?: string;
  /** Milliseconds before which it is not done, at most an hour. Work behind it for the same target waits as well. */
  readonly delayMs?: number;
}

/** What a delivery is given besides its data. */
export interface DeliveryContext<Options = unknown> extends Capabilities {
  /** The options that the plugin has when it is delivered; `${NAME}` filled in. */
  readonly options: Options;
  /** The event on which it was handed over, redacted. */
  readonly event: LifecycleEvent;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Milliseconds that this try may take. */
  readonly timeoutMs: number;
}

/** One kind of work of a plugin, by the name that `ctx.enqueue` is given. */
export interface DeliveryDefinition<Options = unknown> {
  /** How often it is tried in all, where a failed try says that another one may succeed. Default 5. */
  readonly attempts?: number;
  /** Milliseconds of one try. Default: `timeout_seconds` of the config. */
  readonly timeoutMs?: number;
  /**
   * Does the work. At least once: a worker that is killed behind its last step does it again. `data` is what was handed
   * over, as JSON and redacted.
   *
   * @throws HooklineError with `retryAfterMs` in its details where another try may succeed. Without, and after the last
   * try, the work is kept as a dead letter (`hookline spool list`).
   */
  deliver(data: unknown, ctx: DeliveryContext<Options>): Promise<void>;
}
