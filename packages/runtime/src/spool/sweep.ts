/** Takes away what killed processes left in the spool. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { forgetWorker, recordedWorkers } from './worker-record.ts';

/** A file that is being written is renamed within moments. */
const HALF_WRITTEN_MS = 60 * 60_000;

/**
 * Forgets dead workers, but for batches that still have work: those are known to be dead by the record. Removes files
 * that were never finished; nobody was told that they were accepted.
 */
export function sweepSpool(hooklineHome: string, batchesWithWork: ReadonlySet<string>): void {
  for (const batch of recordedWorkers(hooklineHome)) {
    if (!batchesWithWork.has(batch)) forgetWorker(hooklineHome, batch);
  }
  for (const name of ['pending', 'active', 'dead', 'workers']) sweepFolder(join(hooklineHome, 'spool', name));
}

function sweepFolder(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.tmp')) continue;
      const file = join(folder, name);
      if (Date.now() - statSync(file).mtimeMs > HALF_WRITTEN_MS) rmSync(file, { force: true });
    }
  } catch {
    // Not there, or swept by another worker.
  }
}
