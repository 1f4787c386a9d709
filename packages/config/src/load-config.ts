/** Loads the configuration: find and read all files, check each, merge them, and resolve what they name. */
import type { HandlerKind, ResolvedEntry } from '@hookline/core';
import type { BrokenConfig, ResolvedConfig, ResolvedPlugin, Settings } from '@hookline/core/engine';
import { buildEntry } from './entries/build-entry.ts';
import { withAllowedEnvironment } from './entries/environment-allow.ts';
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
import type { SnapshotInput, SnapshotSource } from './snapshot.ts';
import type { SourceFile } from './source/source-file.ts';
import { type OwnChange, ownChanges } from './trust/own-changes.ts';
import { collectItems, isOfProject, requiredOfProject } from './trust/project-parts.ts';
import type { ProjectReview } from './trust/review.ts';
import { verified } from './trust/verified-import.ts';

/** A configuration with everything that is wrong with it. What has an error is left out of `config`. */
export interface LoadedConfig extends BrokenConfig, SnapshotSource {
  /** Where the project waits for review and code was to be run: what is the user's own, and nothing of the project. */
  readonly config: ResolvedConfig;
  /** True when one of the problems is an error. */
  readonly broken: boolean;
  /** What of the project is approved and what is not; undefined where everything counts as approved. */
  readonly review?: ProjectReview;
  /** What the project changes of the user's own; for who reviews it. */
  readonly ownChanges: readonly OwnChange[];
  /** For the hooks of a run for which this configuration was named: the value of {@link NAMED_VARIABLE}. */
  readonly fingerprints?: string;
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
  const runCode = loading.mayImport();
  if (!runCode && named.length > 0) loading.complete = false;
  for (const one of named) {
    const { raw, plugin } = one;
    // Its options may turn out to be wrong, and its code to be broken: then nobody judges what it would have refused.
    loading.required.plugin(plugin.required ?? []);
    const ledger = isOfProject(one) ? loading.ledger : undefined;
    const loaded = runCode ? await verified(ledger, () => loadDefinition(one, loading)) : undefined;
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
  const codeMissing = !loading.mayImport() && loaded.plugins.some(mayDefine);
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
 * is in `problems`, and `mayRequire` tells which gates a broken configuration may hide. Project code is imported only
 * when all that the project consists of is approved.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const loading = startLoading(options);
  const { ledger, approval } = loading;
  const { sources, switchedOff } = await collectSources(loading);
  const named = mergePlugins(sources.flatMap(pluginsOf), loading);
  const inAgentForm = (source: SourceFile): boolean => options.asHooksJson === true || isHooksJson(source);
  const scripts = ledger ? collectItems(sources, named, ledger, loading) : undefined;
  const loaded = await resolvePlugins(named, loading);
  const categories = knownCategories(loaded.plugins.flatMap((plugin) => plugin.events));
  const documents = sources
    .filter((source) => !inAgentForm(source))
    .map((source) => readDocument(source, loading, categories));
  const settings = mergeSettings(documents, switchedOff);
  const kinds = collectKinds(loading.options.kinds, loaded.kinds);
  const completed = (entry: ResolvedEntry, { scope }: SourceFile): ResolvedEntry =>
    withAllowedEnvironment(scripts?.withFiles(entry) ?? entry, scope, documents);
  const resolved = await resolveEntries(documents, loaded, kinds, settings, loading);
  const written = new Map([...resolved].map(([entry, raw]) => [completed(entry, raw.source), raw]));
  // In the order of the files, weakest first: it is the order in which hooks are registered.
  const entries = (
    await Promise.all(
      sources.map(async (source) =>
        inAgentForm(source)
          ? (await readHooksJson(source, kinds, loading)).map((entry) => completed(entry, source))
          : [...written.keys()].filter(({ origin }) => origin.file === source.file),
      ),
    )
  ).flat();
  const { report, required, inputs } = loading;
  // A gate that is not known because something is broken counts, too.
  if (settings.onError === 'closed') required.anything();
  const isOff = switchedOff || (!settings.enabled && sources.every(({ document }) => document !== undefined));
  const review = approval?.review(requiredOfProject({ entries, sources, named, loading, isOff }));
  if (review && !review.approved && options.runCode) return ownConfig(loading, review);
  return {
    config: { settings, plugins: loaded.plugins, entries, files: sources.map((source) => source.file) },
    problems: await report.problems(),
    broken: report.broken,
    complete: loading.complete,
    inputs: inputs.list(),
    ownChanges: ownChanges(named, loading),
    ...(review ? { review } : {}),
    ...(review?.removed ? { removed: review.removed } : {}),
    ...(approval && options.named ? { fingerprints: approval.fingerprints() } : {}),
    origins: () =>
      originsOf({ loading, sources, documents, switchedOff, named, plugins: loaded.plugins, written }),
    mayRequire: (event) => !isOff && required.mayRequire(event),
  };
}

/** What is in force while the project waits for review: the user's own, and what is known of the project's required gates. */
async function ownConfig(
  { options, inputs, approval }: Loading,
  review: ProjectReview,
): Promise<LoadedConfig> {
  const own = await loadConfig({ ...options, file: undefined, text: undefined, ownOnly: true });
  return {
    ...own,
    inputs: joinInputs(inputs.list(), own.inputs),
    review,
    ...(approval ? { waiting: approval.waiting(review.required) } : {}),
  };
}

const joinInputs = (
  first: readonly SnapshotInput[],
  second: readonly SnapshotInput[],
): readonly SnapshotInput[] => [
  ...new Map([...second, ...first].map((input) => [input.path, input])).values(),
];
