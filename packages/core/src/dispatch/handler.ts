/** A handler as dispatch sees it: a plugin's lane function and a config's entry look alike from here on. */
import type { HandlerAnswer } from '../answer.ts';
import type { Priority, ResolvedEntry } from '../entry/resolved-entry.ts';
import type { Lane, LifecycleEvent } from '../events/lifecycle-events.ts';
import type { Outcome } from './outcome.ts';
import type { Stop } from './stop.ts';

type MaybeAnswer = HandlerAnswer | undefined;

export interface Handler {
  /** Registration order; unique. */
  readonly order: number;
  /** The plugin's name, or the entry's. */
  readonly by: string;
  readonly lane: Lane;
  readonly priority: Priority;
  readonly timeoutMs: number;
  readonly required: boolean;
  /** How often a task may have been resumed for this one to resume it. Undefined: the setting holds. */
  readonly resumes?: number;
  /** Set for an entry of a config. */
  readonly entry?: ResolvedEntry;
  /** Not a promise where the handler answers at once. */
  call(event: LifecycleEvent, stop: Stop, outcome?: Outcome): MaybeAnswer | Promise<MaybeAnswer>;
}

/** In the order they run. */
export const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low'];
