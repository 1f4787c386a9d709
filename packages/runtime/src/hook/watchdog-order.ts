/** What the hook and its watchdog agree on. */
import type { JournalLine } from '../state/journal.ts';

/** Below the agent's own limit of 600 s (Codex fact), so that our answer comes before its kill. In milliseconds. */
export const LONGEST_EVENT_MS = 590_000;

/** Places in the shared numbers; behind them one for each name of the order. */
export const SLOT = {
  /** Grows as long as the event loop turns. */
  beat: 0,
  /** Milliseconds after the start from which on a loop that stands still is ended; 0: never. */
  limit: 1,
  names: 2,
} as const;

/** What the watchdog is given at its start. */
export interface WatchdogOrder {
  readonly shared: SharedArrayBuffer;
  /** Who may hold the event loop, in the order of their numbers. */
  readonly names: readonly string[];
  /** The event loop counts as held when it has not turned for so long, in milliseconds. */
  readonly stillMs: number;
  readonly codexHome: string;
  readonly hooklineHome: string;
  /** What the journal says of the event, until then. */
  readonly line: JournalLine;
}
