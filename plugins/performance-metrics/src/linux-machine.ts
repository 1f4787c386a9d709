/**
 * What Linux tells of the machine and of the agent's process, by small files that are no disk. Undefined for whatever is
 * not there: other systems, a container without /proc, a process of somebody else.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** Milliseconds of one tick of the counters: 100 a second on every machine that Node runs on. */
const TICK_MS = 10;
/** Bytes that are looked at. What is of use stands at the beginning. */
const MOST = 1_024;

/** Processor time of all processors since the machine started, in milliseconds. */
export interface ProcessorTime {
  readonly busyMs: number;
  readonly totalMs: number;
}

/** The agent's process. */
export interface AgentProcess {
  readonly pid: number;
  /** With the pid it names a process for good: a pid is used again. */
  readonly startedAt: number;
  /** Processor time of those of its children that have ended and were waited for, in milliseconds. */
  readonly childrenCpuMs: number;
}

/** The processor time, from `/proc/stat`. Waiting for a disk is not being busy. */
export function processorTime(text = beginning('/proc/stat')): ProcessorTime | undefined {
  const counts = /^cpu +([\d ]+)/
    .exec(text ?? '')?.[1]
    ?.trim()
    .split(' ')
    .map(Number);
  if (!counts || counts.length < 4) return undefined;
  // Time of guests is in the time of users already.
  const ticks = counts.slice(0, 8).reduce((sum, count) => sum + count, 0);
  const idle = (counts[3] ?? 0) + (counts[4] ?? 0);
  return { busyMs: (ticks - idle) * TICK_MS, totalMs: ticks * TICK_MS };
}

/** Programs that stand between the agent and its hook. */
const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'fish', 'busybox']);
const MOST_SHELLS = 4;

/** The process that runs the hook: the nearest that is no shell. */
export function agentProcess(
  parent = process.ppid,
  stat: (pid: number) => string | undefined = (pid) => beginning(`/proc/${pid}/stat`),
): AgentProcess | undefined {
  let pid = parent;
  for (let depth = 0; depth <= MOST_SHELLS; depth += 1) {
    // The name may hold anything, parentheses too, so it ends at the last one.
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)/s.exec(stat(pid) ?? '') ?? [];
    const fields = rest.split(' ').map(Number);
    if (fields.length < 20) return undefined;
    if (!SHELLS.has(name)) {
      // Numbered from the state, which is the third field of the file.
      const [user = 0, system = 0, startedAt = 0] = [fields[13], fields[14], fields[19]];
      return { pid, startedAt, childrenCpuMs: (user + system) * TICK_MS };
    }
    pid = fields[1] ?? 0;
    // The first process of all is nobody's agent.
    if (pid <= 1) return undefined;
  }
  return undefined;
}

function beginning(path: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.allocUnsafe(MOST);
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, MOST, 0));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
