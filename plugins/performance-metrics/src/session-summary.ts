/** What the commands of one session took together, from their lines. */
import { type DayFile, dayFiles, eachLine } from './day-files.ts';
import { sumJson } from './performance-json.ts';
import { performanceLine } from './performance-line.ts';
import { PerformanceSum } from './performance-sum.ts';

/** Files that are read, newest first: the agent waits no longer than three seconds for the end of a session. */
const MOST_FILES = 4;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The summary of a session that ended at a time; undefined when no command of it was measured. `partial` where the
 * session has more days than are looked at. Where it is not known how long it took, it is the day and the one before.
 */
export function sessionSummary(
  folder: string,
  session: string,
  endedAt: string,
  durationMs: number | undefined,
): Readonly<Record<string, unknown>> | undefined {
  const started = new Date(Date.parse(endedAt) - (durationMs ?? DAY_MS));
  const since = Number.isNaN(started.getTime()) ? endedAt.slice(0, 10) : started.toISOString().slice(0, 10);
  const files = dayFiles(folder, 'performance', since);
  const sum = new PerformanceSum();
  const needle = JSON.stringify(session);
  for (const { path } of files.slice(-MOST_FILES)) {
    readInto(path, (line) => {
      // Most lines of a busy machine are of other sessions: they need not be understood.
      const known = line?.includes(needle) ? performanceLine(line) : undefined;
      if (known?.session === session) sum.add(known);
    });
  }
  if (sum.commands === 0) return undefined;
  return { session_id: session, ...sumJson(sum), partial: files.length > MOST_FILES || undefined };
}

/** A file that cannot be read, or was just moved aside by another session, has nothing to tell. */
function readInto(path: DayFile['path'], take: (line: string | undefined) => void): void {
  try {
    eachLine(path, take);
  } catch {
    // The command says so when it is asked.
  }
}
