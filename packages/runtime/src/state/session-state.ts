/** What Hookline and its plugins remember of a session, on disk: one small JSON file per owner. */
import { join } from 'node:path';
import type { SessionState } from '@hookline/core';
import { readJson, writeWhole } from './private-file.ts';

/** The folder of what is remembered of a session. */
export const sessionFolder = (hooklineHome: string, sessionId: string): string =>
  join(hooklineHome, 'sessions', safeName(sessionId));

/** A name that is safe as a file name, whatever a payload puts into an id. */
export const safeName = (name: string): string =>
  name
    .replaceAll(/[^\w.@-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 120) || '_';

/** It is read and written whole: a store that grew for ever would slow every event down. */
const MOST_CHARACTERS = 1024 * 1024;

/** The store of one owner in one session. Reads the file once, and before each write. */
export function sessionState(hooklineHome: string, sessionId: string, owner: string): SessionState {
  const file = join(sessionFolder(hooklineHome, sessionId), `${safeName(owner)}.json`);
  let values: Map<string, unknown> | undefined;
  const load = (): Map<string, unknown> => {
    if (values) return values;
    const stored = readJson(file);
    const record = stored !== null && typeof stored === 'object' && !Array.isArray(stored) ? stored : {};
    values = new Map(Object.entries(record));
    return values;
  };
  return {
    get: (key) => load().get(key),
    set: (key, value) => {
      // Read again: another hook of this session may have set another key meanwhile.
      values = undefined;
      const all = load();
      all.set(key, value);
      const text = JSON.stringify(Object.fromEntries(all));
      return text.length <= MOST_CHARACTERS && writeWhole(file, text);
    },
  };
}
