/** The report for programs. What is not known is absent; durations are milliseconds. */
import type { Calls } from './calls.ts';
import type { Durations } from './durations.ts';
import type { Usage } from './read-usage.ts';
import type { UsageSum } from './usage-sum.ts';
import { mostCalled, mostUsed } from './usage-tables.ts';

/** What `--json` prints. */
export function usageJson(usage: Usage, since: string, until: string): unknown {
  const days = [...usage.days].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    since,
    until,
    total: sumJson(usage.total),
    days: days.map(([day, sum]) => ({ day, ...sumJson(sum) })),
    models: mostUsed(usage.models).map(([model, sum]) => ({ model, ...sumJson(sum) })),
    projects: mostUsed(usage.projects).map(([project, sum]) => ({ project, ...sumJson(sum) })),
    programs: mostCalled(usage.programs).map(([program, calls]) => ({ program, ...callsJson(calls) })),
    tools: mostCalled(usage.tools).map(([tool, calls]) => ({ tool, ...callsJson(calls) })),
    unreadable_lines: usage.unreadableLines,
    unreadable_files: usage.unreadableFiles,
  };
}

function sumJson(sum: UsageSum): object {
  return {
    sessions: sum.sessions,
    session_ms: sum.sessionMs,
    tasks: {
      count: sum.tasks,
      failed: sum.tasksFailed,
      interrupted: sum.tasksInterrupted,
      duration_ms: durationsJson(sum.taskDurations),
    },
    commands: callsJson(sum.commands),
    patches: { ...callsJson(sum.patches), lines_added: sum.linesAdded, lines_removed: sum.linesRemoved },
    mcp_calls: callsJson(sum.mcpCalls),
    model_requests: { count: sum.modelRequests.count, failed: sum.modelRequests.failed },
    tokens: sum.tokens.size > 0 ? Object.fromEntries(sum.tokens) : undefined,
    errors: Object.fromEntries(sum.errors),
  };
}

const callsJson = ({ count, failed, failureRate, durations }: Calls): object => ({
  count,
  failed,
  failure_rate: failureRate === undefined ? undefined : Math.round(failureRate * 10_000) / 10_000,
  duration_ms: durationsJson(durations),
});

const durationsJson = (durations: Durations): object | undefined =>
  durations.count === 0
    ? undefined
    : { p50: durations.quantile(0.5), p95: durations.quantile(0.95), total: Math.round(durations.total) };
