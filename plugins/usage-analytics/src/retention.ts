/** Removes the files of days that are past keeping. Only files of this plugin, told by their names. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';

const DAY_MS = 24 * 60 * 60 * 1_000;
const FILE = /^usage-(\d{4}-\d\d-\d\d)\.jsonl(?:\.1)?$/;

/**
 * Removes the files of the days before the last `keepDays`, today included.
 *
 * @throws HooklineError when the folder cannot be read, or a file cannot be removed.
 */
export function removeOldDays(folder: string, keepDays: number, now: Date): void {
  const first = new Date(now.getTime() - (keepDays - 1) * DAY_MS).toISOString().slice(0, 10);
  try {
    for (const name of readdirSync(folder)) {
      const day = FILE.exec(name)?.[1];
      if (day !== undefined && day < first) rmSync(join(folder, name), { force: true });
    }
  } catch (thrown) {
    throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
      what: 'Old days of usage could not be removed.',
      where: folder,
      fix: 'Make the folder writable, or set "keep_days" of usage-analytics to 0.',
      cause: thrown,
    });
  }
}
