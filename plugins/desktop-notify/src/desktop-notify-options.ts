/** The events that a notification can be about, in the order of a session. */
export const NOTIFIED_EVENTS = [
  'task_complete',
  'permission.request',
  'error.occurred',
  'session_end',
] as const;

/** Those that it is about where nothing is said: the end of a session is the person's own doing. */
export const DEFAULT_EVENTS = ['task_complete', 'permission.request', 'error.occurred'] as const;

/** How pressing a notification is shown, where the desktop knows a difference. */
export const URGENCIES = ['low', 'normal', 'critical'] as const;

/** Seconds that a task takes at least, for its end to be told. */
export const MIN_SECONDS = 10;

export type NotifiedEvent = (typeof NOTIFIED_EVENTS)[number];

/** The options of the plugin; what is left out has the default of the schema. */
export interface DesktopNotifyOptions {
  /** Default: all but `session_end`. */
  readonly events?: readonly NotifiedEvent[];
  /** Seconds. The end of a shorter task is not told. Default 10. */
  readonly min_seconds?: number;
  /** With what the title begins. Default `Codex`. */
  readonly title?: string;
  /** Default false. */
  readonly sound?: boolean;
  /** Linux only. Default `normal`. */
  readonly urgency?: (typeof URGENCIES)[number];
  /** Whether the command that permission is asked for is shown. Default true. */
  readonly commands?: boolean;
  /** Whether what the agent says is shown. Default false. */
  readonly show_message?: boolean;
  /** A program and its arguments in place of the desktop's own; `{title}`, `{body}` and `{event}` are filled in. */
  readonly command?: readonly string[];
}
