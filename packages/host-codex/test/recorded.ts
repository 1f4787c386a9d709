import { readdirSync, readFileSync } from 'node:fs';
import type { LifecycleEvent } from '@hookline/core';
import type { DecodeScope } from '@hookline/core/engine';
import { codex } from '@hookline/host-codex';

const folder = new URL('./recorded/', import.meta.url);

/** What the real Codex sent, as text. */
export const recorded = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');

/** All recorded stdin payloads. */
export const recordedNames: readonly string[] = readdirSync(folder)
  .map((file) => file.replace(/\.json$/, ''))
  .filter((name) => name !== 'hooks-list');

export const scope: DecodeScope = { now: new Date('2026-11-21T05:00:00Z'), env: {} };

/** The events of a payload that must be readable. */
export function decoded(stdin: string | object, over: Partial<DecodeScope> = {}): readonly LifecycleEvent[] {
  const result = codex.decode(typeof stdin === 'string' ? stdin : JSON.stringify(stdin), {
    ...scope,
    ...over,
  });
  if (!result.ok) throw result.error;
  return result.events;
}

/** A recorded payload with other fields. */
export function altered(name: string, change: object): object {
  return { ...JSON.parse(recorded(name)), ...change };
}
