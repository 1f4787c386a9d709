/** What two samples tell of the time between them. Of the machine, not of the command: that is as much as a hook sees. */
import type { Sample } from './sample.ts';

/** The fields of a line; what is not known is absent. */
export type Measured = Readonly<Record<string, number | undefined>>;

/** The state of the machine at the end of a command. */
export function stateAfter({ load, memory, disk }: Sample): Measured {
  return {
    load: load === undefined ? undefined : rounded(load, 2),
    memory_percent: memory && rounded((100 * memory.used) / memory.total, 1),
    disk_percent: disk && rounded((100 * disk.used) / disk.total, 1),
  };
}

/**
 * What changed from one sample to the other. The time of children is told of a command that ran alone: of several at the
 * same time it is the time of all, which would be counted once for each.
 */
export function between(before: Sample, after: Sample, isParallel = false): Measured {
  const elapsed = after.at - before.at;
  // The machine was started again: none of its counters can be compared.
  if (!(elapsed >= 0)) return {};
  return {
    elapsed_ms: Math.round(elapsed),
    system_cpu_percent: busyShare(before, after),
    agent_children_cpu_ms: isParallel ? undefined : childrenCpu(before, after),
    memory_change_bytes: change(before.memory, after.memory),
    disk_change_bytes: change(before.disk, after.disk),
  };
}

function busyShare({ processors: before }: Sample, { processors: after }: Sample): number | undefined {
  if (!before || !after) return undefined;
  const total = after.totalMs - before.totalMs;
  const busy = after.busyMs - before.busyMs;
  // Counted in ticks: between two of them nothing is known.
  return total > 0 && busy >= 0 ? rounded(Math.min(100, (100 * busy) / total), 1) : undefined;
}

/** The hook that took the first sample is a child, too, and ended in between: what it had used is taken off. */
function childrenCpu(before: Sample, after: Sample): number | undefined {
  const [first, second] = [before.agent, after.agent];
  if (!first || !second || first.pid !== second.pid || first.startedAt !== second.startedAt) return undefined;
  return rounded(Math.max(0, second.childrenCpuMs - first.childrenCpuMs - before.ownCpuMs), 0);
}

/** Of another disk, or of a machine that was given memory, there is no change to tell. */
function change(before: Sample['memory'], after: Sample['memory']): number | undefined {
  return before && after && before.total === after.total ? after.used - before.used : undefined;
}

function rounded(value: number, digits: number): number | undefined {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : undefined;
}
