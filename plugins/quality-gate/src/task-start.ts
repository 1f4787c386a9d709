/** Remembers what the files are when a task begins. */
import type { Capabilities, TaskStartEvent } from '@hookline/core';
import { rootOf, takeSnapshot } from './changes/snapshot.ts';

export const START = 'start';
/** The store of a session holds 1 MiB in all. */
const MOST_CHARACTERS = 400_000;

export interface StoredStart {
  readonly task: string;
  readonly root: string;
  readonly head: string;
  readonly files: Readonly<Record<string, string>>;
}

export async function rememberStart(event: TaskStartEvent, ctx: Capabilities): Promise<void> {
  const root = rootOf(event.sessionCwd ?? event.cwd);
  const task = event.taskId ?? '';
  const known = ctx.state.get(START) as Partial<StoredStart> | null | undefined;
  // A second prompt into the same task: it began with the first.
  if (event.taskId !== undefined && known?.task === task) return;
  const taken = await takeSnapshot(root, ctx);
  const stored = taken && ({ task, root, ...taken } satisfies StoredStart);
  // What is not remembered is taken for changed.
  ctx.state.set(START, stored && JSON.stringify(stored).length <= MOST_CHARACTERS ? stored : null);
}
