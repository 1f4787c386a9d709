/** Backs up what a patch or a command is about to touch. */
import type { Capabilities, ExecBeforeEvent, PatchBeforeEvent } from '@hookline/core';
import { type Collected, collect } from './collect.ts';
import { gitTargets } from './git-files.ts';
import { patchTargets } from './patch-targets.ts';
import { safeText } from './safe-text.ts';
import { saveAll } from './save-all.ts';
import type { Settings } from './settings.ts';
import { type Entry, isKept, type Skipped, WHY_SKIPPED } from './store/entry.ts';
import { storeAt } from './store/folders.ts';
import type { Target } from './targets.ts';

type Used = Pick<Capabilities, 'places' | 'env' | 'exec' | 'log' | 'signal' | 'redact'>;

/** Not worth a word: there was nothing to lose. */
const HARMLESS: ReadonlySet<Skipped> = new Set(['gone', 'not_a_file']);
const MOST_NAMED = 5;

/** The entries that the manifest has got. */
export async function backUp(
  event: PatchBeforeEvent | ExecBeforeEvent,
  settings: Settings,
  ctx: Used,
): Promise<readonly Entry[]> {
  const targets =
    event.type === 'patch.before'
      ? patchTargets(event.files, event.cwd)
      : await commandTargets(event, settings, ctx);
  if (targets.length === 0) return [];
  const { root } = storeAt(ctx.places);
  const collected: readonly Collected[] = collect(targets, { ...settings, cwd: event.cwd, store: root });
  const entries = await saveAll(
    collected,
    {
      session_id: event.sessionId,
      ...(event.taskId !== undefined && { task_id: event.taskId }),
      event: event.type,
      cwd: event.cwd,
    },
    { places: ctx.places, settings, signal: ctx.signal },
  );
  report(entries, ctx);
  return entries;
}

/** Files that were to be copied and were not. */
export const lost = (entries: readonly Entry[]): readonly (Entry & { readonly kind: 'skipped' })[] =>
  entries.filter(
    (entry): entry is Entry & { readonly kind: 'skipped' } => !isKept(entry) && !HARMLESS.has(entry.why),
  );

async function commandTargets(
  event: ExecBeforeEvent,
  settings: Settings,
  ctx: Used,
): Promise<readonly Target[]> {
  const { readCommand } = await import('./shell/reader.ts');
  const generated = new Set(settings.exclude_folders);
  const { targets, queries, unknown } = readCommand(event.command, {
    cwd: event.cwd,
    env: ctx.env,
    isGenerated: (name) => generated.has(name),
  });
  if (unknown.length > 0) {
    const what = safeText(ctx.redact(unknown.join('; ')));
    ctx.log.info(`Not known before it runs, and so not backed up: what this touches: ${what}`);
  }
  const fromGit: Target[] = [];
  for (const query of queries) fromGit.push(...(await gitTargets(query, settings.exclude_folders, ctx)));
  return [...targets, ...fromGit];
}

function report(entries: readonly Entry[], ctx: Used): void {
  const skipped = lost(entries);
  if (skipped.length === 0) return;
  const named = skipped
    .slice(0, MOST_NAMED)
    .map(({ path, why, error }) => `${path} (${WHY_SKIPPED[why]}${error ? `: ${error}` : ''})`);
  const more = skipped.length > MOST_NAMED ? ` and ${skipped.length - MOST_NAMED} more` : '';
  ctx.log.warn(safeText(ctx.redact(`Not backed up: ${named.join(', ')}${more}`)));
}
