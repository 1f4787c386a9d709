/**
 * Tells a file in the agent's own format, `hooks.json` (second seed), from a configuration of Hookline. Only the form
 * decides: such a file may be extended and named on a command line as every other one.
 */
import { basename } from 'node:path';
import { resolveEventNames } from '@hookline/core/engine';
import { AGENT_HOOKS_JSON_NAME, HOOKS_JSON_NAME } from '../source/places.ts';
import type { SourceFile } from '../source/source-file.ts';

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The wire names behind an event as the agent spells it; empty for any other name. */
export const nativeEvents = (name: string): ReturnType<typeof resolveEventNames> =>
  /^[A-Z]/.test(name) ? resolveEventNames(name) : [];

/** Whether a file holds hooks in the format of a `hooks.json`. */
export function isHooksJson({ file, format, document }: SourceFile): boolean {
  const named = [HOOKS_JSON_NAME, AGENT_HOOKS_JSON_NAME].includes(basename(file));
  if (format !== 'json') return false;
  const hooks = isTable(document) ? document['hooks'] : undefined;
  if (!isTable(hooks)) return named;
  const names = Object.keys(hooks);
  return (
    names.some((name) => nativeEvents(name).length > 0) ||
    (named && !names.some((name) => /^[a-z]/.test(name)))
  );
}
