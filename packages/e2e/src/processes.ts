// Looks at the live processes of this machine through /proc, to prove that a run left none behind. It never signals
// one: who started a process ends it.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A live process that mentions a marker. */
export interface FoundProcess {
  readonly pid: number;
  /** Command line, arguments separated by spaces. */
  readonly command: string;
  /** True when the marker is in its environment, so it descends from what was started with it. */
  readonly inherited: boolean;
}

/**
 * Lists the live processes whose environment or command line holds a marker, this process excepted. A sandbox's root is
 * such a marker: every process started in it inherits it.
 *
 * @throws Error on a system without /proc.
 */
export function processesMentioning(marker: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const command = readProc(name, 'cmdline').replaceAll('\0', ' ').trim();
      const inherited = readProc(name, 'environ').includes(marker);
      // A zombie has neither: it has ended and only waits to be reaped.
      return inherited || command.includes(marker) ? [{ pid: Number(name), command, inherited }] : [];
    });
}

/** Bounds of a wait. */
export interface WaitOptions {
  /** How often the predicate is tried; 400 unless told. */
  readonly attempts?: number;
  /** Milliseconds between two tries; 25 unless told. */
  readonly everyMs?: number;
}

/** Tries a predicate until it holds; answers whether it ever did. Never waits longer than its attempts. */
export async function waitUntil(
  predicate: () => boolean | Promise<boolean>,
  { attempts = 400, everyMs = 25 }: WaitOptions = {},
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    if (await predicate()) return true;
    if (attempt >= attempts) return false;
    await delay(everyMs);
  }
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended meanwhile, or belongs to somebody else.
    return '';
  }
}
