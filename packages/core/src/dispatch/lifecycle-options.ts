import type { SyncHook } from 'tapable';
import type { Rewrite } from '../answer.ts';
import type { Settings } from '../config/resolved-config.ts';
import type { ResolvedEntry } from '../entry/resolved-entry.ts';
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import type { CapabilityFactory } from '../plugin/capabilities.ts';
import type { HandlerKind } from '../plugin/plugin.ts';
import type { Handler } from './handler.ts';
import type { HandlerFailure, HandlerRun, Outcome } from './outcome.ts';

/** What a lifecycle needs from the process around it. */
export interface LifecycleOptions {
  readonly settings: Settings;
  readonly capabilities: CapabilityFactory;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The event with a rewritten input; given by the agent's adapter. */
  readonly rewrite: (event: LifecycleEvent, change: Rewrite) => LifecycleEvent;
  /** Finds a handler kind by its `type`; may load it. */
  readonly kind: (type: string) => Promise<HandlerKind | undefined>;
  /** Stores an async entry's work durably. Throws when it cannot. */
  readonly handOver: (entry: ResolvedEntry, event: LifecycleEvent) => void;
}

/** How one event is dispatched. */
export interface DispatchOptions {
  /** Aborted when the agent has gone. */
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole event; every handler's own timeout is cut to what is left. */
  readonly budgetMs?: number;
  /** Whether this task was resumed less often than that; else a `resume` is dropped. Default: it was. */
  readonly mayResume?: (limit: number) => boolean;
  /** Says why a hook is not asked although it is meant; never called for one that is required. */
  readonly setAside?: (entry: ResolvedEntry) => string | undefined;
}

/** Who listens to an event. */
export interface Listening {
  /** In the order in which they run; asynchronous entries are not among them. */
  readonly handlers: readonly Handler[];
  /** Plugins that could not be loaded or set up. */
  readonly failures: readonly HandlerFailure[];
}

/** How a plugin is registered. */
export interface Registration {
  readonly name: string;
  readonly options: unknown;
  /** The events on which it requires itself, as its manifest says: they are refused when it cannot be set up. */
  readonly required?: readonly string[];
}

/** The synchronous hooks for bookkeeping: nothing that taps them can decide. */
export interface LifecycleHooks {
  readonly pluginRegistered: SyncHook<[string]>;
  readonly handlerStarted: SyncHook<[Handler, LifecycleEvent]>;
  readonly handlerSettled: SyncHook<[HandlerRun, LifecycleEvent]>;
  readonly outcome: SyncHook<[Outcome]>;
}
