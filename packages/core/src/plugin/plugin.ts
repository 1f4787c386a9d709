import type { HandlerAnswer } from '../answer.ts';
import type { Delivery, ResolvedEntry } from '../entry/resolved-entry.ts';
import type { EventName, EventOf, LanesOf, LifecycleEvent } from '../events/lifecycle-events.ts';
import type { Capabilities } from './capabilities.ts';
import type {
  ContributeHandler,
  GateHandler,
  HandlerOptions,
  ObserveHandler,
  RewriteHandler,
} from './context.ts';
import type { DeliveryDefinition } from './delivery.ts';

type LaneMethods<N extends EventName> = {
  rewrite(handler: RewriteHandler<N>, options?: HandlerOptions): void;
  gate(handler: GateHandler<N>, options?: HandlerOptions): void;
  contribute(handler: ContributeHandler<N>, options?: HandlerOptions): void;
  observe(handler: ObserveHandler<N>, options?: HandlerOptions): void;
};

/** The lanes of event `N`, and no others: `on('tool.after').rewrite` does not compile. */
export type LaneRegistrar<N extends EventName> = Pick<LaneMethods<N>, LanesOf<N>>;

/** Registers handlers for the events that the plugin declares. */
export type On<Declared extends EventName> = <N extends Declared>(event: N) => LaneRegistrar<N>;

/** What `setup` is given. */
export interface SetupContext<Declared extends EventName, Options> {
  /** Checked by the plugin's schema; `${NAME}` filled in. */
  readonly options: Options;
  readonly on: On<Declared>;
}

/** A Standard Schema (zod, valibot, …): enough of it to check options. */
export interface OptionsSchema<Options = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => unknown;
    readonly types?: { readonly input: unknown; readonly output: Options } | undefined;
  };
}

/** What `explain` is given besides the event. */
export interface ExplainContext<Options> extends Pick<Capabilities, 'env' | 'places'> {
  /** Checked by the plugin's schema; `${NAME}` filled in. */
  readonly options: Options;
}

/** A plugin: a name, the events it listens to, and what it does about them. */
export interface PluginDefinition<Declared extends EventName = EventName, Options = unknown> {
  /** The short name that configs use, `security-scan`. */
  readonly name: string;
  readonly events: readonly Declared[];
  /** The schema of the options, as a module's default export. Loaded when a config changed: never on the hot path. */
  readonly options?: () => Promise<{ readonly default: OptionsSchema<Options> }>;
  /** The handler kinds that this plugin provides. */
  readonly handlers?: readonly HandlerKind[];
  /** Work that its handlers hand over with `ctx.enqueue`, by name. */
  readonly deliveries?: Readonly<Record<string, DeliveryDefinition<Options>>>;
  /** Called once per process when the plugin listens to the event at hand. */
  setup?(context: SetupContext<Declared, Options>): void | Promise<void>;
  /**
   * Says in lines of text what the plugin would do about an event, and why: for `hookline explain`, which runs no handler.
   * It may look at files and must change nothing: a person who asks has not decided yet. Synchronous; what it throws is
   * shown in place of the lines. Never called for an event of the agent.
   */
  explain?(event: EventOf<Declared>, context: ExplainContext<Options>): readonly string[];
}

/** What a handler kind's `run` is given besides the entry and the event. */
export interface RunContext extends Capabilities {
  /** Milliseconds left until the deadline of this entry. */
  readonly timeoutMs: number;
  /** 1 for the first run; more when async work is tried again, after a failure or because its worker died. */
  readonly attempt: number;
}

/** A handler kind: how an entry of one `type` is run. Core knows no kind. */
export interface HandlerKind {
  /** The value of `type`. */
  readonly type: string;
  /** The keys of an entry that belong to this kind; the first one, when present, stands for a missing `type`. */
  readonly keys: readonly string[];
  /** The schema of those keys, as a module's default export. Never on the hot path. */
  readonly schema: () => Promise<{ readonly default: OptionsSchema }>;
  /** What an entry runs, for listings: `./scan.sh --fast`. */
  describe(fields: Readonly<Record<string, unknown>>): string;
  /** How async work of such an entry is delivered: what is kept in order, and how often it is tried. */
  delivery?(fields: Readonly<Record<string, unknown>>): Delivery;
  /**
   * Runs an entry for an event. A failure is thrown as a coded error; what `required` makes of it is not the
   * kind's business. Async work makes one try a run: with `retryAfterMs` in the error the spool runs it again.
   */
  run(entry: ResolvedEntry, event: LifecycleEvent, ctx: RunContext): Promise<HandlerAnswer | undefined>;
}
