/**
 * Finds the processes of one program run where there is no /proc, from the listing of `ps`: by parentage alone, so
 * only while the root lives. What outlives its parent there is out of reach.
 */
import { spawnSync } from 'node:child_process';

/** The descendants of a living process, itself included. Empty when `ps` is not there. */
export function listedProcessesOf(root: number): number[] {
  const listing = spawnSync('/bin/ps', ['-axo', 'pid=,ppid='], {
    encoding: 'utf8',
    timeout: 2_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return descendantsIn(listing.stdout ?? '', root);
}

/** Reads lines of "pid ppid". The root is included when it is listed. */
export function descendantsIn(listing: string, root: number): number[] {
  const pairs = listing
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((pair): pair is [number, number] => pair.length === 2);
  const members = new Set<number>(pairs.some(([pid]) => pid === root) ? [root] : []);
  let size: number;
  do {
    size = members.size;
    for (const [pid, parent] of pairs) if (members.has(parent)) members.add(pid);
  } while (members.size > size);
  return [...members];
}
