/** Loads the configuration: find and read all files, check each, merge them, and resolve what they name. */
import type { HandlerKind, ResolvedEntry } from '@hookline/core';
import type { BrokenConfig, ResolvedConfig, ResolvedPlugin, Settings } from '@hookline/core/engine';
import { buildEntry } from './entries/build-entry.ts';
import { collectKinds, type Kinds } from './entries/kinds.ts';
import { defaultsFor } from './entries/merge-defaults.ts';
import { mergeEntries } from './entries/merge-entries.ts';
import { isHooksJson } from './hooks-json/hooks-json-file.ts';
import { readHooksJson } from './hooks-json/read-hooks-json.ts';
import { collectSources } from './layers/collect-sources.ts';
import { mergeSettings } from './layers/merge-settings.ts';
import {
  type DocumentParts,
  knownCategories,
  pluginsOf,
  type RawEntry,
  readDocument,
} from './layers/read-document.ts';
import { type Loading, type LoadOptions, startLoading } from './loading.ts';
import { type Origins, originsOf } from './origins/origins.ts';
import { loadDefinition } from './plugins/load-definition.ts';
import { mergePlugins, type NamedPlugin } from './plugins/merge-plugins.ts';
import { originOf } from './report/origin.ts';
import type { SnapshotSource } from './snapshot.ts';
import type { SourceFile } from './source/source-file.ts';

/** A configuration with everything that is wrong with it. What has an error is left out of `config`. */
export interface LoadedConfig extends BrokenConfig, SnapshotSource {
  readonly config: ResolvedConfig;
  /** True when one of the problems is an error. */
  readonly broken: boolean;
  /** Where everything was written. Looked up when it is asked for: only people ask. */
  origins(): Promise<Origins>;
}

interface PluginsLoaded {
  readonly plugins: readonly ResolvedPlugin[];
  readonly kinds: readonly (HandlerKind | string)[];
}

async function resolvePlugins(named: readonly NamedPlugin[], loading: Loading): Promise<PluginsLoaded> {
  const plugins: ResolvedPlugin[] = [];
  const kinds: (HandlerKind | string)[] = [];
  const { runCode } = loading.options;
  if (!runCode && named.length > 0) loading.complete = false;
  for (const one of named) {
    const { raw, plugin } = one;
    const loaded = runCode ? await loadDefinition(one, loading) : undefined;
    const provided = loaded?.definition?.handlers ?? [];
    kinds.push(...plugin.kinds, ...provided);
    plugins.push({
      ...plugin,
      name: raw.name,
      kinds: [...new Set([...plugin.kinds, ...provided.map((kind) => kind.type)])],
      options: loaded ? loaded.options : one.options,
      origin: await originOf(raw.source, raw.path),
    });
  }
  return { plugins, kinds };
}

/** A local file has no manifest, and a manifest names kinds but not their keys. */
const mayDefine = (plugin: ResolvedPlugin): boolean =>
  plugin.packageName === undefined || plugin.kinds.length > 0;

async function resolveEntries(
  documents: readonly DocumentParts[],
  loaded: PluginsLoaded,
  kinds: Kinds,
  settings: Settings,
  loading: Loading,
): Promise<ReadonlyMap<ResolvedEntry, RawEntry>> {
  const allDefaults = documents.flatMap((document) => document.defaults);
  const order = new Map(documents.map((document, index): [SourceFile, number] => [document.source, index]));
  const declaredEvents = new Set<string>(loaded.plugins.flatMap((plugin) => plugin.events));
  const codeMissing = !loading.options.runCode && loaded.plugins.some(mayDefine);
  const entries = new Map<ResolvedEntry, RawEntry>();
  for (const { raw, active } of mergeEntries(
    documents.flatMap((document) => document.entries),
    loading,
  )) {
    const defaults = defaultsFor(raw, allDefaults, (source) => order.get(source) ?? 0);
    const entry = await buildEntry(raw, {
      loading,
      kinds,
      defaults,
      declaredEvents,
      codeMissing,
      contextNames: Object.keys(settings.context),
      timeoutMs: settings.timeoutMs,
    });
    if (entry && active) entries.set(entry, raw);
  }
  return entries;
}

/**
 * Loads the configuration that holds in a folder. Never rejects for what a file says: every problem of every file
 * is in `problems`, and `mayRequire` tells which gates a broken configuration may hide.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const loading = startLoading(options);
  const { sources, switchedOff } = await collectSources(loading);
  const named = mergePlugins(sources.flatMap(pluginsOf), loading);
  const loaded = await resolvePlugins(named, loading);
  const categories = knownCategories(loaded.plugins.flatMap((plugin) => plugin.events));
  const inAgentForm = (source: SourceFile): boolean => options.asHooksJson === true || isHooksJson(source);
  const documents = sources
    .filter((source) => !inAgentForm(source))
    .map((source) => readDocument(source, loading, categories));
  const settings = mergeSettings(
    documents.map((document) => document.settings),
    switchedOff,
  );
  const kinds = collectKinds(loading.options.kinds, loaded.kinds);
  const written = await resolveEntries(documents, loaded, kinds, settings, loading);
  // In the order of the files, weakest first: it is the order in which hooks are registered.
  const entries = (
    await Promise.all(
      sources.map((source) =>
        inAgentForm(source)
          ? readHooksJson(source, kinds, loading)
          : [...written.keys()].filter(({ origin }) => origin.file === source.file),
      ),
    )
  ).flat();
  const { report, required, inputs } = loading;
  const isOff = switchedOff || (!settings.enabled && sources.every(({ document }) => document !== undefined));
  return {
    config: { settings, plugins: loaded.plugins, entries, files: sources.map((source) => source.file) },
    problems: await report.problems(),
    broken: report.broken,
    complete: loading.complete,
    inputs: inputs.list(),
    origins: () =>
      originsOf({ loading, sources, documents, switchedOff, named, plugins: loaded.plugins, written }),
    mayRequire: (event) => !isOff && required.mayRequire(event),
  };
}
