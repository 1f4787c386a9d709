/** How busy the machine is at one moment. Takes well under a millisecond, because the agent waits for it. */
import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, freemem, loadavg, totalmem } from 'node:os';
import { type AgentProcess, agentProcess, type ProcessorTime, processorTime } from './linux-machine.ts';

/** One moment. What the system does not tell is absent. */
export interface Sample {
  /** Milliseconds of a clock that nobody sets, since an arbitrary moment of this machine. */
  readonly at: number;
  readonly processors?: ProcessorTime | undefined;
  /** Bytes. */
  readonly memory?: { readonly used: number; readonly total: number } | undefined;
  /** Bytes of the file system that the command works on. */
  readonly disk?: { readonly used: number; readonly total: number } | undefined;
  /** Processes that want to run, as a share of the processors: 1 is a machine that is just busy. */
  readonly load?: number | undefined;
  readonly agent?: AgentProcess | undefined;
  /** What the hook itself has used of the processors so far, in milliseconds. */
  readonly ownCpuMs: number;
}

/** Takes a sample. `isFromAgent` is false for an event that was raised by hand: there is no agent above it. */
export function takeSample(folder: string, isFromAgent: boolean): Sample {
  const { user, system } = process.cpuUsage();
  const total = totalmem();
  return {
    at: Number(process.hrtime.bigint()) / 1e6,
    processors: processorTime() ?? listedProcessors(),
    memory: total > 0 ? { used: Math.max(0, total - freemem()), total } : undefined,
    disk: diskOf(folder),
    // Windows has no such number and says 0.
    load: process.platform === 'win32' ? undefined : (loadavg()[0] ?? 0) / availableParallelism(),
    agent: isFromAgent ? agentProcess() : undefined,
    ownCpuMs: (user + system) / 1_000,
  };
}

/** On Linux slower by far than the sum that the system keeps: it reads files for every processor. */
function listedProcessors(): ProcessorTime | undefined {
  const times = cpus().map((cpu) => cpu.times);
  if (times.length === 0) return undefined;
  const busyMs = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { busyMs, totalMs: busyMs + times.reduce((sum, { idle }) => sum + idle, 0) };
}

function diskOf(folder: string): Sample['disk'] {
  try {
    const { bsize, blocks, bfree } = statfsSync(folder);
    return blocks > 0 ? { used: (blocks - bfree) * bsize, total: blocks * bsize } : undefined;
  } catch {
    // The command may have removed the folder.
    return undefined;
  }
}
