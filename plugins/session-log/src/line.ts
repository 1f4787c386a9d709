/** Puts an entry of the log into one line, as text or as JSON. Nothing in an event can begin a line of its own. */
import type { LifecycleEvent } from '@hookline/core';
import { durationText } from './duration.ts';
import { type EntryOptions, entryOf, type LogEntry, type LoggedPayload } from './entry.ts';
import { cut, escapeControl, safeText } from './safe-text.ts';

/** How a line is written. */
export type LogFormat = 'text' | 'json';

/** How lines are written. */
export interface LineOptions extends EntryOptions {
  readonly format: LogFormat;
  /** Takes secrets out. Done before anything is cut, because half a secret is not recognised. */
  readonly redact: (text: string) => string;
}

/** The line of one event, without its line end. */
export function lineOf(event: LoggedPayload, options: LineOptions): string {
  const entry = entryOf(event, options);
  return options.format === 'json' ? jsonLine(event, entry, options) : textLine(event, entry, options);
}

function textLine(event: LifecycleEvent, entry: LogEntry, { redact }: LineOptions): string {
  const clean = (text: string): string => safeText(redact(text));
  const subject = entry.subject === undefined ? '' : `: ${clean(entry.subject)}`;
  const details = [
    ...entry.details.map(clean),
    ...(entry.durationMs === undefined ? [] : [durationText(entry.durationMs)]),
  ];
  const tail = details.length > 0 ? ` (${details.join(', ')})` : '';
  return `[${clean(event.timestamp)}] [${entry.level}] ${entry.title}${subject}${tail}`;
}

function jsonLine(event: LifecycleEvent, entry: LogEntry, { redact }: LineOptions): string {
  const json = JSON.stringify(
    {
      time: event.timestamp,
      level: entry.level,
      event: event.type,
      session_id: event.sessionId,
      task_id: event.taskId,
      ...entry.fields,
      duration_ms: entry.durationMs,
    },
    (_, value: unknown) => (typeof value === 'string' ? cut(redact(value)) : value),
  );
  return escapeControl(json);
}
