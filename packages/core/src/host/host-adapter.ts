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
  /** The folder of the session, where the payload names another one: a command may run anywhere. */
  readonly folder?: string;
  /** The tool call that begins or ends with this payload, by the agent's id of it. */
  readonly call?: { readonly id: string; readonly phase: 'begins' | 'ends' };
  /**
   * What is known of earlier calls by now. `agent`: those of this agent, or sub-agent, that could end have ended,
   * whether the agent told so or not. `session`: nothing of the session runs any more.
   */
  readonly settles?: 'agent' | 'session';
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
  /** The folder in which the agent has called. */
  readonly calledIn?: string;
  /** When this session and task started, as far as Hookline has seen: milliseconds since the epoch. */
  readonly startedAt?: (sessionId: string, taskId?: string) => number | undefined;
  /** The task of a session whose end has not been heard. */
  readonly openTask?: (sessionId: string) => string | undefined;
}

/** At which of the agent's events a call is looked up. */
export interface SettlingEvent {
  readonly native: string;
  readonly taskId?: string;
  readonly settles: 'agent' | 'session';
  readonly now: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface HostAdapter {
  readonly name: string;
  decode(stdin: string, scope: DecodeScope): DecodedPayload | UnreadablePayload;
  /**
   * What the agent has not told of the end of a call, from what it keeps elsewhere: the events of that end; none for
   * a call that did not run, or of which nothing is known; undefined while its end may still be told.
   */
  unreported(call: LifecycleEvent, at: SettlingEvent): readonly LifecycleEvent[] | undefined;
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
