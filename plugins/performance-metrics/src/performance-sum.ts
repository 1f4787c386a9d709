/** Sums up commands: of a day, a session, a program, or all of them. What no line says stays undefined, not zero. */
import { Durations } from './durations.ts';
import type { Measure, PerformanceLine } from './performance-line.ts';

/** The average and the greatest of what was measured. */
export interface Spread {
  readonly average: number;
  readonly peak: number;
}

/** Commands and what they took. */
export class PerformanceSum {
  readonly #sums = new Map<Measure, { count: number; sum: number; peak: number }>();
  readonly durations = new Durations();
  readonly programs = new Map<string, number>();
  commands = 0;
  failed = 0;
  /** The time of the newest line. */
  newest = '';

  add(line: PerformanceLine): void {
    this.commands += 1;
    if (line.success === false) this.failed += 1;
    if (line.timestamp !== undefined && line.timestamp > this.newest) this.newest = line.timestamp;
    if (line.duration_ms !== undefined && line.duration_ms >= 0) this.durations.add(line.duration_ms);
    if (line.program !== undefined && (this.programs.has(line.program) || this.programs.size < 1_000)) {
      this.programs.set(line.program, (this.programs.get(line.program) ?? 0) + 1);
    }
    for (const measure of SPREAD) {
      const value = line[measure];
      if (value === undefined) continue;
      const known = this.#sums.get(measure) ?? { count: 0, sum: 0, peak: value };
      this.#sums.set(measure, {
        count: known.count + 1,
        sum: known.sum + value,
        peak: Math.max(known.peak, value),
      });
    }
  }

  /** Undefined when no line has this measure. */
  spread(measure: Measure): Spread | undefined {
    const known = this.#sums.get(measure);
    return known && { average: known.sum / known.count, peak: known.peak };
  }

  /** The sum over all lines; undefined when no line has this measure. */
  total(measure: Measure): number | undefined {
    return this.#sums.get(measure)?.sum;
  }
}

const SPREAD: readonly Measure[] = [
  'duration_ms',
  'load',
  'memory_percent',
  'disk_percent',
  'system_cpu_percent',
  'agent_children_cpu_ms',
];
