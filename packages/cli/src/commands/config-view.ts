/** The configuration in force with the origin of each value: what `hookline config` prints, as text or as JSON. */
import type { LoadedConfig, Origins } from '@hookline/config';
import type { Origin, ResolvedEntry } from '@hookline/core';
import { eventSpec, type ResolvedConfig, type ResolvedPlugin } from '@hookline/core/engine';
import { redactedValue } from '@hookline/core/entry';
import { createRedact, enabledSwitch } from '@hookline/runtime';
import type { CommandContext } from '../command-context.ts';

/** A value, `${NAME}` and all; `default` is what nobody wrote. */
export interface ShownValue {
  readonly value: unknown;
  readonly origin: Origin | 'default';
  /** For a table that several files give a part of: the weaker ones. */
  readonly also?: readonly Origin[];
}

export type ShownValues = Readonly<Record<string, ShownValue>>;

export interface ShownPlugin extends Pick<ResolvedPlugin, 'name' | 'packageName' | 'version' | 'origin'> {
  /** The weaker layers that name it, too. */
  readonly also: readonly Origin[];
  /** Empty where the plugin's own schema makes something else than a table of them. */
  readonly options: ShownValues;
}

export interface ShownHook extends Pick<ResolvedEntry, 'id' | 'name' | 'native' | 'origin'> {
  readonly category: string;
  readonly values: ShownValues;
}

export interface ConfigView extends Pick<Origins, 'layers' | 'notInForce'> {
  /** By the key of `[hooks]`; `context.<name>` for a name of the context. */
  readonly settings: ShownValues;
  readonly plugins: readonly ShownPlugin[];
  readonly hooks: readonly ShownHook[];
}

function settingsOf({ settings }: ResolvedConfig, origins: Origins, env: CommandContext['env']): ShownValues {
  const values: Readonly<Record<string, unknown>> = {
    enabled: settings.enabled,
    timeout_seconds: settings.timeoutMs / 1000,
    parallel_execution: settings.parallel,
    debug: settings.debug,
    context_tokens: settings.contextTokens,
    resume_limit: settings.resumeLimit,
    on_error: settings.onError,
    // Only the user's own files may say it: as a default it would be out of place in a project's.
    ...(settings.untrusted === 'deny' ? {} : { untrusted: settings.untrusted }),
    ...(settings.environmentAllow === undefined ? {} : { environment_allow: settings.environmentAllow }),
    ...Object.fromEntries(
      Object.entries(settings.context).map(([name, value]) => [`context.${name}`, value]),
    ),
  };
  const shown = Object.fromEntries(
    Object.entries(values).map(([key, value]): [string, ShownValue] => [
      key,
      { value, origin: origins.settings[key] ?? 'default' },
    ]),
  );
  if (enabledSwitch(env) === undefined) return shown;
  const origin = { file: 'HOOKLINE_ENABLED', path: 'HOOKLINE_ENABLED', layer: 'environment' };
  return { ...shown, enabled: { value: settings.enabled, origin } };
}

function pluginOf(plugin: ResolvedPlugin, origins: Origins): ShownPlugin {
  const { name, packageName, version, origin } = plugin;
  const { also = [], options: written = {} } = origins.plugins.get(plugin) ?? {};
  const table = plugin.options !== null && typeof plugin.options === 'object' ? plugin.options : {};
  const options = Object.entries(table).map(([key, value]): [string, ShownValue] => [
    key,
    { value, origin: written[key] ?? 'default' },
  ]);
  return { name, packageName, version, origin, also, options: Object.fromEntries(options) };
}

/** What an entry has where nobody said it. */
function defaultsOf(entry: ResolvedEntry, settings: ShownValues): ShownValues {
  const of = (value: unknown): ShownValue => ({ value, origin: 'default' });
  const { events, type, fields, required, timeoutMs, mode, priority } = entry;
  const kinds = Object.entries(fields).map(([key, value]): [string, ShownValue] => [key, of(value)]);
  return {
    event: of(events.length === 1 ? events[0] : events),
    type: of(type),
    ...Object.fromEntries(kinds),
    required: of(required),
    timeout: { value: timeoutMs / 1000, origin: settings['timeout_seconds']?.origin ?? 'default' },
    mode: of(mode),
    priority: of(priority),
  };
}

function hookOf(entry: ResolvedEntry, origins: Origins, settings: ShownValues): ShownHook {
  const { id, name, native, origin } = entry;
  const written = origins.entries.get(entry);
  const defaults = defaultsOf(entry, settings);
  if (written) {
    const { category, keys } = written;
    const missing = Object.entries(defaults).filter(([key]) => !Object.hasOwn(keys, key));
    return { id, name, category, origin, values: { ...keys, ...Object.fromEntries(missing) } };
  }
  // A hook in the agent's own form: its file says all of it, in other words.
  const category = eventSpec(entry.events[0] ?? '')?.category ?? 'tool';
  const all = { ...defaults, ...(entry.matcher === undefined ? {} : { matcher: { value: entry.matcher } }) };
  const values = Object.entries(all).map(([key, { value }]): [string, ShownValue] => [
    key,
    { value, origin },
  ]);
  return { id, name, native, category, origin, values: Object.fromEntries(values) };
}

/** The name of a value says whether it is a secret: a password looks like any other word. */
const withoutSecrets = (values: ShownValues, redact: (text: string) => string): ShownValues =>
  Object.fromEntries(
    Object.entries(values).map(([key, shown]): [string, ShownValue] => [
      key,
      { ...shown, value: redactedValue(shown.value, redact, key) },
    ]),
  );

/** Everything that is in force. */
export async function configView(loaded: LoadedConfig, { env }: CommandContext): Promise<ConfigView> {
  const { config } = loaded;
  const origins = await loaded.origins();
  const settings = settingsOf(config, origins, env);
  const redact = createRedact(env);
  const plugins = config.plugins.map((plugin) => pluginOf(plugin, origins));
  const hooks = config.entries.map((entry) => hookOf(entry, origins, settings));
  return {
    layers: origins.layers,
    settings: withoutSecrets(settings, redact),
    plugins: plugins.map((plugin) => ({ ...plugin, options: withoutSecrets(plugin.options, redact) })),
    hooks: hooks.map((hook) => ({ ...hook, values: withoutSecrets(hook.values, redact) })),
    notInForce: origins.notInForce,
  };
}
