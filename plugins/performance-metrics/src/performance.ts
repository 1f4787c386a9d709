/** `hookline performance`: reads what was measured, and says it as tables or as JSON. Changes nothing. */
import { join } from 'node:path';
import { parseArguments } from './arguments.ts';
import { GROUPS, HELP } from './help.ts';
import { sumJson } from './performance-json.ts';
import { performanceReport } from './performance-report.ts';
import type { PerformanceSum } from './performance-sum.ts';
import { type Performance, readPerformance } from './read-performance.ts';
import { shown } from './table.ts';

/** What the command needs of its surroundings. */
export interface PerformanceScope {
  readonly codexHome: string;
  readonly color: boolean;
  readonly columns: number;
  readonly now: Date;
}

/** What the command prints, and how it ends. */
export interface PerformanceResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command. 1 where a file could not be read: what is said then lacks it. */
export function performanceCommand(args: readonly string[], scope: PerformanceScope): PerformanceResult {
  const { help, json, by, since } = parseArguments(args, scope.now, GROUPS);
  if (help) return { code: 0, stdout: HELP, stderr: '' };
  const folder = join(scope.codexHome, 'analytics');
  const read = readPerformance(folder, since);
  const newest = [...read.days.keys()].reduce((a, b) => (a > b ? a : b), '');
  const today = scope.now.toISOString().slice(0, 10);
  // Of a clock that was ahead there may be days to come.
  const until = newest > today ? newest : today;
  const code = read.unreadableFiles.length > 0 ? 1 : 0;
  if (json) {
    return { code, stdout: `${JSON.stringify(jsonOf(read, since, until), null, 2)}\n`, stderr: '' };
  }
  const stdout =
    read.total.commands === 0
      ? nothing(folder, since)
      : performanceReport(read, { since, until, by, look: scope });
  return { code, stdout, stderr: complaints(read) };
}

function jsonOf(read: Performance, since: string, until: string): unknown {
  const named = (key: string, sums: ReadonlyMap<string, PerformanceSum>): readonly unknown[] =>
    [...sums].map(([name, sum]) => ({ [key]: name, ...sumJson(sum) }));
  return {
    since,
    until,
    total: sumJson(read.total),
    days: named('day', new Map([...read.days].sort(([a], [b]) => (a < b ? -1 : 1)))),
    sessions: named('session_id', read.sessions),
    programs: named('program', read.programs).map((program) => ({
      ...(program as object),
      programs: undefined,
    })),
    slowest: read.slowest.map(({ session, ...line }) => ({ session_id: session, ...line })),
    unreadable_lines: read.unreadableLines,
    unreadable_files: read.unreadableFiles,
  };
}

const LONGEST_PATH = 4_096;

const nothing = (folder: string, since: string): string =>
  `Nothing was measured since ${since} in ${shown(folder, LONGEST_PATH)}.\n` +
  'Measuring begins when "[plugins.performance-metrics]" stands in hooks.toml and the agent runs with hooks: hookline doctor\n' +
  'says whether it does. An earlier day: --since YYYY-MM-DD.\n';

function complaints({ unreadableLines, unreadableFiles }: Performance): string {
  const lines = unreadableFiles.map(({ path, reason }) =>
    shown(`${path} could not be read: ${reason}`, LONGEST_PATH),
  );
  if (unreadableLines > 0) {
    lines.push(`${unreadableLines} ${unreadableLines === 1 ? 'line' : 'lines'} could not be read.`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
