/** Removes the files of days that are past keeping. Only files of one kind, told by their names. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Removes the files of the days before the last `keepDays`, today included. A folder that is not there has none.
 *
 * @throws HooklineError when the folder cannot be read, or a file cannot be removed.
 */
export function removeOldDays(folder: string, kind: string, keepDays: number, now: Date): void {
  const first = new Date(now.getTime() - (keepDays - 1) * DAY_MS).toISOString().slice(0, 10);
  const pattern = new RegExp(`^${kind}-(\\d{4}-\\d\\d-\\d\\d)\\.jsonl(?:\\.1)?$`);
  try {
    for (const name of readdirSync(folder)) {
      const day = pattern.exec(name)?.[1];
      if (day !== undefined && day < first) rmSync(join(folder, name), { force: true });
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
      what: 'Old days could not be removed.',
      where: folder,
      fix: 'Make the folder writable, or set "keep_days" to 0.',
      cause: thrown,
    });
  }
}
