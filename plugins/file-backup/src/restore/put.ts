/** `hookline restore put`: puts files back, after what stands there now has been copied, so that this can be undone. */
import { resolve } from 'node:path';
import type { CommandContext } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import { collect } from '../collect.ts';
import { safeText } from '../safe-text.ts';
import { saveAll } from '../save-all.ts';
import { type FileBackupOptions, settingsOf } from '../settings.ts';
import { type Entry, isKept, type Kept, WHY_SKIPPED } from '../store/entry.ts';
import type { Target } from '../targets.ts';
import { type EntryFilter, filtered, keptEntry, readEntries } from './entries.ts';
import { shownPath } from './list.ts';
import { isThere, obstacle, type Placement, setFolderMode, writeBack } from './write-back.ts';

export interface PutOptions extends EntryFilter {
  readonly ids: readonly string[];
  readonly to?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

const MOST_SHOWN = 20;

/** 1 when something could not be put back, or when the person said no. */
export async function put(options: PutOptions, ctx: CommandContext<FileBackupOptions>): Promise<number> {
  const { store, ...entries } = readEntries(ctx.places);
  const chosen =
    options.ids.length > 0
      ? options.ids.map((id) => keptEntry(id, { store, ...entries }))
      : firstOfEach(filtered(entries.all, options, ctx.cwd), options);
  const placements: Placement[] = [];
  for (const one of placed(chosen, options.to, ctx.cwd)) if (!(await isThere(one))) placements.push(one);
  const blocked = placements.flatMap((one) => {
    const why = obstacle(one);
    return why === undefined ? [] : [{ one, why }];
  });
  const free = placements.filter((one) => !blocked.some((other) => other.one === one));
  for (const { one, why } of blocked) ctx.stderr(`${nameOf(one, ctx)}: ${safeText(why)}\n`);
  if (placements.length === 0) {
    ctx.stdout('Everything is as it was: there is nothing to put back.\n');
    return 0;
  }
  if (free.length === 0) return 1;
  if (options.dryRun) {
    for (const one of free)
      ctx.stdout(`would put back ${nameOf(one, ctx)} (${entries.shortId(one.entry.id)})\n`);
    return blocked.length > 0 ? 1 : 0;
  }
  if (!options.yes && !(await agreed(free, ctx))) return 1;
  await keepPresent(free, ctx);
  for (const one of free) {
    await writeBack(store, one);
    ctx.stdout(`put back ${nameOf(one, ctx)}\n`);
  }
  for (const one of free.toReversed()) setFolderMode(one);
  return blocked.length > 0 ? 1 : 0;
}

/** As it was before the session or the task: the oldest copy of every path. */
function firstOfEach(newestFirst: readonly Entry[], { session, task }: EntryFilter): readonly Kept[] {
  if (session !== undefined)
    assertOne(
      'session',
      session,
      newestFirst.map((entry) => entry.session_id),
    );
  if (task !== undefined)
    assertOne(
      'task',
      task,
      newestFirst.map((entry) => entry.task_id ?? ''),
    );
  const first = new Map<string, Kept>();
  for (const entry of newestFirst) {
    if (isKept(entry) && entry.event !== 'restore') first.set(entry.path, entry);
  }
  if (first.size > 0) return [...first.values()];
  throw new HooklineError('HOOKLINE_USAGE', {
    what: `There are no backups of ${session === undefined ? `task "${safeText(task ?? '')}"` : `session "${safeText(session)}"`}.`,
    fix: 'See `hookline restore list --json` for the ids of sessions and tasks.',
  });
}

/** The beginning of an id is enough when one id begins so: of two, files of another day would come back. */
function assertOne(what: string, given: string, ids: readonly string[]): void {
  const different = [...new Set(ids)];
  if (different.length < 2 || different.includes(given)) return;
  throw new HooklineError('HOOKLINE_USAGE', {
    what: `More than one ${what} begins with "${safeText(given)}": ${different.slice(0, 5).map(safeText).join(', ')}.`,
    fix: 'Write more of the id.',
  });
}

/** Folders before what is in them. */
function placed(chosen: readonly Kept[], to: string | undefined, cwd: string): readonly Placement[] {
  if (to !== undefined && chosen.length !== 1) {
    throw new HooklineError('HOOKLINE_USAGE', {
      what: '--to takes one backup.',
      fix: 'Put them back one by one, or without --to.',
    });
  }
  const twice = chosen.find((one, at) => chosen.findIndex((other) => other.path === one.path) !== at);
  if (twice) {
    throw new HooklineError('HOOKLINE_USAGE', {
      what: `Two of these are of the same file, ${safeText(twice.path)}.`,
      fix: 'Give one of them.',
    });
  }
  const all = chosen.map((entry) => ({ entry, to: to === undefined ? entry.path : resolve(cwd, to) }));
  return all.sort((a, b) => a.to.split('/').length - b.to.split('/').length);
}

async function agreed(free: readonly Placement[], ctx: CommandContext<FileBackupOptions>): Promise<boolean> {
  if (!ctx.isTerminal) {
    throw new HooklineError('HOOKLINE_USAGE', {
      what: 'There is no terminal to ask whether these files may be written.',
      fix: 'Look with --dry-run, then give --yes.',
    });
  }
  for (const one of free.slice(0, MOST_SHOWN)) ctx.stdout(`${nameOf(one, ctx)}\n`);
  if (free.length > MOST_SHOWN) ctx.stdout(`and ${free.length - MOST_SHOWN} more\n`);
  const many = free.length === 1 ? 'Put it back' : `Put these ${free.length} back`;
  return ctx.confirm(`${many}? What stands there now is copied first.`);
}

/** @throws HooklineError when something that would be overwritten could not be copied. */
async function keepPresent(
  free: readonly Placement[],
  ctx: CommandContext<FileBackupOptions>,
): Promise<void> {
  const settings = { ...settingsOf(ctx.options), max_file_size: Number.MAX_SAFE_INTEGER };
  const targets = free.map(({ to }): Target => ({ path: to, how: 'remove', reason: 'restore' }));
  const store = readEntries(ctx.places).store.root;
  const collected = collect(targets, {
    cwd: ctx.cwd,
    store,
    exclude: [],
    exclude_folders: [],
    max_files: Number.MAX_SAFE_INTEGER,
  });
  const occasion = { session_id: 'hookline-restore', event: 'restore', cwd: ctx.cwd };
  const entries = await saveAll(collected, occasion, {
    places: ctx.places,
    settings,
    signal: new AbortController().signal,
  });
  const lost = entries.find((entry) => entry.kind === 'skipped' && entry.why !== 'gone');
  if (lost?.kind !== 'skipped') return;
  throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
    what: `Nothing was put back: what stands there now could not be copied first, because ${WHY_SKIPPED[lost.why]}.`,
    where: lost.path,
    fix: lost.why === 'store_full' ? 'Raise max_total of file-backup.' : 'Put it to another place with --to.',
  });
}

const nameOf = ({ to }: Placement, { cwd, redact }: CommandContext<FileBackupOptions>): string =>
  redact(safeText(shownPath(to, cwd)));
