/** Reads the files of a span of days and sums them up in one pass. */
import { dayFiles, eachLine } from './day-files.ts';
import { type PerformanceLine, performanceLine } from './performance-line.ts';
import { PerformanceSum } from './performance-sum.ts';

/** All that the report and the JSON are made of. */
export interface Performance {
  readonly total: PerformanceSum;
  readonly days: ReadonlyMap<string, PerformanceSum>;
  readonly sessions: ReadonlyMap<string, PerformanceSum>;
  readonly programs: ReadonlyMap<string, PerformanceSum>;
  /** The commands that took longest, the longest first. */
  readonly slowest: readonly PerformanceLine[];
  /** Lines about no command: torn by a full disk, or of something else. */
  readonly unreadableLines: number;
  /** Files that could not be read, with the reason. */
  readonly unreadableFiles: readonly { readonly path: string; readonly reason: string }[];
}

/** Names of a kind that are kept apart. Beyond, all are one: what is read may name anything. */
const MOST_NAMES = 2_000;
/** The name of what has none, or too many others beside it. */
export const OTHER = '(other)';
const SLOWEST = 10;

/**
 * Reads the days from `since`, `2026-11-21` in UTC, to the newest.
 *
 * @throws HooklineError when the folder cannot be read; a file that cannot be read is in the result.
 */
export function readPerformance(folder: string, since: string): Performance {
  const total = new PerformanceSum();
  const days = new Map<string, PerformanceSum>();
  const sessions = new Map<string, PerformanceSum>();
  const programs = new Map<string, PerformanceSum>();
  const unreadableFiles: { path: string; reason: string }[] = [];
  let slowest: PerformanceLine[] = [];
  let unreadableLines = 0;

  const take = (day: string, text: string | undefined): void => {
    const line = text === undefined ? undefined : performanceLine(text);
    if (line === undefined) {
      if (text?.trim() !== '') unreadableLines += 1;
      return;
    }
    total.add(line);
    of(days, day).add(line);
    of(programs, line.program ?? OTHER).add(line);
    if (line.session !== undefined) of(sessions, line.session).add(line);
    if (slowest.length < SLOWEST || durationOf(line) > durationOf(slowest.at(-1))) {
      if (line.duration_ms === undefined) return;
      slowest = [...slowest, line].sort((a, b) => durationOf(b) - durationOf(a)).slice(0, SLOWEST);
    }
  };

  for (const { day, path } of dayFiles(folder, 'performance', since)) {
    try {
      eachLine(path, (line) => take(day, line));
    } catch (thrown) {
      unreadableFiles.push({ path, reason: (thrown as Error).message });
    }
  }
  return { total, days, sessions, programs, slowest, unreadableLines, unreadableFiles };
}

const durationOf = (line: PerformanceLine | undefined): number => line?.duration_ms ?? 0;

function of(all: Map<string, PerformanceSum>, name: string): PerformanceSum {
  const key = all.has(name) || all.size < MOST_NAMES ? name : OTHER;
  let one = all.get(key);
  if (one === undefined) {
    one = new PerformanceSum();
    all.set(key, one);
  }
  return one;
}
