/** A sum as JSON, in files and for programs. What is not known is absent; durations are milliseconds. */
import type { Measure } from './performance-line.ts';
import type { PerformanceSum } from './performance-sum.ts';

const MOST_PROGRAMS = 10;

/** The fields of a summary, in the order in which they are written. */
export function sumJson(sum: PerformanceSum): Readonly<Record<string, unknown>> {
  const spread = (measure: Measure, digits: number): object | undefined => {
    const known = sum.spread(measure);
    return known && { average: rounded(known.average, digits), peak: rounded(known.peak, digits) };
  };
  const total = (measure: Measure): number | undefined => {
    const known = sum.total(measure);
    return known === undefined ? undefined : Math.round(known);
  };
  const programs = [...sum.programs]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_PROGRAMS);
  return {
    commands: sum.commands,
    failed: sum.failed,
    total_ms: total('duration_ms'),
    duration_ms: sum.durations.count > 0 ? durations(sum) : undefined,
    system_cpu_percent: spread('system_cpu_percent', 1),
    agent_children_cpu_ms: total('agent_children_cpu_ms'),
    load: spread('load', 2),
    memory_percent: spread('memory_percent', 1),
    disk_percent: spread('disk_percent', 1),
    programs: programs.length > 0 ? Object.fromEntries(programs) : undefined,
  };
}

function durations({ durations: all }: PerformanceSum): object {
  return {
    average: Math.round(all.total / all.count),
    p50: all.quantile(0.5),
    p95: all.quantile(0.95),
    peak: all.quantile(1),
  };
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
