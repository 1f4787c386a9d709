/** Puts the plugins and entries that listen to the events at hand into a lifecycle, and no others. */
import type {
  CapabilityFactory,
  HandlerKind,
  LifecycleEvent,
  PluginDefinition,
  ResolvedEntry,
  Rewrite,
} from '@hookline/core';
import {
  createLifecycle,
  type Lifecycle,
  type ResolvedConfig,
  type ResolvedPlugin,
} from '@hookline/core/engine';
import { errorText, isHooklineError } from '@hookline/core/errors';
import { withAllowedEnvironment } from './allowed-environment.ts';
import { withApprovedFiles } from './approved-files.ts';
import { type ImportModule, kindOf, loadPlugin, optionsOf } from './load-plugin.ts';

/** Loads the modules of several plugins at once, ahead of `importModule`. Never throws. */
export type ImportTogether = (plugins: readonly Pick<ResolvedPlugin, 'module' | 'format'>[]) => void;

/** Loads a handler kind that comes with Hookline. */
export type BundledKinds = Readonly<Record<string, () => Promise<HandlerKind>>>;

export interface LifecycleSources {
  readonly config: ResolvedConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly capabilities: CapabilityFactory;
  readonly bundledKinds: BundledKinds;
  readonly importModule: ImportModule;
  readonly importTogether?: ImportTogether;
  readonly rewrite: (event: LifecycleEvent, change: Rewrite) => LifecycleEvent;
  readonly handOver: (entry: ResolvedEntry, event: LifecycleEvent) => void;
  /** Told of every plugin that is loaded, before it is set up, and of the name that it goes by. */
  readonly onLoaded?: (by: string, plugin: ResolvedPlugin, definition: PluginDefinition) => void;
  /** Told when the code of a plugin begins to run and when it has given back what it was asked for. */
  readonly watch?: PluginWatch;
}

/** Looks on while plugin code runs. */
export interface PluginWatch {
  entered(name: string): void;
  left(name: string): void;
}

/** Whether a plugin may listen to one of the events. A local file says only when it is imported. */
export function listensTo(events: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some(
    (name) =>
      events.includes(name) ||
      events.includes('*') ||
      (name.startsWith('integration.') && events.includes('integration.*')),
  );
}

/** Makes the lifecycle for some events. A plugin that cannot be loaded is reported with each of them. */
export async function buildLifecycle(
  sources: LifecycleSources,
  events: readonly string[],
): Promise<Lifecycle> {
  const { config, env, importModule, watch } = sources;
  const lifecycle = createLifecycle({
    settings: config.settings,
    capabilities: sources.capabilities,
    env,
    rewrite: sources.rewrite,
    handOver: sources.handOver,
    kind: (type) => findKind(type, sources),
  });
  const listening = config.plugins.filter((plugin) => listensTo(plugin.events, events));
  // Not under watch: of modules loaded together nobody could say which one hangs.
  if (!watch) sources.importTogether?.(listening);
  const loaded = await Promise.all(
    listening.map(async (plugin) => {
      watch?.entered(plugin.name);
      try {
        return {
          plugin,
          definition: await loadPlugin(plugin, importModule),
          options: optionsOf(plugin, env),
        };
      } catch (thrown) {
        return { plugin, thrown };
      } finally {
        watch?.left(plugin.name);
      }
    }),
  );
  // Registered one after the other: the order of the config is the order of everything.
  for (const one of loaded) {
    if ('thrown' in one) {
      lifecycle.failSetup(one.plugin.name, failure(one.plugin, one.thrown), events, one.plugin.required);
    } else {
      sources.onLoaded?.(shownName(one), one.plugin, one.definition);
      watch?.entered(one.plugin.name);
      await lifecycle.registerPlugin(one.definition, {
        name: shownName(one),
        options: one.options,
        required: one.plugin.required,
      });
      watch?.left(one.plugin.name);
    }
  }
  if (watch) watchHandlers(lifecycle, watch);
  for (const entry of config.entries) if (listensTo(entry.events, events)) lifecycle.addEntry(entry);
  return lifecycle;
}

/** Tells when a handler of a lifecycle begins to run and when it has answered. */
export function watchHandlers(lifecycle: Lifecycle, watch: PluginWatch): void {
  lifecycle.hooks.handlerStarted.tap('watch', ({ by }) => watch.entered(by));
  lifecycle.hooks.handlerSettled.tap(
    'watch',
    ({ by, status }) => void (status !== 'skipped' && watch.left(by)),
  );
}

/** A local file is named in the config by its path; the model is told the name that the plugin gives itself. */
const shownName = ({
  plugin,
  definition,
}: {
  plugin: ResolvedPlugin;
  definition: PluginDefinition;
}): string => (plugin.packageName === undefined ? definition.name : plugin.name);

function failure(plugin: ResolvedPlugin, thrown: unknown): { message: string; where?: string; fix?: string } {
  if (isHooklineError(thrown))
    return { message: thrown.message, where: thrown.details.where, fix: thrown.details.fix };
  return { message: `It could not be loaded: ${errorText(thrown)}`, where: plugin.module };
}

/** Finds a handler kind: one that comes with Hookline, or one that a configured plugin provides. */
export async function findKind(
  type: string,
  sources: Pick<LifecycleSources, 'bundledKinds' | 'config' | 'importModule'>,
): Promise<HandlerKind | undefined> {
  const provider = sources.config.plugins.find((plugin) => plugin.kinds.includes(type));
  const kind = provider
    ? kindOf(await loadPlugin(provider, sources.importModule), type)
    : Object.hasOwn(sources.bundledKinds, type)
      ? await sources.bundledKinds[type]?.()
      : undefined;
  return kind && withApprovedFiles(withAllowedEnvironment(kind));
}
