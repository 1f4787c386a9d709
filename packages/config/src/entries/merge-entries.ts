/**
 * Joins the entries of all layers. They add up; only an `id` connects two of them: the later layer's entry takes the
 * place of the earlier one, or, with `enabled = false`, takes it out.
 */
import { resolveEventNames } from '@hookline/core/engine';
import { nearest } from '@hookline/core/errors';
import type { RawEntry } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { formatPath } from '../report/path.ts';
import { eventsOfCategory } from './event-names.ts';

const idOf = (entry: RawEntry): string | undefined =>
  typeof entry.value['id'] === 'string' ? entry.value['id'] : undefined;

const isOff = (entry: RawEntry): boolean => entry.value['enabled'] === false;

/** An entry that does nothing but switch another one off. */
const isSwitch = (entry: RawEntry): boolean =>
  isOff(entry) &&
  Object.keys(entry.value).every((key) => ['id', 'enabled', 'description', 'event', 'type'].includes(key));

/** What an entry would listen to, as far as it can be told; it may be wrong in any way. */
function eventsOf({ value: { event }, category }: RawEntry): readonly string[] {
  const named = [event].flat().filter((name) => typeof name === 'string');
  return named.length === 0 ? eventsOfCategory(category) : named.flatMap(resolveEventNames);
}

const SWITCH_FIX = 'Check the id, and that the entry is in a weaker layer than this file.';

/** An entry with the instruction to leave it out of the result; it is checked all the same. */
export interface MergedEntry {
  readonly raw: RawEntry;
  readonly active: boolean;
}

function reportRepeated(entry: RawEntry, earlier: RawEntry, id: string, loading: Loading): void {
  loading.report.at(
    { source: entry.source, path: [...entry.path, 'id'] },
    {
      message: `The id "${id}" is used twice in this file: ${formatPath(earlier.path)} has it too.`,
      fix: 'Give each entry an id of its own.',
    },
  );
}

/** Decides which entries count, in the order in which they were read. */
export function mergeEntries(raws: readonly RawEntry[], loading: Loading): readonly MergedEntry[] {
  const merged: { raw: RawEntry; active: boolean }[] = [];
  const byId = new Map<string, { raw: RawEntry; active: boolean }>();
  for (const raw of raws) {
    const id = idOf(raw);
    const earlier = id === undefined ? undefined : byId.get(id);
    if (earlier && earlier.raw.source === raw.source) {
      reportRepeated(raw, earlier.raw, id ?? '', loading);
      continue;
    }
    if (earlier?.active) {
      earlier.active = false;
      const how = isOff(raw) ? 'switched off' : 'replaced';
      const events = eventsOf(earlier.raw);
      loading.ended.push({ what: 'hook', name: id ?? '', how, events, written: earlier.raw, by: raw });
    }
    if (isSwitch(raw) && id !== undefined) {
      if (!earlier) {
        const message = `The id "${id}" is not used by any entry, so nothing is switched off.`;
        const place = { source: raw.source, path: [...raw.path, 'id'] };
        const meant = nearest(id, byId.keys());
        const fix = meant ? `Did you mean "${meant}"?` : SWITCH_FIX;
        loading.report.at(place, { severity: 'warning', message, fix });
      }
      continue;
    }
    const entry = { raw, active: !isOff(raw) };
    if (!entry.active && !earlier) {
      const { description = id ?? formatPath(raw.path) } = raw.value;
      loading.ended.push({
        what: 'hook',
        name: String(description),
        how: 'switched off',
        events: eventsOf(raw),
        written: raw,
        by: raw,
      });
    }
    merged.push(entry);
    if (id !== undefined) byId.set(id, entry);
  }
  return merged;
}
