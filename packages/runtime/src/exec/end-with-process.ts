/**
 * Ends what still runs when this process ends: by `process.exit`, by an uncaught error, or by a signal that nobody
 * else handles. Listeners are there only while something runs, so an idle process keeps its default behaviour.
 */
import { constants } from 'node:os';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const running = new Set<() => void>();

function killAll(): void {
  for (const kill of running) kill();
  running.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  const alone = process.listenerCount(signal) === 1;
  killAll();
  stopListening();
  // Another listener decides about this process; alone, it dies of the signal as it would have.
  if (!alone) return;
  process.kill(process.pid, signal);
  // Reached where the signal is blocked or ignored.
  process.exitCode = 128 + constants.signals[signal];
}

function startListening(): void {
  process.on('exit', killAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function stopListening(): void {
  process.off('exit', killAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

/** Has `kill` called, synchronously, when this process ends first. Returns what takes that back. */
export function endWithProcess(kill: () => void): () => void {
  if (running.size === 0) startListening();
  running.add(kill);
  return () => {
    if (running.delete(kill) && running.size === 0) stopListening();
  };
}
