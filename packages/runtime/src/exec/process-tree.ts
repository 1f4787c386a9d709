/**
 * Owns the processes of one run: the program, what it started, and what of that left its group or lost its
 * parent. Ends them all. A process that forks while it is being ended is met again by the next look.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { linuxProcessesOf, type ProcessStamp, stampOf } from './linux-processes.ts';
import { listedProcessesOf } from './listed-processes.ts';

/** The variable that marks every process of a run. Nested runs add their mark to the one they inherit. */
export const RUN_MARK = 'HOOKLINE_RUN_ID';

/** How many times at most the tree is looked through and killed. With the pauses between: about two seconds. */
const KILL_ROUNDS = 100;

/** The processes of one run. */
export interface ProcessTree {
  /** The living processes of the run. */
  members(): number[];
  /** Asks with SIGTERM, waits at most this many milliseconds, then kills until nothing is left. */
  end(graceMs: number): Promise<void>;
  /** Kills at once, without waiting: for the exit of this process. */
  killNow(): void;
}

function send(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself, or belongs to another user.
    }
  }
}

/** Pauses of 1, 2, 4, 8, 16, 20, 20 … milliseconds. */
const pauseMs = (round: number): number => Math.min(20, 2 ** Math.min(round, 5));

function treeOf(members: () => number[]): ProcessTree {
  return {
    members,
    async end(graceMs) {
      let alive = members();
      if (alive.length === 0) return;
      const deadline = performance.now() + graceMs;
      if (graceMs > 0) send(alive, 'SIGTERM');
      for (let round = 0; alive.length > 0 && performance.now() < deadline; round++) {
        await delay(Math.min(pauseMs(round), Math.max(1, deadline - performance.now())));
        alive = members();
      }
      for (let round = 0; alive.length > 0 && round < KILL_ROUNDS; round++) {
        send(alive, 'SIGKILL');
        await delay(pauseMs(round));
        alive = members();
      }
    },
    killNow() {
      // The second look meets what was forked during the first.
      for (let round = 0; round < 5; round++) {
        const alive = members();
        if (alive.length === 0) return;
        send(alive, 'SIGKILL');
      }
    },
  };
}

function windowsTree(pid: number): ProcessTree {
  const taskkill = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  const args = ['/PID', String(pid), '/T', '/F'];
  const alive = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  return {
    members: () => (alive() ? [pid] : []),
    async end() {
      if (!alive()) return;
      const killer = spawn(taskkill, args, { stdio: 'ignore', windowsHide: true });
      await new Promise<void>((resolve) =>
        killer.once('error', () => resolve()).once('exit', () => resolve()),
      );
    },
    killNow() {
      if (alive()) spawnSync(taskkill, args, { stdio: 'ignore', windowsHide: true, timeout: 5_000 });
    },
  };
}

function linuxTree(root: ProcessStamp, mark: string, startedAt: number): ProcessTree {
  return treeOf(() => {
    try {
      return linuxProcessesOf(root, mark, performance.now() - startedAt);
    } catch {
      return [];
    }
  });
}

/**
 * The tree of a program that was just started with `mark` in its environment. `isRunning` tells whether the program
 * itself has been seen to end: its number may then be another's.
 */
export function createProcessTree(pid: number, mark: string, isRunning: () => boolean): ProcessTree {
  if (process.platform === 'win32') return windowsTree(pid);
  const stamp = process.platform === 'linux' ? stampOf(pid) : undefined;
  if (stamp) return linuxTree(stamp, mark, performance.now());
  return treeOf(() => (isRunning() ? listedProcessesOf(pid) : []));
}
