/**
 * Finds and ends a server and what it started (`npx` starts a shell that starts the server): by parentage, and on Linux
 * also by a mark in the environment, which what left its group, its session or its parent has kept. A number that
 * came back is told apart there by its start time.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One process of a tree. */
export interface TreeMember {
  readonly pid: number;
  /** Clock ticks since boot; absent where there is no /proc. */
  readonly ticks?: number;
}

interface Row extends TreeMember {
  readonly parent: number;
}

function linuxRow(pid: number): Row | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold spaces and parentheses of its own.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : { pid, parent: Number(fields[1]), ticks: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

function rows(): readonly Row[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (linuxRow(Number(name)) ?? []) : []));
  }
  if (process.platform === 'win32') return [];
  const listing =
    spawnSync('/bin/ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8', timeout: 1_000 }).stdout ?? '';
  return listing.split('\n').flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return pid && parent !== undefined ? [{ pid, parent }] : [];
  });
}

/** The variable that marks every process of a hook. Who runs inside another one's adds a mark to the one it has. */
export const RUN_MARK = 'HOOKLINE_RUN_ID';

function isMarked(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`).includes(mark);
  } catch {
    return false;
  }
}

/** The living processes of a tree, the root first. `since`: the root as it was when it was started. */
export function treeOf(since: TreeMember, mark: string): readonly TreeMember[] {
  const all = rows();
  const root = all.find(({ pid, ticks }) => pid === since.pid && ticks === since.ticks);
  const members: TreeMember[] = root ? [root] : [];
  const known = new Set(members.map(({ pid }) => pid));
  const add = (found: readonly Row[]): void => {
    for (const row of found) {
      if (known.has(row.pid)) continue;
      known.add(row.pid);
      members.push(row);
    }
  };
  // Only what is as young as the root can carry its mark.
  const { ticks: first } = since;
  if (first !== undefined) add(all.filter(({ pid, ticks = 0 }) => ticks >= first && isMarked(pid, mark)));
  for (const member of members) add(all.filter(({ parent }) => parent === member.pid));
  return members;
}

/** A process that was just started. */
export const memberOf = (pid: number): TreeMember => {
  const row = process.platform === 'linux' ? linuxRow(pid) : undefined;
  return row?.ticks === undefined ? { pid } : { pid, ticks: row.ticks };
};

/** True while one of them lives; those without a start time are not judged. */
export const anyLives = (members: readonly TreeMember[]): boolean =>
  members.some(({ pid, ticks }) => ticks !== undefined && linuxRow(pid)?.ticks === ticks);

/** Sends a signal to those of a tree that still live. */
export function signalTree(members: readonly TreeMember[], signal: NodeJS.Signals): void {
  for (const { pid, ticks } of members) {
    if (ticks !== undefined && linuxRow(pid)?.ticks !== ticks) continue;
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended already.
    }
  }
}
