/** When sessions and tasks began, as far as Hookline has seen, and how often a task was resumed. */
import type { LifecycleEvent } from '@hookline/core';
import { sessionState } from './session-state.ts';

const OWNER = 'hookline';
/** A session may have thousands of tasks; only the newest matter. */
const KEPT_TASKS = 20;

const asRecord = (value: unknown): Record<string, number> =>
  value !== null && typeof value === 'object' ? { ...(value as Record<string, number>) } : {};

/** Milliseconds since the epoch at which a session, or a task of it, began; undefined when not seen. */
export function startedAt(hooklineHome: string, sessionId: string, taskId?: string): number | undefined {
  const state = sessionState(hooklineHome, sessionId, OWNER);
  const value = taskId === undefined ? state.get('started') : asRecord(state.get('tasks'))[taskId];
  return typeof value === 'number' ? value : undefined;
}

/** The task that began last, when nothing has been heard of its end. */
export function openTask(hooklineHome: string, sessionId: string): string | undefined {
  const state = sessionState(hooklineHome, sessionId, OWNER);
  const last = Object.keys(asRecord(state.get('tasks'))).at(-1);
  return last === state.get('ended') ? undefined : last;
}

/** A session that is taken up again, days later perhaps, begins anew; one that was compacted goes on. */
const beginsAnew = (event: LifecycleEvent): boolean =>
  'source' in event && typeof event.source === 'string' && event.source !== 'compact';

/** Remembers the beginning of a session, and beginning and end of a task. */
export function noteProgress(hooklineHome: string, event: LifecycleEvent): void {
  if (event.agent) return;
  const state = sessionState(hooklineHome, event.sessionId, OWNER);
  if (event.type === 'session_start' && (beginsAnew(event) || state.get('started') === undefined)) {
    state.set('started', Date.parse(event.timestamp));
  }
  if (event.type === 'task_complete' && event.taskId !== undefined && state.get('ended') !== event.taskId) {
    state.set('ended', event.taskId);
  }
  if (event.type === 'task_start' && event.taskId !== undefined) {
    const tasks = { ...asRecord(state.get('tasks')), [event.taskId]: Date.parse(event.timestamp) };
    state.set('tasks', Object.fromEntries(Object.entries(tasks).slice(-KEPT_TASKS)));
  }
}

/**
 * Whether a finished task may be sent back to work once more. A task that was resumed before and whose count
 * cannot be read, or cannot be written any more, is not resumed again: a loop without end is worse than a check that
 * does not run twice.
 */
export function mayResume(hooklineHome: string, event: LifecycleEvent, limit: number): boolean {
  if (!('resumed' in event) || event.resumed !== true) return limit > 0;
  const state = sessionState(hooklineHome, event.sessionId, OWNER);
  const counts = asRecord(state.get('resumes'));
  const count: unknown = counts[resumeKey(event)];
  return typeof count === 'number' && count < limit && state.set('resumes', counts);
}

/** Counts one more resume of a task. */
export function noteResume(hooklineHome: string, event: LifecycleEvent): void {
  const state = sessionState(hooklineHome, event.sessionId, OWNER);
  const counts = asRecord(state.get('resumes'));
  const key = resumeKey(event);
  const before = 'resumed' in event && event.resumed === true ? (counts[key] ?? 0) : 0;
  state.set(
    'resumes',
    Object.fromEntries(Object.entries({ ...counts, [key]: before + 1 }).slice(-KEPT_TASKS)),
  );
}

const resumeKey = (event: LifecycleEvent): string =>
  `${event.type}:${event.agent?.id ?? ''}:${event.taskId ?? ''}`;
