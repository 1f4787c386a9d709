import type { VerdictKind } from './events/lifecycle-events.ts';

/** What a gate decided, and why. The reason is read by the model: one or two plain sentences. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** Never empty for `deny`, `ask`, `feedback` and `resume`: the agent ignores a refusal without a reason. */
  readonly reason: string;
}

/** New values for a tool call: the keys are fields of the event (`command`, `patch`, `arguments`, `input`). */
export interface Rewrite {
  readonly command?: string;
  readonly patch?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** Replaces the tool's whole input. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/**
 * Everything one handler can answer. A plugin's lane handler fills one part of it; an entry of a config may fill
 * all. Nothing at all means no opinion.
 */
export interface HandlerAnswer {
  readonly verdict?: Verdict;
  readonly rewrite?: Rewrite;
  /** Text for the model. */
  readonly context?: string;
  /** Text for the person at the agent. */
  readonly message?: string;
  /** Ends the turn, with this reason. */
  readonly halt?: string;
}
