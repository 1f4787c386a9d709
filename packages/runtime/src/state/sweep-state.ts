/**
 * Keeps what Hookline remembers bounded in number: the size of a file is bounded where it is written. Done after the
 * answer of the event that begins a journal file, so about once a day. Everything here can be made again, or is old.
 */
import { type Dirent, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60_000;
/** A file that is being written is renamed within moments. */
const HALF_WRITTEN_MS = 60 * 60_000;

/** What is kept of each folder. */
export const KEPT = {
  /** Files of 10 MiB at most: a day has one, or two when it is a busy one. */
  journal: 30,
  /** And all of the last day: what a session has counted must not be forgotten while it runs. */
  sessions: 200,
  /** One a working directory; one that is gone is made again at the next event. */
  snapshots: 500,
  /** Compiled code; what is gone is made again. */
  cache: 100,
} as const;

/** Removes what is too old or too much. Never throws. */
export function sweepState(hooklineHome: string, now: number = Date.now()): void {
  for (const folder of ['snapshots', 'cache'] as const) {
    removeHalfWritten(join(hooklineHome, folder), now);
    removeOldest(join(hooklineHome, folder), KEPT[folder], now);
  }
  removeOldest(join(hooklineHome, 'journal'), KEPT.journal, now);
  const sessions = join(hooklineHome, 'sessions');
  removeOldest(sessions, KEPT.sessions, now - DAY_MS);
  for (const { name } of entriesOf(sessions)) {
    removeHalfWritten(join(sessions, name), now);
    removeHalfWritten(join(sessions, name, 'calls'), now);
  }
}

/** Keeps the newest of a folder, and whatever was changed after a moment. */
function removeOldest(folder: string, most: number, before: number): void {
  const entries = entriesOf(folder);
  if (entries.length <= most) return;
  const dated = entries.map(({ name }) => ({ path: join(folder, name), at: changedAt(join(folder, name)) }));
  dated.sort((a, b) => b.at - a.at);
  for (const { path, at } of dated.slice(most)) if (at < before) remove(path);
}

/** `name.json.<pid>.<random>` and `name.<pid>.tmp`: what a process was writing when it was killed. */
function removeHalfWritten(folder: string, now: number): void {
  for (const { name } of entriesOf(folder)) {
    if (!/\.tmp$|\.json\.\d+\.\w+$/.test(name)) continue;
    const path = join(folder, name);
    if (now - changedAt(path) > HALF_WRITTEN_MS) remove(path);
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Gone in the meantime counts as new: there is nothing to remove. */
function changedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // A home that may only be read.
  }
}
