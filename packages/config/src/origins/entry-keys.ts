/** The keys of one hook with where each was written: in the hook, or in the defaults of its category. */
import type { Origin, ResolvedEntry } from '@hookline/core';
import { defaultsFor } from '../entries/merge-defaults.ts';
import type { DocumentParts, RawEntry } from '../layers/read-document.ts';
import { originOf } from '../report/origin.ts';

/** A value as it was written, `${NAME}` and all. */
export interface WrittenValue {
  readonly value: unknown;
  /** The strongest part of a file that says it. */
  readonly origin: Origin;
  /** For a table that several files give a part of: the weaker ones. */
  readonly also?: readonly Origin[];
}

const TABLES: readonly string[] = ['environment', 'conditions', 'headers'];

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The keys of an entry, in the order of the file, then what the defaults of its category add. */
export async function writtenKeys(
  entry: ResolvedEntry,
  raw: RawEntry,
  documents: readonly DocumentParts[],
): Promise<Readonly<Record<string, WrittenValue>>> {
  const keys: Record<string, WrittenValue> = {};
  for (const [key, value] of Object.entries(raw.value)) {
    keys[key] = { value, origin: await originOf(raw.source, [...raw.path, key]) };
  }
  const strength = (source: RawEntry['source']): number =>
    documents.findIndex((document) => document.source === source);
  const all = documents.flatMap((document) => document.defaults);
  for (const [key, inherited] of Object.entries(defaultsFor(raw, all, strength))) {
    const own = keys[key];
    // A kind that knows no headers gets none.
    if (key === 'headers' && !Object.hasOwn(entry.fields, key)) continue;
    if (own && !TABLES.includes(key)) continue;
    const from = all.filter(
      ({ category, source, value }) =>
        category === raw.category && strength(source) >= strength(raw.source) && Object.hasOwn(value, key),
    );
    const places = await Promise.all(from.map(({ source, path }) => originOf(source, [...path, key])));
    // A table of several files holds of each what no stronger one says; of a single value only the last counts.
    const [origin, ...weaker] = [...(own ? [own.origin] : []), ...places.reverse()];
    if (!origin) continue;
    const value =
      own && isTable(own.value) && isTable(inherited) ? { ...inherited, ...own.value } : inherited;
    const also = TABLES.includes(key) ? weaker : [];
    keys[key] = { value, origin, ...(also.length > 0 ? { also } : {}) };
  }
  return keys;
}
