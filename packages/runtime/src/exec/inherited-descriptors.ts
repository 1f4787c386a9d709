/**
 * Closes what the agent left open in a hook besides stdin, stdout and stderr: its programs would have it too, and a worker
 * that outlives the hook would hold it. Node opens all of its own to close in a program; of what it inherited it sees to the
 * first sixteen and to those that follow without a gap. The rest is found here, on Linux, where a descriptor says which it is.
 */
import { closeSync, readdirSync, readFileSync } from 'node:fs';

/** The descriptors that Node has seen to, at least. */
const SEEN_TO = 16;
const CLOSES_ON_EXEC = 0o2000000;

let isDone = false;

/**
 * For a process that is Hookline's alone, before code of others runs: what that opens is not inherited, and a later call does
 * nothing. Never throws.
 */
export function closeInherited(): void {
  // A channel to whoever has forked this process is in use.
  if (isDone || process.platform !== 'linux' || process.channel) return;
  isDone = true;
  try {
    for (const name of readdirSync('/proc/self/fd')) if (Number(name) >= SEEN_TO) closeLeaking(name);
  } catch {
    // There is no /proc.
  }
}

function closeLeaking(name: string): void {
  try {
    const [, flags] = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${name}`, 'latin1')) ?? [];
    if (flags !== undefined && (Number.parseInt(flags, 8) & CLOSES_ON_EXEC) === 0) closeSync(Number(name));
  } catch {
    // That was the listing itself, which is closed by now.
  }
}
