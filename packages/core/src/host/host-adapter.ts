/** What an agent's package provides. Another agent is another implementation of this interface, in its own package. */
import type { Rewrite } from '../answer.ts';
import type { Outcome } from '../dispatch/outcome.ts';
import type { HooklineError } from '../errors/hookline-error.ts';
import type { LifecycleEvent } from '../events/lifecycle-events.ts';

/** What the hook process prints and how it ends. `2` refuses, with the reason on stderr. */
export interface HostReply {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 2;
}

/** A payload that could be read: the event it is, then the events that follow from it (a failed call, an ended task). */
export interface DecodedPayload {
  readonly ok: true;
  /** The agent's own event name. */
  readonly native: string;
  readonly events: readonly [LifecycleEvent, ...LifecycleEvent[]];
  /** Milliseconds that the agent grants the hook, when it grants less than its default. */
  readonly budgetMs?: number;
}

/** A payload that could not be read. */
export interface UnreadablePayload {
  readonly ok: false;
  /** Known when the payload or the command line says it. */
  readonly native?: string;
  readonly error: HooklineError;
  /** `unknown-event`: well-formed, but of an event that this version does not know. */
  readonly reason: 'unreadable' | 'unknown-event';
}

/** What decoding may look at besides the payload. */
export interface DecodeScope {
  /** The event named on the command line that the agent called. */
  readonly event?: string;
  readonly now: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** When this session and task started, as far as Hookline has seen: milliseconds since the epoch. */
  readonly startedAt?: (sessionId: string, taskId?: string) => number | undefined;
}

export interface HostAdapter {
  readonly name: string;
  decode(stdin: string, scope: DecodeScope): DecodedPayload | UnreadablePayload;
  /** The event as it would have come with a rewritten input. */
  rewrite(event: LifecycleEvent, change: Rewrite): LifecycleEvent;
  /** The answer in exactly the form that the agent accepts. */
  encode(outcome: Outcome, native: string): HostReply;
  /** True for the events whose refusal stops an action of the agent (a tool call, a prompt, a permission). */
  guards(native: string): boolean;
  /** A refusal made without an outcome, for when Hookline itself, its config or the payload is broken. */
  refuse(native: string | undefined, reason: string): HostReply;
  /** Lets the event pass and tells the person, where the event can. */
  pass(native: string | undefined, notice?: string): HostReply;
}
