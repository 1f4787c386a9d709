/**
 * Tells a living worker from a dead one. A batch's worker keeps `spool/workers/<batch>.json` while it works; what
 * runs a job is named in the name of the job's file. Both name a process by its pid and the moment it started.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeWhole } from '../state/private-file.ts';

const ENDING = '.json';

const folderOf = (hooklineHome: string): string => join(hooklineHome, 'spool', 'workers');

const fileOf = (hooklineHome: string, batch: string): string =>
  join(folderOf(hooklineHome), `${encodeURIComponent(batch)}${ENDING}`);

/** State and start of a process, in the kernel's ticks: a pid that came back is another process. Linux only. */
function statOf(pid: number): { state: string | undefined; ticks: string | undefined } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], ticks: fields[19] };
  } catch {
    return undefined;
  }
}

function isRunning(pid: number, ticks: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const stat = statOf(pid);
  // In a container whose first process reaps nobody, the dead stay in the table for ever.
  if (stat?.state === 'Z' || stat?.state === 'X') return false;
  return !ticks || stat?.ticks === undefined || stat.ticks === ticks;
}

let own: string | undefined;

/** What this process is called in the names of the jobs it runs. */
export function ownRunner(): string {
  own ??= `${process.pid}-${statOf(process.pid)?.ticks ?? ''}`;
  return own;
}

/** Whether the process that took a job still lives. A job that names none was taken by nobody who does. */
export function runnerLives(runner: string | undefined): boolean {
  const [, pid, ticks] = /^(\d+)-(\d*)$/.exec(runner ?? '') ?? [];
  return pid !== undefined && isRunning(Number(pid), ticks);
}

/** Says that this process works for a batch. */
export function enterWorker(hooklineHome: string, batch: string): void {
  writeWhole(
    fileOf(hooklineHome, batch),
    JSON.stringify({ pid: process.pid, ticks: statOf(process.pid)?.ticks }),
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
  return isRunning(record.pid, typeof record.ticks === 'string' ? record.ticks : undefined)
    ? 'alive'
    : 'dead';
}

/** Removes what dead workers left, but for batches that still have work: those are known to be dead by it. */
export function forgetDeadWorkers(hooklineHome: string, batchesWithWork: ReadonlySet<string>): void {
  let names: string[];
  try {
    names = readdirSync(folderOf(hooklineHome));
  } catch {
    return;
  }
  for (const name of names) {
    if (!name.endsWith(ENDING)) continue;
    const batch = decodeURIComponent(name.slice(0, -ENDING.length));
    if (!batchesWithWork.has(batch) && workerOf(hooklineHome, batch) === 'dead')
      leaveWorker(hooklineHome, batch);
  }
}
