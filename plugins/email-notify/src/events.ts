/** The events that can be mailed, and which of them are when nothing is said. */
import type { EventOf } from '@hookline/core';

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
