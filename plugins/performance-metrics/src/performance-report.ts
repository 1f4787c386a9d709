/** The report for people. */
import { durationText } from './amounts.ts';
import type { Group } from './help.ts';
import type { PerformanceSum } from './performance-sum.ts';
import { OTHER, type Performance } from './read-performance.ts';
import { bold, type Cell, type Column, dim, type Look, shown, table } from './table.ts';

/** What a report is of. */
export interface ReportOptions {
  readonly since: string;
  /** The last day that is shown. */
  readonly until: string;
  readonly by?: Group | undefined;
  readonly look: Look;
}

/** Rows of what is shown beside the days. */
const MOST_ROWS = 10;
type Row = readonly [string, PerformanceSum];

/** The whole text, with its last line end. */
export function performanceReport(read: Performance, { since, until, by, look }: ReportOptions): string {
  const days = [...read.days].sort(([a], [b]) => (a < b ? -1 : 1));
  const newest = [...read.sessions].sort(([, a], [, b]) => (a.newest > b.newest ? -1 : 1));
  const longest = [...read.programs].sort(([, a], [, b]) => b.durations.total - a.durations.total);
  const parts: (readonly string[])[] = [[bold(`Commands, ${since} to ${until} (days in UTC)`, look)]];
  if (by === 'session') parts.push(sums('session', newest, look));
  else if (by === 'program') parts.push(sums('program', longest, look));
  else parts.push(sums('day', days, look));
  if (by === undefined) {
    parts.push(first('program', longest, look));
    if (read.slowest.length > 0) parts.push(slowest(read, look));
    if (newest.length > 0) parts.push(first('session', newest, look));
  }
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const COLUMNS: readonly Column[] = [
  { title: 'commands' },
  { title: 'failed', spare: 3 },
  { title: 'p50', spare: 2 },
  { title: 'p95' },
  { title: 'longest', spare: 1 },
  { title: 'total' },
  { title: 'machine' },
  { title: 'peak', spare: 4 },
  { title: 'CPU', spare: 1 },
  { title: 'load peak', spare: 6 },
  { title: 'memory peak', spare: 5 },
];

function sums(title: string, rows: readonly Row[], look: Look): readonly string[] {
  const cells = rows.map(([name, sum]): readonly Cell[] => {
    const { durations } = sum;
    const machine = sum.spread('system_cpu_percent');
    return [
      shown(name),
      `${sum.commands}`,
      { text: `${sum.failed}`, alarm: sum.failed > 0 },
      durationText(durations.quantile(0.5)),
      durationText(durations.quantile(0.95)),
      durationText(durations.quantile(1)),
      durationText(durations.count > 0 ? durations.total : undefined),
      percent(machine?.average),
      percent(machine?.peak),
      durationText(sum.total('agent_children_cpu_ms')),
      sum.spread('load')?.peak.toFixed(2) ?? '-',
      percent(sum.spread('memory_percent')?.peak),
    ];
  });
  return table([{ title }, ...COLUMNS], cells, look);
}

function first(title: string, rows: readonly Row[], look: Look): readonly string[] {
  const lines = sums(title, rows.slice(0, MOST_ROWS), look);
  const rest = rows.length - MOST_ROWS;
  return rest > 0 ? [...lines, dim(`and ${rest} more: --by ${title}`, look)] : lines;
}

function slowest({ slowest: lines }: Performance, look: Look): readonly string[] {
  const columns: readonly Column[] = [
    { title: 'slowest' },
    { title: 'took' },
    { title: 'exit' },
    { title: 'machine' },
    { title: 'CPU' },
    { title: 'at', spare: 1 },
    { title: 'session', spare: 2 },
  ];
  const cells = lines.map((line): readonly Cell[] => [
    shown(line.program ?? OTHER),
    durationText(line.duration_ms),
    { text: `${line.exit_code ?? '-'}`, alarm: line.success === false },
    percent(line.system_cpu_percent),
    durationText(line.agent_children_cpu_ms),
    shown(line.timestamp ?? '').slice(0, 19),
    shown(line.session ?? '-'),
  ]);
  return table(columns, cells, look);
}

const percent = (value: number | undefined): string => (value === undefined ? '-' : `${Math.round(value)} %`);
