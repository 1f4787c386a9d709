/**
 * A configuration with a required check that is deleted in the middle of a session: a model can delete the file that guards
 * it. What would have been judged is refused, until the file is back, the person has said that it is meant to be gone, or
 * another session begins. A check that is taken out of a file that is still there, by its person or by an approval, is told.
 */
import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import type { Homes } from '@hookline/config/homes';
import { type RequiredEvents, trustMode } from '@hookline/config/trust';
import type { ResolvedConfig } from '@hookline/core/engine';
import type { MissedGuard } from '../state/session-guards.ts';

export const REMOVED =
  'The hook configuration with a required check of this session was deleted, so this was not let through. Ask the user to restore it. If it is meant to be gone, they run "npx hookline trust" in the project, or start a new session.';

/** Where a check was, and what became of it. */
export interface RemovedScope {
  readonly config: Pick<ResolvedConfig, 'settings' | 'files'>;
  readonly removed?: RequiredEvents;
}

/** Whether a check that this session has had is gone because a file is, and not because somebody has decided so. */
export function isRemoved(
  { files }: MissedGuard,
  event: string,
  { config, removed }: RemovedScope,
  { homes, env }: { readonly homes: Homes; readonly env: Readonly<Record<string, string | undefined>> },
): boolean {
  const ofUser = [homes.codexHome, homes.hooklineHome].map((home) => `${home}${sep}`);
  const isOwn = (file: string): boolean => ofUser.some((home) => file.startsWith(home));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.some(isOwn)) return true;
  // Nothing of the project is found any more, though it is there: its `.git` was taken away, by which its root is known.
  const outOfReach = files.some((file) => !isOwn(file) && !missing.includes(file));
  if (outOfReach && config.files.every(isOwn)) return true;
  // What was approved is known by its record, in which a person can take it back. Elsewhere the file alone speaks.
  if (trustMode(env) !== 'record') return missing.length > 0;
  return (
    config.settings.untrusted !== 'skip' &&
    (removed?.any === true || removed?.events.includes(event) === true)
  );
}
