/** Asks a plugin what it would do about an event, where it can say. What it throws or answers wrongly is shown. */
import { pathToFileURL } from 'node:url';
import type { LifecycleEvent, PluginDefinition } from '@hookline/core';
import type { ResolvedPlugin } from '@hookline/core/engine';
import { errorText } from '@hookline/core/errors';
import { type ImportModule, loadPlugin, optionsOf } from '@hookline/runtime';
import type { CommandContext } from '../command-context.ts';

export const importModule: ImportModule = (file) => import(pathToFileURL(file).href);

/** What a plugin says itself. */
export interface PluginWords {
  readonly explained?: readonly string[];
  /** Why it could not say. */
  readonly explainFailed?: string;
}

/** A plugin with its words. */
export interface AskedPlugin {
  readonly plugin: ResolvedPlugin;
  /** The name by which it is told of; a local file gives itself one. */
  readonly name: string;
  readonly words: PluginWords;
}

/** Asks one plugin. Whoever could not load it, or was given no event to ask about, gets no words. */
export async function wordsOfPlugin(
  plugin: ResolvedPlugin,
  event: LifecycleEvent | undefined,
  context: Pick<CommandContext, 'env' | 'homes'>,
): Promise<AskedPlugin> {
  let definition: PluginDefinition;
  let options: unknown;
  try {
    definition = await loadPlugin(plugin, importModule);
    options = optionsOf(plugin, context.env);
  } catch {
    // The engine reports it with the hooks of the event.
    return { plugin, name: plugin.name, words: {} };
  }
  const name = plugin.packageName === undefined ? definition.name : plugin.name;
  if (event === undefined || definition.explain === undefined) return { plugin, name, words: {} };
  try {
    const { codexHome, hooklineHome } = context.homes;
    // A copy: what one plugin does to it no other one sees.
    const lines: unknown = definition.explain(structuredClone(event) as never, {
      options,
      env: { ...context.env },
      places: { codexHome, hooklineHome },
    });
    if (Array.isArray(lines) && lines.every((line) => typeof line === 'string'))
      return { plugin, name, words: { explained: lines } };
    if (lines instanceof Promise) lines.catch(() => {});
    return { plugin, name, words: { explainFailed: 'Its explain gave no list of texts.' } };
  } catch (thrown) {
    return { plugin, name, words: { explainFailed: errorText(thrown) } };
  }
}
