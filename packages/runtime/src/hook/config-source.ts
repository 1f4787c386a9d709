/**
 * The configuration in force for a folder: the snapshot when nothing changed, else a fresh load. The loader (zod,
 * cosmiconfig) is imported only then.
 */
import type { Homes } from '@hookline/config/homes';
import {
  readLastGood,
  readSnapshot,
  type Snapshot,
  type SnapshotInput,
  type SnapshotQuery,
  writeSnapshot,
} from '@hookline/config/snapshot';
import {
  HOME_OF_PROJECT,
  isHomeOfProject,
  type RequiredEvents,
  trustKey,
  type WaitingProject,
  waitingRequires,
} from '@hookline/config/trust';
import type { HandlerKind } from '@hookline/core';
import {
  type ConfigProblem,
  closesOnError,
  DEFAULT_SETTINGS,
  entryIsRequired,
  eventSpec,
  type ResolvedConfig,
  type ResolvedPlugin,
} from '@hookline/core/engine';
import { HooklineError, isHooklineError } from '@hookline/core/errors';
import { listensTo } from '../plugins/build-lifecycle.ts';
import { withSwitch } from './enabled-switch.ts';
import { within } from './within.ts';

/** The cold part: what is imported when a configuration changed. */
export interface ConfigLoader {
  readonly loadConfig: typeof import('@hookline/config')['loadConfig'];
  /** The kinds that come with Hookline. */
  readonly kinds: readonly HandlerKind[];
}

export interface ConfigSource {
  readonly homes: Homes;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Loads the loader, and the handler kinds with their schemas. */
  readonly loader: () => Promise<ConfigLoader>;
  /** The configuration file of this run was named by the person who started it, which approves it. */
  readonly named?: boolean;
  /** Told the state of every file that a configuration was made from, before any plugin is imported. */
  readonly onInputs?: (inputs: readonly SnapshotInput[]) => void;
}

/** A configuration that can be used, or what is known of one that cannot. */
export type ConfigInForce =
  | {
      readonly status: 'ok';
      readonly config: ResolvedConfig;
      readonly fresh: boolean;
      /** Set while the project waits for review: the configuration is then what is the user's own. */
      readonly waiting?: WaitingProject;
      /** What approved configurations required that are not there any more, and of which no person has been asked yet. */
      readonly removed?: RequiredEvents;
    }
  | {
      readonly status: 'broken';
      readonly problems: readonly ConfigProblem[];
      /** True when a gate of this event is required, was required when the config was last good, or may be. */
      mayRequire(event: string): boolean;
    };

/** Milliseconds. A configuration may be code, and code may wait for ever. */
const LONGEST_LOAD_MS = 20_000;

/** No configuration anywhere: nothing runs. */
export const EMPTY_CONFIG: ResolvedConfig = Object.freeze({
  settings: DEFAULT_SETTINGS,
  plugins: [],
  entries: [],
  files: [],
});

/** Reads the configuration for a folder. Never throws: a loader that fails is a broken configuration. */
export async function configInForce(
  source: ConfigSource,
  cwd: string,
  file?: string,
): Promise<ConfigInForce> {
  // Before anything in it is read: a snapshot would be taken at its word.
  const { hooklineHome } = source.homes;
  if (isHomeOfProject(hooklineHome, cwd, source.env)) {
    const problem: ConfigProblem = { severity: 'error', ...HOME_OF_PROJECT, file: hooklineHome };
    return { status: 'broken', problems: [problem], mayRequire: () => true };
  }
  const query: SnapshotQuery = {
    home: hooklineHome,
    cwd,
    configFile: file,
    version: source.version,
    codexHome: source.homes.codexHome,
    userHome: source.homes.userHome,
    trust: trustKey(source.env, source.named),
  };
  const snapshot = readSnapshot(query);
  if (snapshot) {
    source.onInputs?.(snapshot.inputs);
    return inOrder(snapshot, source, false);
  }
  const lastGood = readLastGood(query);
  let loaded: Awaited<ReturnType<ConfigLoader['loadConfig']>>;
  try {
    loaded = await within(load(source, cwd, file), LONGEST_LOAD_MS, neverRead);
  } catch (thrown) {
    if (!isHooklineError(thrown)) throw thrown;
    return { status: 'broken', problems: [problemOf(thrown, file ?? cwd)], mayRequire: () => true };
  }
  if (!loaded.broken) {
    writeSnapshot(query, loaded);
    source.onInputs?.(loaded.inputs);
    return inOrder(loaded, source, true);
  }
  return {
    status: 'broken',
    problems: loaded.problems,
    mayRequire: (event) =>
      loaded.mayRequire(event) ||
      hasRequired(lastGood?.config, event) ||
      waitingRequires(lastGood?.waiting, event),
  };
}

const inOrder = (
  { config, waiting, removed }: Pick<Snapshot, 'config' | 'waiting' | 'removed'>,
  { env }: ConfigSource,
  fresh: boolean,
): ConfigInForce => ({
  status: 'ok',
  config: withSwitch(config, env),
  fresh,
  ...(waiting ? { waiting } : {}),
  ...(removed ? { removed } : {}),
});

async function load(source: ConfigSource, cwd: string, file: string | undefined) {
  const { loadConfig, kinds } = await source.loader();
  return loadConfig({ cwd, env: source.env, file, kinds, runCode: true, named: source.named });
}

const neverRead = (): HooklineError =>
  new HooklineError('HOOKLINE_CONFIG_UNREADABLE', {
    what: `It was not read within ${LONGEST_LOAD_MS / 1000} s: code of it, or of a plugin, waits for something.`,
    fix: 'Look for a top-level await that does not end.',
  });

const problemOf = ({ code, details }: HooklineError, file: string): ConfigProblem => ({
  severity: 'error',
  code,
  message: details.what,
  file,
  fix: details.fix,
});

const requiredBy = ({ required = [] }: ResolvedPlugin): readonly string[] => required;

/** What a configuration requires, and the files that say so. */
export interface RequiredParts {
  readonly events: readonly string[];
  /** Absolute. */
  readonly files: readonly string[];
}

/** All events of which a hook of a configuration is required. Where everything is, so are all of its files. */
export function requiredParts(config: ResolvedConfig): RequiredParts {
  const { entries, files, plugins, settings } = config;
  const asked = [...entries.flatMap((entry) => entry.events), ...plugins.flatMap(requiredBy)];
  const events = [...new Set<string>(asked)].filter((event) => hasRequired(config, event));
  const says = [
    ...entries.filter(({ required }) => required),
    ...plugins.filter((plugin) => requiredBy(plugin).length > 0),
  ].map(({ origin }) => origin.file);
  const all = settings.onError === 'closed' ? files : files.filter((file) => says.includes(file));
  return { events, files: all };
}

/** Whether a config has a required hook on an event, or one that counts as such. */
export function hasRequired(config: ResolvedConfig | undefined, event: string): boolean {
  const spec = eventSpec(event);
  if (config === undefined || spec === undefined) return false;
  const { entries, plugins, settings } = config;
  return (
    entries.some(
      (entry) =>
        (entry.events as readonly string[]).includes(event) && entryIsRequired(entry, settings, spec),
    ) ||
    plugins.some((plugin) => listensTo(requiredBy(plugin), [event])) ||
    (closesOnError(settings, spec) && plugins.some((plugin) => listensTo(plugin.events, [event])))
  );
}
