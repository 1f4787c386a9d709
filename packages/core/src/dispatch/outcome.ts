/** What came of one event: the pure result that an encoder turns into the agent's answer. */
import type { Rewrite } from '../answer.ts';
import type { Priority } from '../entry/resolved-entry.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { LifecycleEvent, VerdictKind } from '../events/lifecycle-events.ts';

/** A text and who said it. */
export interface Attributed {
  /** The plugin's or the entry's name. */
  readonly by: string;
  readonly text: string;
}

/** One handler that ran, or why it did not. */
export interface HandlerRun {
  readonly by: string;
  /** The id of the entry, for a hook of a configuration. */
  readonly entryId?: string;
  readonly lane: 'rewrite' | 'gate' | 'contribute' | 'observe';
  readonly priority: Priority;
  readonly status: 'ok' | 'failed' | 'timed-out' | 'aborted' | 'skipped' | 'handed-over';
  /** Milliseconds since the event was dispatched. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** `deny`, `rewrite`, `context`, …: what it answered, in words. */
  readonly answered: readonly string[];
  /** For `skipped`: why. */
  readonly why?: string;
}

/** A handler that failed. */
export interface HandlerFailure {
  readonly by: string;
  readonly required: boolean;
  readonly code: ErrorCode;
  /** What happened, for the log and the person. */
  readonly message: string;
  readonly fix?: string;
  readonly where?: string;
}

export interface Outcome {
  /** The event as it stands after all rewrites. */
  readonly event: LifecycleEvent;
  /** The strongest verdict, with every reason that was given for it. Absent: nobody had an opinion. */
  readonly verdict?: { readonly kind: VerdictKind; readonly reasons: readonly Attributed[] };
  /** The input that replaces the original, when somebody rewrote it. */
  readonly rewrite?: { readonly change: Rewrite; readonly by: readonly string[] };
  /** In registration order, within the budget. */
  readonly context: readonly Attributed[];
  /** Contributions that did not fit the budget, whole or in part, and how much of them was left out. */
  readonly trimmed: readonly { readonly by: string; readonly tokens: number }[];
  /** For the person at the agent. */
  readonly messages: readonly Attributed[];
  /** Ends the turn. */
  readonly halt?: Attributed;
  /** Rewrites that were set aside because another one came first. */
  readonly conflicts: readonly { readonly by: string; readonly with: string; readonly field: string }[];
  readonly failures: readonly HandlerFailure[];
  readonly runs: readonly HandlerRun[];
  /** Milliseconds. */
  readonly durationMs: number;
}
