/**
 * Which events can be told of, and whether one is worth a mail. On the path of every event that the plugin listens to,
 * and so in one file.
 */
import type { EventOf, Outcome } from '@hookline/core';

/** In the order of a session. */
export const TOLD_EVENTS = [
  'session_start',
  'session_end',
  'task_complete',
  'exec.after',
  'permission.request',
  'error.occurred',
] as const;

/** The name of an event that can be mailed. */
export type ToldEvent = (typeof TOLD_EVENTS)[number];

/** Any event that can be mailed. */
export type ToldPayload = { [N in ToldEvent]: EventOf<N> }[ToldEvent];

/** What a person who left the desk wants to know, and no more: the end, a question, a failure. */
export const DEFAULT_EVENTS: readonly ToldEvent[] = ['task_complete', 'permission.request', 'error.occurred'];

/** Seconds. A shorter task was waited for at the desk. */
export const DEFAULT_MIN_DURATION = 60;

/** The options that the choice depends on. */
export interface Choice {
  readonly only_failures?: boolean;
  readonly min_duration?: number;
  readonly tool_errors?: boolean;
}

/** True when a mail is to tell of an event, and of what the hooks made of it. */
export function isTold(event: ToldPayload, outcome: Pick<Outcome, 'verdict'>, choice: Choice = {}): boolean {
  switch (event.type) {
    case 'task_complete':
      // A hook sent the agent back to work: this is not the end.
      if (outcome.verdict?.kind === 'resume') return false;
      return !event.success || isLongSuccess(event.duration, choice);
    case 'exec.after':
      return isFailedCommand(event) || isLongSuccess(event.duration, choice);
    case 'permission.request':
      // A hook has answered: nobody is asked.
      return outcome.verdict === undefined && choice.only_failures !== true;
    case 'error.occurred':
      return (event.source !== 'tool' || choice.tool_errors === true) && !isOfThisPlugin(event);
    default:
      return choice.only_failures !== true;
  }
}

/** Whether a command has failed, as far as anybody knows. */
export const isFailedCommand = (event: { readonly success?: boolean; readonly exitCode?: number }): boolean =>
  event.success === false || (event.exitCode !== undefined && event.exitCode !== 0);

function isLongSuccess(durationMs: number | undefined, choice: Choice): boolean {
  if (choice.only_failures === true) return false;
  const least = (choice.min_duration ?? DEFAULT_MIN_DURATION) * 1_000;
  return least === 0 || (durationMs ?? 0) >= least;
}

/** A person who cannot be mailed is not mailed that no mail arrives. */
const isOfThisPlugin = (event: { readonly source: string; readonly context?: string }): boolean =>
  event.source === 'hook' && /^hook email-notify\b/.test(event.context ?? '');
