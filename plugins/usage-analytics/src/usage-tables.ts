/** The tables of the report: which columns each has, and what stands in them. */
import { countText, durationText, shareText } from './amounts.ts';
import type { Calls } from './calls.ts';
import { type Cell, type Column, type Look, shown, table } from './table.ts';
import type { UsageSum } from './usage-sum.ts';

const SUM_COLUMNS: readonly Column[] = [
  { title: 'sessions' },
  { title: 'tasks' },
  { title: 'failed', spare: 1 },
  { title: 'commands' },
  { title: 'failed', spare: 1 },
  { title: 'p50', spare: 3 },
  { title: 'p95', spare: 2 },
  { title: 'patches', spare: 4 },
  { title: 'MCP', spare: 5 },
  { title: 'requests', spare: 6 },
  { title: 'tokens' },
  { title: 'errors', spare: 1 },
];

/** A row for each day, model or project. */
export function sumTable(
  title: string,
  sums: Iterable<readonly [string, UsageSum]>,
  look: Look,
): readonly string[] {
  const rows = [...sums].map(([name, sum]): readonly Cell[] => [
    shown(name),
    `${sum.sessions}`,
    `${sum.tasks}`,
    alarming(sum.tasksFailed),
    `${sum.commands.count}`,
    alarming(sum.commands.failed),
    durationText(sum.commands.durations.quantile(0.5)),
    durationText(sum.commands.durations.quantile(0.95)),
    `${sum.patches.count}`,
    `${sum.mcpCalls.count}`,
    `${sum.modelRequests.count}`,
    countText(sum.tokens.get('total')),
    alarming(sum.errorCount),
  ]);
  return table([{ title }, ...SUM_COLUMNS], rows, look);
}

/** A row for each program or tool. */
export function callTable(
  title: string,
  calls: Iterable<readonly [string, Calls]>,
  look: Look,
): readonly string[] {
  const rows = [...calls].map(([name, { count, failed, failureRate, durations }]): readonly Cell[] => [
    shown(name),
    `${count}`,
    alarming(failed),
    { text: shareText(failureRate), alarm: failed > 0 },
    durationText(durations.quantile(0.5)),
    durationText(durations.quantile(0.95)),
    durationText(durations.count > 0 ? durations.total : undefined),
  ]);
  const columns = ['runs', 'failed', 'rate', 'p50', 'p95', 'total'].map((name) => ({ title: name }));
  return table([{ title }, ...columns], rows, look);
}

/** The entries with the most calls first; of as many, by name. */
export const mostCalled = (calls: ReadonlyMap<string, Calls>): readonly (readonly [string, Calls])[] =>
  [...calls].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));

/** The entries with the most tokens, requests and commands first. */
export const mostUsed = (sums: ReadonlyMap<string, UsageSum>): readonly (readonly [string, UsageSum])[] => {
  const rank = ({ tokens, modelRequests, commands }: UsageSum): readonly number[] => [
    tokens.get('total') ?? 0,
    modelRequests.count,
    commands.count,
  ];
  return [...sums].sort(([a, one], [b, other]) => {
    const [mine, theirs] = [rank(one), rank(other)];
    const at = mine.findIndex((value, index) => value !== theirs[index]);
    return at < 0 ? (a < b ? -1 : 1) : (theirs[at] ?? 0) - (mine[at] ?? 0);
  });
};

const alarming = (count: number): Cell => ({ text: `${count}`, alarm: count > 0 });
