/** Imports a plugin's module and takes the definition out of it. */
import type { HandlerKind, PluginDefinition } from '@hookline/core';
import type { ResolvedPlugin } from '@hookline/core/engine';
import { interpolateValue } from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';

/** Imports a module by absolute path. A bundle may replace it by a faster way. */
export type ImportModule = (file: string) => Promise<unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object';

/**
 * The plugin that a module exports as default.
 *
 * @throws HooklineError `HOOKLINE_PLUGIN_INVALID`; whatever the module itself throws
 */
export async function loadPlugin(
  plugin: ResolvedPlugin,
  importModule: ImportModule,
): Promise<PluginDefinition> {
  const loaded = await importModule(plugin.module);
  const outer = isRecord(loaded) ? loaded['default'] : undefined;
  // A CommonJS module that was compiled from ESM nests its default export once more.
  const definition = isRecord(outer) && isRecord(outer['default']) ? outer['default'] : outer;
  if (
    !isRecord(definition) ||
    typeof definition['name'] !== 'string' ||
    !Array.isArray(definition['events'])
  ) {
    throw new HooklineError('HOOKLINE_PLUGIN_INVALID', {
      what: `The module of plugin "${plugin.name}" has no plugin as its default export.`,
      where: plugin.module,
      fix: 'Export the result of definePlugin({ name, events, setup }) as default.',
    });
  }
  return definition as unknown as PluginDefinition;
}

/** The plugin's options with `${NAME}` filled in from the environment. */
export function optionsOf(
  plugin: ResolvedPlugin,
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  return interpolateValue(plugin.options ?? {}, { env });
}

/** The handler kind of a `type` among a plugin's kinds. */
export function kindOf(definition: PluginDefinition, type: string): HandlerKind | undefined {
  return definition.handlers?.find((kind) => kind.type === type);
}
