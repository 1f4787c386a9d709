/** The report for people. */
import { countText, durationText, shareText } from './amounts.ts';
import type { Group } from './help.ts';
import type { Usage } from './read-usage.ts';
import { sparkline } from './sparkline.ts';
import { bold, dim, type Look, shown } from './table.ts';
import type { UsageSum } from './usage-sum.ts';
import { callTable, mostCalled, mostUsed, sumTable } from './usage-tables.ts';

/** How the report is shown. */
export interface ReportLook extends Look {
  /** Whether bars may be drawn with characters beyond ASCII. */
  readonly unicode: boolean;
}

/** What a report is of. */
export interface ReportOptions {
  readonly since: string;
  /** The last day that is shown. */
  readonly until: string;
  readonly by?: Group | undefined;
  readonly look: ReportLook;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Rows of what is shown beside the days. */
const MOST_ROWS = 10;
const MOST_BARS = 60;
/** Days that bars are drawn of: a clock that was wrong may have made a file of the year 1. */
const MOST_DAYS = 3_660;

/** The whole text, with its last line end. */
export function usageReport(usage: Usage, { since, until, by, look }: ReportOptions): string {
  const span = `${since} to ${until}`;
  const parts: (readonly string[])[] = [[bold(`Usage, ${span} (days in UTC)`, look)]];
  const days = [...usage.days].sort(([a], [b]) => (a < b ? -1 : 1));
  if (by === 'program') parts.push(callTable('program', mostCalled(usage.programs), look));
  else if (by === 'model') parts.push(sumTable('model', mostUsed(usage.models), look));
  else if (by === 'project') parts.push(sumTable('project', mostUsed(usage.projects), look));
  else {
    parts.push(overview(usage, allDays(days[0]?.[0] ?? since, until), look));
    parts.push(sumTable('day', days, look));
    if (by === undefined) parts.push(...besides(usage, look));
  }
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function besides(usage: Usage, look: Look): (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  const add = (rows: number, lines: readonly string[]): void => {
    if (rows === 0) return;
    const rest = rows - MOST_ROWS;
    parts.push(rest > 0 ? [...lines, dim(`and ${rest} more`, look)] : lines);
  };
  add(usage.programs.size, callTable('program', mostCalled(usage.programs).slice(0, MOST_ROWS), look));
  add(usage.tools.size, callTable('MCP tool', mostCalled(usage.tools).slice(0, MOST_ROWS), look));
  add(usage.models.size, sumTable('model', mostUsed(usage.models).slice(0, MOST_ROWS), look));
  if (usage.projects.size > 1) {
    add(usage.projects.size, sumTable('project', mostUsed(usage.projects).slice(0, MOST_ROWS), look));
  }
  return parts;
}

/** One line for each thing that is counted: all of it, a bar a day, what is to be said of it. */
function overview({ total, days }: Usage, span: readonly string[], look: ReportLook): readonly string[] {
  const bars = (value: (sum: UsageSum) => number): string =>
    sparkline(
      span.map((day) => {
        const sum = days.get(day);
        return sum ? value(sum) : 0;
      }),
      Math.min(MOST_BARS, Math.max(7, look.columns - 60)),
      look.unicode,
    );
  const { commands, patches, mcpCalls, modelRequests, tokens, taskDurations, errors } = total;
  const lines: (readonly [string, string, string, readonly string[]] | false)[] = [
    [
      'sessions',
      `${total.sessions}`,
      bars((sum) => sum.sessions),
      [said('', durationOf(total.sessionMs), ' in all')],
    ],
    [
      'tasks',
      `${total.tasks}`,
      bars((sum) => sum.tasks),
      [
        some(total.tasksFailed, 'failed'),
        some(total.tasksInterrupted, 'interrupted'),
        said('half within ', durationOf(taskDurations.quantile(0.5))),
      ],
    ],
    [
      'commands',
      `${commands.count}`,
      bars((sum) => sum.commands.count),
      [
        commands.failed > 0 ? `${commands.failed} failed (${shareText(commands.failureRate)})` : '',
        said('p50 ', durationOf(commands.durations.quantile(0.5))),
        said('p95 ', durationOf(commands.durations.quantile(0.95))),
      ],
    ],
    patches.count > 0 && [
      'patches',
      `${patches.count}`,
      bars((sum) => sum.patches.count),
      [some(patches.failed, 'failed'), `+${total.linesAdded} -${total.linesRemoved} lines`],
    ],
    mcpCalls.count > 0 && [
      'MCP calls',
      `${mcpCalls.count}`,
      bars((sum) => sum.mcpCalls.count),
      [some(mcpCalls.failed, 'failed')],
    ],
    modelRequests.count > 0 && [
      'model requests',
      `${modelRequests.count}`,
      bars((sum) => sum.modelRequests.count),
      [some(modelRequests.failed, 'failed')],
    ],
    tokens.size > 0 && [
      'tokens',
      countText(tokens.get('total')),
      bars((sum) => sum.tokens.get('total') ?? 0),
      [
        `${countText(tokens.get('input'))} in (${countText(tokens.get('cached_input'))} cached)`,
        `${countText(tokens.get('output'))} out (${countText(tokens.get('reasoning_output'))} reasoning)`,
      ],
    ],
    errors.size > 0 && [
      'errors',
      `${total.errorCount}`,
      bars((sum) => sum.errorCount),
      [...errors].map(([source, count]) => `${count} of a ${shown(source)}`),
    ],
  ];
  const rows = lines.filter((line) => line !== false);
  const wide = Math.max(...rows.map(([, count]) => count.length));
  const named = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, count, chart, notes]) =>
    `${name.padEnd(named)}  ${count.padStart(wide)}  ${chart}  ${dim(notes.filter(Boolean).join(', '), look)}`.trimEnd(),
  );
}

const durationOf = (ms: number | undefined): string => (ms === undefined ? '' : durationText(ms));
const said = (before: string, text: string, after = ''): string => (text === '' ? '' : before + text + after);
const some = (count: number, what: string): string => (count > 0 ? `${count} ${what}` : '');

function allDays(from: string, to: string): readonly string[] {
  const days: string[] = [];
  const end = Date.parse(`${to}T00:00:00Z`);
  for (
    let at = Math.max(Date.parse(`${from}T00:00:00Z`), end - MOST_DAYS * DAY_MS);
    at <= end;
    at += DAY_MS
  ) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
