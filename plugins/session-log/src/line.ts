/** Puts an entry of the log into one line, as text or as JSON. Nothing in an event can begin a line of its own. */
import type { LifecycleEvent } from '@hookline/core';
import { durationText } from './duration.ts';
import type { LogEntry } from './log-entry.ts';
import { cut, escapeControl, LOOKED_AT, safeText } from './safe-text.ts';
import type { Totals } from './totals.ts';

/** How a line is written. */
export type LineFormat = 'text' | 'json';

/** How lines are written. */
export interface LineOptions {
  readonly format: LineFormat;
  /** What the session came to, at its end. */
  readonly totals: Totals | undefined;
  /** Takes secrets out. Done before anything is cut, because half a secret is not recognised. */
  readonly redact: (text: string) => string;
}

/** The line of one event, without its line end. */
export function lineOf(event: LifecycleEvent, entry: LogEntry, options: LineOptions): string {
  return options.format === 'json' ? jsonLine(event, entry, options) : textLine(event, entry, options);
}

function textLine(event: LifecycleEvent, entry: LogEntry, { redact, totals }: LineOptions): string {
  const clean = (text: string): string => safeText(redact(text.slice(0, LOOKED_AT)));
  const subject = entry.subject === undefined ? '' : `: ${clean(entry.subject)}`;
  const details = [
    ...entry.details.map(clean),
    ...(totals?.texts ?? []),
    ...(entry.durationMs === undefined ? [] : [durationText(entry.durationMs)]),
  ];
  const tail = details.length > 0 ? ` (${details.join(', ')})` : '';
  return `[${clean(event.timestamp)}] [${entry.level}] ${clean(entry.title)}${subject}${tail}`;
}

function jsonLine(event: LifecycleEvent, entry: LogEntry, { redact, totals }: LineOptions): string {
  const json = JSON.stringify(
    {
      time: event.timestamp,
      level: entry.level,
      event: event.type,
      session_id: event.sessionId,
      task_id: event.taskId,
      ...entry.fields,
      totals: totals?.counts,
      duration_ms: entry.durationMs,
    },
    (_, value: unknown) => (typeof value === 'string' ? cut(redact(value.slice(0, LOOKED_AT))) : value),
  );
  return escapeControl(json);
}
