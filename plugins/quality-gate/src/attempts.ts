/** How often a task was sent back by this gate. Kept on disk: each event is a process of its own. */
import type { SessionState, TaskCompleteEvent } from '@hookline/core';

const KEY = 'attempts';

interface Stored {
  readonly task: string;
  readonly count: number;
}

const taskOf = ({ taskId }: TaskCompleteEvent): string => taskId ?? '';

/** The times so far. A task that no hook has sent back begins at none. */
export function attemptsOf(event: TaskCompleteEvent, state: SessionState): number {
  const stored = state.get(KEY) as Partial<Stored> | null | undefined;
  if (!event.resumed || stored?.task !== taskOf(event)) return 0;
  // What cannot be read counts as enough: a loop without end is worse than a check that does not run twice.
  return typeof stored.count === 'number' && Number.isFinite(stored.count)
    ? stored.count
    : Number.MAX_SAFE_INTEGER;
}

/** Notes one more. False: it could not be stored, and so the task must not be sent back. */
export const noteAttempt = (event: TaskCompleteEvent, state: SessionState, count: number): boolean =>
  state.set(KEY, { task: taskOf(event), count } satisfies Stored);
