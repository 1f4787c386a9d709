/** The events that get a line when they happen, in the order of a session. */
export const LOGGED_EVENTS = [
  'session_start',
  'session_end',
  'task_start',
  'task_complete',
  'task.interrupted',
  'exec.after',
  'patch.after',
  'mcp.after',
  'tool.after',
  'permission.request',
  'agent.start',
  'agent.stop',
  'compact.after',
  'error.occurred',
] as const;

/** The events that get a line only when a hook has refused, asked or changed something. */
export const DECIDED_EVENTS = [
  'exec.before',
  'patch.before',
  'mcp.before',
  'tool.before',
  'compact.before',
] as const;

/** The name of a logged event. */
export type LoggedEvent = (typeof LOGGED_EVENTS)[number];

/** The name of an event that is logged for what hooks decided. */
export type DecidedEvent = (typeof DECIDED_EVENTS)[number];

/** How weighty a line is. */
export const LEVELS = ['info', 'warn', 'error'] as const;

/** How lines are written. */
export const FORMATS = ['text', 'json', 'both'] as const;
