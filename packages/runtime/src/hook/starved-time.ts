/**
 * Tells a loop that holds the process from a process that is not given a processor. Both stand still; what runs without
 * end uses the time that passes, and what is starved would like to. Linux only: elsewhere nothing counts as starved.
 */
import { readFileSync } from 'node:fs';

/** Counts, from look to look, the milliseconds in which the main thread wanted a processor and had none. */
export class StarvedTime {
  #cpuMs = cpuMs();
  #at = Date.now();
  #total = 0;

  /** To be called often; the total so far. */
  look(): number {
    const [now, used] = [Date.now(), cpuMs()];
    if (wantsProcessor()) this.#total += Math.max(0, now - this.#at - (used - this.#cpuMs));
    this.#at = now;
    this.#cpuMs = used;
    return this.#total;
  }
}

/** Of all threads of the process. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Whether the main thread runs or waits to run; one that sleeps in a call is not starved. */
function wantsProcessor(): boolean {
  try {
    const stat = readFileSync(`/proc/${process.pid}/stat`, 'latin1');
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'R';
  } catch {
    return false;
  }
}
