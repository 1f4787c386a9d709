/** Imports plugins, and checks their options by their own schemas. Only where running code is allowed. */
import { pathToFileURL } from 'node:url';
import type { PluginDefinition } from '@hookline/core';
import type { RawPlugin } from '../layers/read-document.ts';
import type { Loading } from '../loading.ts';
import { checkAgainst } from '../schema/check.ts';
import { complain } from '../schema/complain.ts';
import { complaintsOf, type IssueScope } from '../schema/issue.ts';
import { importFailure, placeInCode } from '../source/import-failure.ts';
import type { NamedPlugin } from './merge-plugins.ts';

/** What a plugin's code says. */
export interface LoadedPlugin {
  readonly definition: PluginDefinition | undefined;
  /** Checked and with the schema's defaults, where there was a schema to check by. */
  readonly options: unknown;
}

function isDefinition(value: unknown): value is PluginDefinition {
  if (value === null || typeof value !== 'object') return false;
  const { name, events } = value as Partial<PluginDefinition>;
  return typeof name === 'string' && Array.isArray(events);
}

async function importDefinition(named: NamedPlugin, loading: Loading): Promise<PluginDefinition | undefined> {
  const { raw, plugin } = named;
  const place = { source: raw.source, path: raw.path, target: 'key' } as const;
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(plugin.module).href);
    if (isDefinition(module.default)) return module.default;
    loading.report.at(place, {
      code: 'HOOKLINE_PLUGIN_INVALID',
      message: `"${raw.name}" does not export a plugin.`,
      fix: 'Write export default definePlugin({ name, events, setup }) in it.',
    });
  } catch (error) {
    const at = placeInCode(error, plugin.module);
    const what = `"${raw.name}"${at ? ` (line ${at.line})` : ''}`;
    loading.report.at(place, {
      code: 'HOOKLINE_PLUGIN_INVALID',
      ...importFailure(what, error, plugin.module, raw.source, loading),
    });
  }
  return undefined;
}

/** The keys of a zod object, for "did you mean"; other schemas do not tell. */
function keysOf(schema: unknown): readonly string[] | undefined {
  const shape = (schema as { readonly shape?: unknown }).shape;
  return shape !== null && typeof shape === 'object' ? Object.keys(shape) : undefined;
}

/** Imports a plugin and checks its options. */
export async function loadDefinition(named: NamedPlugin, loading: Loading): Promise<LoadedPlugin> {
  const { raw, options, saidBy } = named;
  const { report } = loading;
  /** The layer that says an option; what none says is missing in the strongest. */
  const layerOf = (key: unknown): RawPlugin => saidBy.get(String(key)) ?? raw;
  loading.inputs.stat(named.plugin.module);
  const definition = await importDefinition(named, loading);
  if (!definition) return { definition, options };
  if (!definition.options) {
    for (const key of Object.keys(options)) {
      const { source, path } = layerOf(key);
      report.at(
        { source, path: [...path, key], target: 'key' },
        { message: `The plugin "${raw.name}" takes no options.`, fix: 'Take the line out.' },
      );
    }
    return { definition, options };
  }
  const result = await checkAgainst(definition.options, options);
  if (result.ok) return { definition, options: result.value };
  const known = result.schema && keysOf(result.schema);
  const scope: IssueScope = {
    value: options,
    knownKeys: (path) => (path.length === 0 ? known : undefined),
  };
  for (const complaint of result.issues.flatMap((issue) => complaintsOf(issue, scope))) {
    const { source, path } = layerOf(complaint.path[0]);
    complain(report, source, path, [complaint]);
  }
  return { definition, options };
}
