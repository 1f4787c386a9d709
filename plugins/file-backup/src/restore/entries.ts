/** The entries of the manifest for who looks through them: newest first, filtered, found by the beginning of an id. */
import { resolve } from 'node:path';
import type { Places } from '@hookline/core';
import { HooklineError, nearest } from '@hookline/core/errors';
import { globFilter } from '../globs.ts';
import { safeText } from '../safe-text.ts';
import { type Entry, isKept, type Kept, WHY_SKIPPED } from '../store/entry.ts';
import { type Store, storeAt } from '../store/folders.ts';
import { manifestFiles, readManifest } from '../store/manifest.ts';

/** Which entries are wanted. */
export interface EntryFilter {
  /** The id of a session, or its beginning. */
  readonly session?: string;
  /** The id of a task, or its beginning. */
  readonly task?: string;
  /** A glob, or a path and all below it. */
  readonly path?: string;
}

export interface Entries {
  readonly store: Store;
  /** Newest first. */
  readonly all: readonly Entry[];
  /** The shortest beginning of every id that no other one has. */
  shortId(id: string): string;
}

const SHORTEST = 4;

export function readEntries(places: Places): Entries {
  const store = storeAt(places);
  const all = manifestFiles(store)
    .flatMap((file) => readManifest(store, file))
    .reverse();
  const sorted = [...new Set(all.map(({ id }) => id))].sort();
  const lengths = new Map(
    sorted.map((id, at) => [
      id,
      Math.max(SHORTEST, shared(id, sorted[at - 1]) + 1, shared(id, sorted[at + 1]) + 1),
    ]),
  );
  return { store, all, shortId: (id) => id.slice(0, lengths.get(id)) };
}

function shared(id: string, other = ''): number {
  let length = 0;
  while (length < id.length && id[length] === other[length]) length++;
  return length;
}

export function filtered(
  entries: readonly Entry[],
  { session, task, path }: EntryFilter,
  cwd: string,
): Entry[] {
  const matches = path === undefined ? undefined : pathFilter(path, cwd);
  const isSession = idFilter(session, new Set(entries.map((entry) => entry.session_id)));
  const isTask = idFilter(task, new Set(entries.map((entry) => entry.task_id)));
  return entries.filter(
    (entry) =>
      isSession(entry.session_id) && isTask(entry.task_id) && (matches === undefined || matches(entry.path)),
  );
}

/** An id that is there means itself, though others may begin like it. */
function idFilter(
  given: string | undefined,
  known: ReadonlySet<string | undefined>,
): (id: string | undefined) => boolean {
  if (given === undefined) return () => true;
  return known.has(given) ? (id) => id === given : (id) => id?.startsWith(given) === true;
}

function pathFilter(path: string, cwd: string): (text: string) => boolean {
  if (/[*?[{]/.test(path)) return globFilter([path]);
  const whole = resolve(cwd, path);
  return (text) => text === whole || text.startsWith(whole === '/' ? '/' : `${whole}/`);
}

/**
 * The entry that an id, or its beginning, stands for.
 *
 * @throws HooklineError `HOOKLINE_USAGE`
 */
export function entryOf(given: string, { all, shortId }: Entries): Entry {
  const id = given.toLowerCase();
  const found = all.filter((entry) => id !== '' && entry.id.startsWith(id));
  if (found.length === 1) return found[0] as Entry;
  if (found.length > 1) {
    const ids = found.slice(0, 5).map((entry) => shortId(entry.id));
    throw new HooklineError('HOOKLINE_USAGE', {
      what: `More than one backup begins with "${safeText(given)}": ${ids.join(', ')}${found.length > 5 ? ', …' : ''}.`,
      fix: 'Write more of the id.',
    });
  }
  const near = nearest(id, new Set(all.flatMap((entry) => [entry.id, shortId(entry.id)])));
  throw new HooklineError('HOOKLINE_USAGE', {
    what: `There is no backup "${safeText(given)}".`,
    fix: near
      ? `Did you mean "${near}"? \`hookline restore list\` shows them all.`
      : 'See `hookline restore list`.',
  });
}

/**
 * The entry, when something was kept of it.
 *
 * @throws HooklineError `HOOKLINE_USAGE`
 */
export function keptEntry(given: string, entries: Entries): Kept {
  const entry = entryOf(given, entries);
  if (isKept(entry)) return entry;
  throw new HooklineError('HOOKLINE_USAGE', {
    what: `Of ${safeText(entry.path)} no copy was made: ${WHY_SKIPPED[entry.why]}.`,
    fix: 'Choose another one of `hookline restore list`.',
  });
}
