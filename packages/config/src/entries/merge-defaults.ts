/** Fills in what an entry does not say from the defaults of its category; the entry's own values always win. */
import type { CategoryDefaults, RawEntry } from '../layers/read-document.ts';
import type { DefaultsShape } from '../schema/shapes.ts';

const TABLES = ['environment', 'conditions', 'headers'] as const;
const SCALARS = ['timeout', 'priority', 'mode', 'required'] as const;

type Mutable = { -readonly [K in keyof DefaultsShape]: DefaultsShape[K] };

/**
 * The defaults for an entry: those of its own layer and of stronger ones, the strongest winning key by key.
 * `strength` is the position of a file among all files.
 */
export function defaultsFor(
  entry: RawEntry,
  all: readonly CategoryDefaults[],
  strength: (file: CategoryDefaults['source']) => number,
): DefaultsShape {
  const merged: Mutable = {};
  const own = strength(entry.source);
  for (const { category, source, value } of all) {
    if (category !== entry.category || strength(source) < own) continue;
    for (const key of TABLES) {
      if (value[key]) merged[key] = { ...merged[key], ...value[key] } as Record<string, string>;
    }
    for (const key of SCALARS) if (value[key] !== undefined) Object.assign(merged, { [key]: value[key] });
  }
  return merged;
}
