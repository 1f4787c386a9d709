/**
 * Merges the plugins of all layers. A later layer's table replaces an earlier one's, `false` takes the plugin out;
 * a plugin keeps the place where it was named first, because that is the order in which its context is joined.
 */

import type { RawPlugin } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { candidatesFor } from '../names/candidates.ts';
import { type PluginModule, resolvePlugin } from './resolve-plugin.ts';

/** A plugin that is switched on. */
export interface NamedPlugin {
  readonly raw: RawPlugin;
  readonly options: Readonly<Record<string, unknown>>;
  readonly plugin: PluginModule;
}

/** Two spellings of one plugin share a name here: `security-scan` and `@hookline/plugin-security-scan`. */
function spellings(name: string): readonly string[] {
  const candidates = candidatesFor('plugin', name);
  return candidates.as === 'packages' ? [name, ...candidates.names] : [name];
}

interface Slot {
  readonly names: Set<string>;
  current: NamedPlugin | undefined;
  /** The last module that was found: a layer may name a plugin that only the preset below it can resolve. */
  plugin: PluginModule | undefined;
}

function matching(
  slots: readonly Slot[],
  raw: RawPlugin,
  plugin: PluginModule | undefined,
): Slot | undefined {
  const same = plugin && slots.find((slot) => slot.plugin?.module === plugin.module);
  // A path means another file in another folder: only what it leads to counts.
  if (same || (plugin && !plugin.packageName)) return same;
  const names = [...spellings(raw.name), ...(plugin?.packageName ? [plugin.packageName] : [])];
  return slots.find((slot) => names.some((name) => slot.names.has(name)));
}

/** Resolves and merges all plugins, in registration order. */
export function mergePlugins(raws: readonly RawPlugin[], loading: Loading): readonly NamedPlugin[] {
  const slots: Slot[] = [];
  for (const raw of raws) {
    if (raw.value === false) {
      const slot = matching(slots, raw, undefined);
      if (slot?.current) {
        const { raw: written } = slot.current;
        loading.ended.push({ what: 'plugin', name: written.name, how: 'switched off', written, by: raw });
        slot.current = undefined;
      }
      continue;
    }
    const resolution = resolvePlugin(raw, loading);
    const slot = matching(slots, raw, resolution.ok ? resolution.plugin : undefined);
    const plugin = resolution.ok ? resolution.plugin : slot?.plugin;
    if (!plugin) {
      if (!resolution.ok)
        loading.report.at({ source: raw.source, path: raw.path, target: 'key' }, resolution.finding);
      continue;
    }
    const current = { raw, options: raw.value, plugin };
    const names = [raw.name, ...(plugin.packageName ? [plugin.packageName] : [])];
    if (!slot) slots.push({ names: new Set(names), current, plugin });
    else {
      for (const name of names) slot.names.add(name);
      if (slot.current) {
        const { raw: written } = slot.current;
        loading.ended.push({ what: 'plugin', name: written.name, how: 'replaced', written, by: raw });
      }
      slot.current = current;
      slot.plugin = plugin;
    }
  }
  return slots.flatMap(({ current }) => (current ? [current] : []));
}
