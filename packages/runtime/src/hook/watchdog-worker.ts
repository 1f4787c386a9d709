/**
 * The thread of the watchdog. When the event loop of the hook has stood still past its limit, it says who held it,
 * ends what the hook had started, and ends the hook by a signal that no code can keep off.
 */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { linuxDescendantsOf } from '../exec/linux-processes.ts';
import { listedProcessesOf } from '../exec/listed-processes.ts';
import { createHookLog } from '../state/hook-log.ts';
import { appendJournal } from '../state/journal.ts';
import { StarvedTime } from './starved-time.ts';
import { LONGEST_EVENT_MS, SLOT, type WatchdogOrder } from './watchdog-order.ts';

const LOOK_MS = 250;
/** However busy the machine is, nobody waits for more than so many times the limit. */
const STARVED_TIMES = 4;

const { shared, names: firstNames, stillMs, codexHome, hooklineHome, line } = workerData as WatchdogOrder;
let names = firstNames;
const numbers = new Int32Array(shared);
const startedAt = Date.now();
const starved = new StarvedTime();
let seen = -1;
let seenAt = startedAt;

function look(): void {
  const now = Date.now();
  const beat = Atomics.load(numbers, SLOT.beat);
  if (beat !== seen) {
    seen = beat;
    seenAt = now;
  }
  const limit = Atomics.load(numbers, SLOT.limit);
  const latest = Math.max(limit, Math.min(STARVED_TIMES * limit, LONGEST_EVENT_MS));
  const isOver = now - startedAt - starved.look() >= limit || now - startedAt >= latest;
  if (limit > 0 && isOver && now - seenAt >= stillMs) end(now - seenAt);
}

function end(stillForMs: number): void {
  const running = names.filter((_, index) => Atomics.load(numbers, SLOT.names + index) > 0);
  const held = running.length > 0 ? running : names;
  const who = held.map((name) => `"${name}"`).join(' or ');
  const message = `${who} held the process for ${Math.round(stillForMs / 1000)} s without giving it back (a loop without end, or a call that blocks), so it was ended.`;
  const fix = `Repair or switch off ${who}. Wait with "await" and a deadline, never with a loop.`;
  createHookLog(codexHome, (text) => text, false).write(
    'ERROR',
    held.join(', '),
    `HOOKLINE_HANDLER_TIMEOUT on ${line.event}: ${message} Fix: ${fix}`,
  );
  appendJournal(
    hooklineHome,
    {
      ...line,
      decision: 'ended',
      reasons: [message],
      failures: held.map((by) => ({ by, code: 'HOOKLINE_HANDLER_TIMEOUT', message })),
      ms: Date.now() - startedAt,
    },
    (text) => text,
  );
  // First what the hook waits for: it could not be found by its parent afterwards.
  for (const pid of process.platform === 'linux'
    ? linuxDescendantsOf(process.pid)
    : listedProcessesOf(process.pid)) {
    if (pid !== process.pid) kill(pid);
  }
  tell(`${who} hung, so a required check could not decide.`);
  kill(process.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function tell(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // Nobody listens any more.
  }
}

parentPort?.on('message', (changed: readonly string[]) => {
  names = changed;
});
setInterval(look, LOOK_MS);
