/**
 * Finds the processes of one program run through /proc: by parentage, and by a mark in their environment, which
 * a process keeps when it changes its group, its session or its parent. A process that also wiped its environment
 * is not found. Cheap first: the listing by number, then `stat` of newer processes, then `environ` of the rest.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** One process, told apart from a later one that got the same number. */
export interface ProcessStamp {
  readonly pid: number;
  /** Clock ticks since boot. */
  readonly startTicks: number;
}

interface ProcessRow extends ProcessStamp {
  readonly parent: number;
}

/** How long a run may have lasted for process numbers to be taken as ordered. Fewer forks fit than numbers. */
const ORDERED_FOR_MS = 10_000;

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

/** The stamp and the parent of a living process. Zombies count as gone: they hold nothing and cannot be ended. */
function readRow(pid: number): ProcessRow | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in parentheses may hold spaces and parentheses of its own.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { pid, parent: Number(fields[1]), startTicks: Number(fields[19]) };
}

/** The stamp of a process that was just started. Undefined where /proc is not there. */
export function stampOf(pid: number): ProcessStamp | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  return { pid, startTicks: Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19]) };
}

/** Process numbers grow until they wrap: then, or after a long run, every process may be a newer one. */
function candidates(root: ProcessStamp, sinceMs: number): number[] {
  const pids: number[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && pid !== process.pid) pids.push(pid);
  }
  const last = Number(readText('/proc/loadavg')?.trim().split(' ').at(-1));
  const ordered = sinceMs < ORDERED_FOR_MS && last >= root.pid;
  return ordered ? pids.filter((pid) => pid >= root.pid) : pids;
}

/** True when the mark is in the environment that the process was started with. */
function isMarked(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`).includes(mark);
  } catch {
    return false;
  }
}

function addDescendants(members: Set<number>, rows: readonly ProcessRow[]): void {
  let size: number;
  do {
    size = members.size;
    for (const row of rows) if (members.has(row.parent)) members.add(row.pid);
  } while (members.size > size);
}

/**
 * The living processes of a run, the root included. `sinceMs` is how long ago the root was started.
 *
 * @throws Error when /proc cannot be listed.
 */
export function linuxProcessesOf(root: ProcessStamp, mark: string, sinceMs: number): number[] {
  const rows: ProcessRow[] = [];
  for (const pid of candidates(root, sinceMs)) {
    const row = readRow(pid);
    if (row && row.startTicks >= root.startTicks) rows.push(row);
  }
  const members = new Set<number>();
  if (rows.some((row) => row.pid === root.pid && row.startTicks === root.startTicks)) members.add(root.pid);
  addDescendants(members, rows);
  for (const row of rows) if (!members.has(row.pid) && isMarked(row.pid, mark)) members.add(row.pid);
  addDescendants(members, rows);
  return [...members];
}

/** The living processes that a process has started, by parentage alone; itself is not among them. */
export function linuxDescendantsOf(pid: number): number[] {
  const rows: ProcessRow[] = [];
  for (const name of readdirSync('/proc')) {
    const row = /^\d+$/.test(name) ? readRow(Number(name)) : undefined;
    if (row) rows.push(row);
  }
  const members = new Set([pid]);
  addDescendants(members, rows);
  members.delete(pid);
  return [...members];
}
