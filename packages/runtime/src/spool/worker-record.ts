/** Tells a living worker from a dead one: each keeps `spool/workers/<batch>.json` with its pid while it runs. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeWhole } from '../state/private-file.ts';

const fileOf = (hooklineHome: string, batch: string): string =>
  join(hooklineHome, 'spool', 'workers', `${batch}.json`);

/** When a process started, in the kernel's ticks: a pid that came back is another process. Linux only. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Says that this process works for a batch. */
export function enterWorker(hooklineHome: string, batch: string): void {
  writeWhole(
    fileOf(hooklineHome, batch),
    JSON.stringify({ pid: process.pid, ticks: startTicks(process.pid) }),
  );
}

/** Takes that back. */
export function leaveWorker(hooklineHome: string, batch: string): void {
  rmSync(fileOf(hooklineHome, batch), { force: true });
}

/** Whether a batch has a living worker; `unknown` when none has shown itself yet. */
export function workerOf(hooklineHome: string, batch: string): 'alive' | 'dead' | 'unknown' {
  const record = readJson(fileOf(hooklineHome, batch)) as { pid?: unknown; ticks?: unknown } | undefined;
  if (typeof record?.pid !== 'number') return 'unknown';
  try {
    process.kill(record.pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
  }
  const ticks = startTicks(record.pid);
  return typeof record.ticks === 'string' && ticks !== undefined && ticks !== record.ticks ? 'dead' : 'alive';
}
