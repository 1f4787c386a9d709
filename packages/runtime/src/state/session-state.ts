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

/** The store of one owner in one session. Reads the file once. */
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
      const all = load();
      all.set(key, value);
      return writeWhole(file, JSON.stringify(Object.fromEntries(all)));
    },
  };
}
