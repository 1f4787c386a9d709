/**
 * Tells a living worker from a dead one. The worker of an environment (a batch) keeps `spool/workers/<batch>.json`
 * while it works; what runs a job is named in the name of the job's file. Both name a process by its pid and the
 * moment it started.
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

interface WorkerRecord {
  readonly pid: number;
  readonly ticks?: string;
  /** False as long as only who started it has written the record. */
  readonly entered?: boolean;
  /** Milliseconds since the epoch. */
  readonly at?: number;
}

function readRecord(hooklineHome: string, batch: string): WorkerRecord | undefined {
  const record = readJson(fileOf(hooklineHome, batch)) as Partial<WorkerRecord> | undefined;
  return typeof record?.pid === 'number' ? (record as WorkerRecord) : undefined;
}

/** Where a pid does not tell by itself whether it came back, a worker that never showed itself counts for so long. */
const STARTING_MS = 60_000;

const lives = ({ pid, ticks, entered, at = 0 }: WorkerRecord): boolean =>
  isRunning(pid, typeof ticks === 'string' ? ticks : undefined) &&
  (entered === true || ticks !== undefined || Date.now() - at < STARTING_MS);

function writeRecord(hooklineHome: string, batch: string, pid: number, entered: boolean): void {
  const record: WorkerRecord = { pid, ticks: statOf(pid)?.ticks, entered, at: Date.now() };
  writeWhole(fileOf(hooklineHome, batch), JSON.stringify(record));
}

/** Says that a worker was started for a batch, so that nobody starts another one while it begins. */
export function noteStarted(hooklineHome: string, batch: string, pid: number): void {
  writeRecord(hooklineHome, batch, pid, false);
}

/**
 * Says that this process works for a batch. False when another one does: it sees every job that was stored before it
 * leaves, because who leaves takes the record away first and then looks once more.
 */
export function enterWorker(hooklineHome: string, batch: string): boolean {
  const record = readRecord(hooklineHome, batch);
  if (record?.entered === true && record.pid !== process.pid && lives(record)) return false;
  writeRecord(hooklineHome, batch, process.pid, true);
  return true;
}

/** Takes that back, unless another worker has taken its place. */
export function leaveWorker(hooklineHome: string, batch: string): void {
  const record = readRecord(hooklineHome, batch);
  if (record && record.pid !== process.pid) return;
  removeRecord(hooklineHome, batch);
}

function removeRecord(hooklineHome: string, batch: string): void {
  try {
    rmSync(fileOf(hooklineHome, batch), { force: true });
  } catch {
    // A folder that cannot be written: the record names a process that will be dead.
  }
}

/** Whether a batch has a living worker; `unknown` when none has shown itself yet, or the last one has left. */
export function workerOf(hooklineHome: string, batch: string): 'alive' | 'dead' | 'unknown' {
  const record = readRecord(hooklineHome, batch);
  if (!record) return 'unknown';
  return lives(record) ? 'alive' : 'dead';
}

/** The batches of which a record is kept. */
export function recordedWorkers(hooklineHome: string): readonly string[] {
  try {
    return readdirSync(folderOf(hooklineHome))
      .filter((name) => name.endsWith(ENDING))
      .map((name) => decodeURIComponent(name.slice(0, -ENDING.length)));
  } catch {
    return [];
  }
}

/** Removes the record of a worker that is dead. */
export function forgetWorker(hooklineHome: string, batch: string): void {
  if (workerOf(hooklineHome, batch) === 'dead') removeRecord(hooklineHome, batch);
}
