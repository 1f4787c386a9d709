/**
 * Finds and ends a server and what it started (`npx` starts a shell that starts the server). By parentage, so it
 * has to be listed while the parent lives; on Linux a number that came back is told apart by its start time.
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

/** The living processes of a tree, the root first. */
export function treeOf(root: number): readonly TreeMember[] {
  const all = rows();
  const members: TreeMember[] = [all.find(({ pid }) => pid === root) ?? { pid: root }];
  for (const member of members) members.push(...all.filter(({ parent }) => parent === member.pid));
  return members;
}

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
