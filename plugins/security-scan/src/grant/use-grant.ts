/**
 * Uses what a person has permitted once: `$HOOKLINE_HOME/allow/granted/<call>.json`, written by `hookline allow`. A
 * grant counts when it is a private file of this user in a private folder, names this call, and has not expired. It
 * is taken by renaming it, so that of two calls at the same moment only one passes.
 */
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Places } from '@hookline/core';

const { lstatSync, readFileSync, renameSync, rmSync } = process.getBuiltinModule('node:fs');

/** No grant lasts longer, whatever it says. */
const LONGEST_MS = 60 * 60_000;

/** Where the grant for a call is. */
export const grantFile = ({ hooklineHome }: Places, call: string): string =>
  join(hooklineHome, 'allow', 'granted', `${call}.json`);

/** Takes the grant for a call; true when there was one. Never throws: what cannot be read is no grant. */
export function useGrant(places: Places, call: string, now: number): boolean {
  const file = grantFile(places, call);
  const taken = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.used`;
  try {
    if (!isPrivate(lstatSync(file), true) || !isPrivate(lstatSync(dirname(file)), false)) return false;
    renameSync(file, taken);
  } catch {
    return false;
  }
  try {
    // Looked at again: this is the file that was taken, and nobody else knows its name.
    return isPrivate(lstatSync(taken), true) && isGrant(JSON.parse(readFileSync(taken, 'utf8')), call, now);
  } catch {
    return false;
  } finally {
    rmSync(taken, { force: true });
  }
}

/** Mine, and nobody else may write to it. Where a system has no owners there is nothing to look at. */
function isPrivate(stats: Stats, isFile: boolean): boolean {
  if (isFile ? !stats.isFile() || stats.nlink !== 1 : !stats.isDirectory()) return false;
  const { getuid } = process;
  return !getuid || (stats.uid === getuid() && (stats.mode & 0o022) === 0);
}

function isGrant(value: unknown, call: string, now: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  const { version, call: named, granted_at, expires_at } = value as Record<string, unknown>;
  const [from, to] = [Date.parse(String(granted_at)), Date.parse(String(expires_at))];
  // A clock that was set back must not make a grant last for ever.
  return version === 1 && named === call && from <= now && now < to && to - from <= LONGEST_MS;
}
