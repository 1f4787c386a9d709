/** `hookline analytics`: reads what was counted, and says it as tables or as JSON. Changes nothing. */
import { join } from 'node:path';
import { parseArguments } from './arguments.ts';
import { GROUPS, HELP } from './help.ts';
import { readUsage, type Usage } from './read-usage.ts';
import { showsUnicode } from './sparkline.ts';
import { shown } from './table.ts';
import { usageJson } from './usage-json.ts';
import { type ReportLook, usageReport } from './usage-report.ts';

/** What the command needs of its surroundings. */
export interface AnalyticsScope {
  readonly codexHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly color: boolean;
  readonly columns: number;
  readonly now: Date;
}

/** What the command prints, and how it ends. */
export interface AnalyticsResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command. 1 where a file could not be read: what is said then lacks it. */
export function analytics(args: readonly string[], scope: AnalyticsScope): AnalyticsResult {
  const { help, json, by, since } = parseArguments(args, scope.now, GROUPS);
  if (help) return { code: 0, stdout: HELP, stderr: '' };
  const folder = join(scope.codexHome, 'analytics');
  const usage = readUsage(folder, since);
  const newest = [...usage.days.keys()].reduce((a, b) => (a > b ? a : b), '');
  const today = scope.now.toISOString().slice(0, 10);
  // Of a clock that was ahead there may be days to come.
  const until = newest > today ? newest : today;
  const code = usage.unreadableFiles.length > 0 ? 1 : 0;
  if (json) {
    return { code, stdout: `${JSON.stringify(usageJson(usage, since, until), null, 2)}\n`, stderr: '' };
  }
  const look: ReportLook = { color: scope.color, columns: scope.columns, unicode: showsUnicode(scope.env) };
  const stdout =
    usage.days.size === 0 ? nothing(folder, since) : usageReport(usage, { since, until, by, look });
  return { code, stdout, stderr: complaints(usage) };
}

const LONGEST_PATH = 4_096;

const nothing = (folder: string, since: string): string =>
  `Nothing was counted since ${since} in ${shown(folder, LONGEST_PATH)}.\n` +
  'Counting begins when "[plugins.usage-analytics]" stands in hooks.toml and the agent runs with hooks: hookline doctor\n' +
  'says whether it does. An earlier day: --since YYYY-MM-DD.\n';

function complaints({ unreadableLines, unreadableFiles }: Usage): string {
  const lines = unreadableFiles.map(({ path, reason }) =>
    shown(`${path} could not be read: ${reason}`, LONGEST_PATH),
  );
  if (unreadableLines > 0) {
    lines.push(`${unreadableLines} ${unreadableLines === 1 ? 'line' : 'lines'} could not be read.`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
