/** The events that the log knows a line for, in the order of a session. */
export const LOGGED_EVENTS = [
  'session_start',
  'session_end',
  'task_start',
  'task_complete',
  'exec.after',
  'patch.after',
  'permission.request',
  'error.occurred',
] as const;

/** The name of a logged event. */
export type LoggedEvent = (typeof LOGGED_EVENTS)[number];
