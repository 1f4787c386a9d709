/** The names of events, in every spelling that is read. */
import { CATEGORIES, EVENTS, knownEventSpellings } from '@hookline/core/engine';
import type { SchemaTable } from './json-schema.ts';

const swapped = (name: string): readonly string[] => [
  name,
  name.replaceAll('.', '_'),
  name.replaceAll('_', '.'),
];

/** The names that stand for themselves: the list of docs/events.md and the agent's own. */
const spellings = (): readonly string[] => [
  ...new Set([...Object.keys(EVENTS), ...knownEventSpellings(), ...Object.keys(EVENTS).flatMap(swapped)]),
];

/**
 * One event. `declared` are those that manifests of plugins name; `isOpen` leaves room for the events of code that only
 * tells when it runs, outside of the categories that are Hookline's.
 */
export function eventSchema(declared: readonly string[], isOpen: boolean): SchemaTable {
  const known = [...new Set([...spellings(), ...declared])];
  const defined = { type: 'string', not: { pattern: `^(?:${CATEGORIES.join('|')})[._]|^[A-Z]|^[^._]*$` } };
  return {
    anyOf: [
      { type: 'string', enum: known },
      { type: 'string', pattern: '^integration[._](?:[\\w.-]+|\\*)$' },
      ...(isOpen ? [defined] : []),
    ],
  };
}
