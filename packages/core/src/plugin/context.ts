/** What a lane's handler gets and may return. The verdicts on `ctx` are those of the event, and no others. */
import type { Rewrite, Verdict } from '../answer.ts';
import type { Outcome } from '../dispatch/outcome.ts';
import type { EventName, EventOf, VerdictKind, VerdictsOf } from '../events/lifecycle-events.ts';
import type { Capabilities } from './capabilities.ts';

/** A verdict as a gate returns it. */
export interface VerdictOf<K extends VerdictKind> extends Verdict {
  readonly kind: K;
}

type VerdictMakers<K extends VerdictKind> = {
  /** The reason is read by the model (or by the person asked): one or two plain sentences, never empty. */
  readonly [Kind in K]: (reason: string) => VerdictOf<Kind>;
};

export type GateContext<N extends EventName> = Capabilities & VerdictMakers<VerdictsOf<N>>;
export type LaneContext = Capabilities;

type MaybePromise<T> = T | Promise<T>;
// biome-ignore lint/suspicious/noConfusingVoidType: a handler without a return statement has no opinion.
type Nothing = void | undefined;

/** Judges. Nothing returned means no opinion. Only a refusal ends the event. */
export type GateHandler<N extends EventName> = (
  event: EventOf<N>,
  ctx: GateContext<N>,
) => MaybePromise<VerdictOf<VerdictsOf<N>> | Nothing>;

/** What a rewrite of event `N` may change: of the fields of a {@link Rewrite} those that the event has. */
export type RewriteOf<N extends EventName> = Pick<Rewrite, keyof Rewrite & keyof EventOf<N>>;

/** Changes the input of a tool call before any gate judges it. */
export type RewriteHandler<N extends EventName> = (
  event: EventOf<N>,
  ctx: LaneContext,
) => MaybePromise<RewriteOf<N> | Nothing>;

/** Adds text for the model. */
export type ContributeHandler<N extends EventName> = (
  event: EventOf<N>,
  ctx: LaneContext,
) => MaybePromise<string | Nothing>;

/** Sees the event and what came of it. Decides nothing. */
export type ObserveHandler<N extends EventName> = (
  event: EventOf<N>,
  ctx: LaneContext & { readonly outcome: Outcome },
) => MaybePromise<Nothing>;

/** How a handler runs. */
export interface HandlerOptions {
  /** High before normal before low. Default `normal`. */
  readonly priority?: 'high' | 'normal' | 'low';
  /** Milliseconds. Default: `timeout_seconds` of the config. */
  readonly timeoutMs?: number;
  /** A failure of this handler refuses the event where it has a gate. Default false. */
  readonly required?: boolean;
  /**
   * How often a task may have been sent back to work, by whomever, for this handler to send it back once more. Default:
   * `resume_limit` of the config. Where that is 0 nobody sends a task back.
   */
  readonly resumes?: number;
}
