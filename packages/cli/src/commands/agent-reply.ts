/** What the agent is told about an outcome: for who raises its events by hand. */
import type { HostReply, Outcome } from '@hookline/core/engine';
import { codex } from '@hookline/host-codex';

/** The reply to the agent; none for an event that is not the agent's. */
export function agentReply(outcome: Outcome): { readonly reply?: HostReply } {
  const { event } = outcome.event.host;
  return event === undefined ? {} : { reply: codex.encode(outcome, event) };
}

/** The reply as one line; undefined when the agent is told nothing. */
export function replyText(outcome: Outcome): string | undefined {
  const { reply } = agentReply(outcome);
  return reply?.stdout || reply?.stderr || undefined;
}
