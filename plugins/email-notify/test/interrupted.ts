/**
 * Runs something as if its process was killed before a step: from that step on, nothing changes the disk any more. A
 * step is a call that does. What is killed for real stands in digest-processes.test.ts; this reaches every step in no time.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const CHANGES = ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync'] as const;

class Killed extends Error {}

/** How many steps were begun, and whether it came to its end. */
export interface Interrupted {
  readonly steps: number;
  readonly killed: boolean;
}

export async function interruptedAt(step: number, work: () => unknown): Promise<Interrupted> {
  const real = Object.fromEntries(CHANGES.map((name) => [name, fs[name]]));
  let steps = 0;
  for (const name of CHANGES) {
    const change = fs[name] as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]) => {
        steps += 1;
        if (steps >= step) throw new Killed(`before step ${steps}`);
        return change(...given);
      },
    });
  }
  syncBuiltinESMExports();
  try {
    await work();
  } catch (thrown) {
    const isKill = thrown instanceof Killed || (thrown as { cause?: unknown }).cause instanceof Killed;
    if (!isKill) throw thrown;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return { steps, killed: steps >= step };
}
