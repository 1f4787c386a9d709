/**
 * Merges the plugins of all layers. A later layer wins option by option, `false` takes the plugin out and any table
 * puts it back; a plugin keeps the place where it was named first, because that is the order in which its context is
 * joined.
 */
import { nearest } from '@hookline/core/errors';
import type { RawPlugin } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { candidatesFor } from '../names/candidates.ts';
import type { Finding } from '../report/report.ts';
import { type MergedOptions, mergeOptions } from './merge-options.ts';
import { type PluginModule, resolvePlugin } from './resolve-plugin.ts';

/** A plugin that is switched on. */
export interface NamedPlugin extends MergedOptions {
  /** The strongest layer that names it. */
  readonly raw: RawPlugin;
  /** The weaker ones, strongest first. */
  readonly also: readonly RawPlugin[];
  readonly plugin: PluginModule;
}

/** Two spellings of one plugin share a name here: `security-scan` and `@hookline/plugin-security-scan`. */
function spellings(name: string): readonly string[] {
  const candidates = candidatesFor('plugin', name);
  return candidates.as === 'packages' ? [name, ...candidates.names] : [name];
}

interface Slot {
  readonly names: Set<string>;
  /** Weakest first, without those that switch it off. */
  readonly layers: RawPlugin[];
  /** The layer that took it out; undefined while it is switched on. */
  off: RawPlugin | undefined;
  /** The last module that was found: a layer may name a plugin that only the preset below it can resolve. */
  plugin: PluginModule | undefined;
  /** Said only of a plugin that is switched on and that no layer leads to. */
  readonly notFound: { readonly raw: RawPlugin; readonly finding: Finding }[];
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

function switchOff(slots: readonly Slot[], raw: RawPlugin, loading: Loading): void {
  const isPath = candidatesFor('plugin', raw.name).as === 'file';
  const resolution = isPath ? resolvePlugin(raw, loading) : undefined;
  const slot = matching(slots, raw, resolution?.ok ? resolution.plugin : undefined);
  if (slot) {
    slot.off ??= raw;
    return;
  }
  const meant = nearest(
    raw.name,
    slots.flatMap(({ names }) => [...names]),
  );
  loading.report.at(
    { source: raw.source, path: raw.path, target: 'key' },
    {
      severity: 'warning',
      message: `No weaker layer has a plugin "${raw.name}", so nothing is switched off.`,
      fix: meant
        ? `Did you mean "${meant}"?`
        : 'Check the name, and that the plugin is in a weaker layer than this file.',
    },
  );
}

function switchOn(slots: Slot[], raw: RawPlugin, loading: Loading): void {
  const resolution = resolvePlugin(raw, loading);
  const plugin = resolution.ok ? resolution.plugin : undefined;
  const found = matching(slots, raw, plugin);
  const slot = found ?? { names: new Set(), layers: [], off: undefined, plugin, notFound: [] };
  if (!found) slots.push(slot);
  slot.layers.push(raw);
  slot.off = undefined;
  slot.plugin = plugin ?? slot.plugin;
  slot.names.add(raw.name);
  if (plugin?.packageName) slot.names.add(plugin.packageName);
  if (!resolution.ok) slot.notFound.push({ raw, finding: resolution.finding });
}

/** Resolves and merges all plugins, in registration order. */
export function mergePlugins(raws: readonly RawPlugin[], loading: Loading): readonly NamedPlugin[] {
  const slots: Slot[] = [];
  for (const raw of raws) {
    if (raw.value === false) switchOff(slots, raw, loading);
    else switchOn(slots, raw, loading);
  }
  return slots.flatMap(({ layers, off, plugin, notFound }): readonly NamedPlugin[] => {
    const [raw, ...also] = layers.toReversed();
    if (!raw) return [];
    if (off) {
      loading.ended.push({ what: 'plugin', name: raw.name, how: 'switched off', written: raw, by: off });
      return [];
    }
    if (!plugin) {
      for (const { raw: said, finding } of notFound)
        loading.report.at({ source: said.source, path: said.path, target: 'key' }, finding);
      return [];
    }
    return [{ raw, also, plugin, ...mergeOptions(layers) }];
  });
}
