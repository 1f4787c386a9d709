/** What `hookline list` shows, as text or as JSON. Made of files alone: no plugin, preset or configuration is run for it. */
import type { LoadedConfig, NotInForce, Origins } from '@hookline/config';
import type { Origin, ResolvedEntry } from '@hookline/core';
import type { ConfigProblem, ResolvedPlugin, Settings } from '@hookline/core/engine';
import {
  coveredEvents,
  hooksAreOff,
  type InstalledFile,
  installedFiles,
  type NativeEventName,
  onlyManagedHooks,
} from '@hookline/host-codex/install';
import { BUNDLED_KINDS } from '../bundled-kinds.ts';
import { neededEvents } from '../codex/needed-events.ts';
import type { CommandContext } from '../command-context.ts';
import { hooklineVersion } from '../version.ts';

/** A place in a file; with the package, where the file is the preset of one. */
export interface Place extends Origin {
  readonly packageName?: string;
  readonly version?: string;
}

/**
 * The way by which something came into the configuration: where it is written, then, while that is a preset, where the
 * preset is extended. The last place is in a file that was found.
 */
export type Way = readonly Place[];

/** A plugin in force. Without a `packageName` it is a local file, and its events are known only when it runs: `["*"]`. */
export interface ListedPlugin extends ResolvedPlugin {
  readonly from: Way;
}

export interface ListedHook extends ResolvedEntry {
  readonly from: Way;
}

/** A hook or a plugin that is written and does not run, and what switched it off or took its place. */
export interface ListedOff extends Pick<NotInForce, 'what' | 'name' | 'how'> {
  readonly from: Way;
  readonly by: Way;
}

/** A kind of hooks: what `type` of a hook may be. */
export interface ListedKind {
  readonly type: string;
  /** `hookline`, or the name of the plugin that brings it; absent where that is code that was not run. */
  readonly by?: string;
  /** Of the package that brings it. */
  readonly version?: string;
  /** How many hooks in force are of this kind. */
  readonly hooks: number;
}

/** What an agent makes of Hookline here. */
export interface ListedAgent {
  readonly host: 'codex';
  /** Its files with lines of Hookline, and its trust in each line. */
  readonly files: readonly InstalledFile[];
  /** Why it runs none of them, nor any other hook of a user or a project. */
  readonly off?: 'hooks switched off' | 'managed hooks only';
  /** The agent's events at which it calls Hookline. */
  readonly calls: readonly NativeEventName[];
  /** The agent's events that the configuration needs. */
  readonly needs: readonly NativeEventName[];
}

/**
 * The JSON of `hookline list --json`. Keys are added in later versions; none of these goes or changes its meaning
 * without a major one.
 */
export interface ListView {
  readonly settings: Settings;
  /** In force, in the order in which they are registered. */
  readonly plugins: readonly ListedPlugin[];
  readonly hooks: readonly ListedHook[];
  readonly notInForce: readonly ListedOff[];
  readonly kinds: readonly ListedKind[];
  readonly agents: readonly ListedAgent[];
  /** The configuration files, absolute, weakest first. */
  readonly files: readonly string[];
  readonly problems: readonly ConfigProblem[];
}

/** Follows presets to the file that was found. */
function wayOf(origin: Origin, origins: Origins): Way {
  const { packageName, version, extendedAt } = origins.layers.find(({ file }) => file === origin.file) ?? {};
  const place = {
    ...origin,
    ...(packageName === undefined ? {} : { packageName }),
    ...(version === undefined ? {} : { version }),
  };
  return [place, ...(extendedAt ? wayOf(extendedAt, origins) : [])];
}

function kindsOf({ plugins, entries }: LoadedConfig['config']): readonly ListedKind[] {
  const bundled = Object.keys(BUNDLED_KINDS);
  const brought = plugins.flatMap(({ kinds }) => kinds);
  const types = new Set([...bundled, ...brought, ...entries.map(({ type }) => type)]);
  return [...types].map((type) => {
    // A plugin's kind comes before Hookline's of the same name.
    const plugin = plugins.find(({ kinds }) => kinds.includes(type));
    const by = plugin?.name ?? (bundled.includes(type) ? 'hookline' : undefined);
    const version = plugin ? plugin.version : by && hooklineVersion();
    const hooks = entries.filter((entry) => entry.type === type).length;
    return {
      type,
      ...(by === undefined ? {} : { by }),
      ...(version === undefined ? {} : { version }),
      hooks,
    };
  });
}

function codexOf({ config }: LoadedConfig, { cwd, homes }: CommandContext): ListedAgent {
  const request = { codexHome: homes.codexHome, projectDir: cwd };
  const off = hooksAreOff(homes.codexHome)
    ? 'hooks switched off'
    : onlyManagedHooks()
      ? 'managed hooks only'
      : undefined;
  const files = installedFiles(request);
  const managed = files.filter(({ scope }) => scope === 'managed').flatMap(({ lines }) => lines);
  return {
    host: 'codex',
    files,
    ...(off === undefined ? {} : { off }),
    calls: off === 'managed hooks only' ? managed.map(({ event }) => event) : coveredEvents(request),
    needs: neededEvents(config),
  };
}

/** Everything that is listed. */
export async function listView(loaded: LoadedConfig, context: CommandContext): Promise<ListView> {
  const { config, problems } = loaded;
  const origins = await loaded.origins();
  return {
    settings: config.settings,
    plugins: config.plugins.map((plugin) => ({ ...plugin, from: wayOf(plugin.origin, origins) })),
    hooks: config.entries.map((entry) => ({ ...entry, from: wayOf(entry.origin, origins) })),
    notInForce: origins.notInForce.map(({ what, name, how, origin, by }) => ({
      what,
      name,
      how,
      from: wayOf(origin, origins),
      by: wayOf(by, origins),
    })),
    kinds: kindsOf(config),
    agents: [codexOf(loaded, context)],
    files: config.files,
    problems,
  };
}
