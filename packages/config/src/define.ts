/** The types of a configuration written in code. Imports nothing at run time, because every such config loads it. */
import type { EventName, PluginOptions } from '@hookline/core';

type Scalar = string | number | boolean;

/** A test of a value. */
export interface ConditionTest {
  /** A regular expression, anywhere in the value. */
  readonly matches?: string;
  readonly not?: Scalar | readonly Scalar[];
  readonly contains?: Scalar;
}

/** A condition: a value, one of several values, or a test. */
export type ConditionConfig = Scalar | readonly Scalar[] | ConditionTest;

/** One hook: `[[hooks.<category>]]`. The keys of its kind (`command`, `url`, `tool`, …) come on top. */
export interface EntryConfig {
  /** Lets a later layer replace the entry or switch it off. */
  readonly id?: string;
  /** Any spelling: `exec.before`, `session.start`, `PreToolUse`. */
  readonly event?: EventName | (string & {}) | readonly (EventName | (string & {}))[];
  /** May be left out where a key of the kind says it. */
  readonly type?: string;
  readonly description?: string;
  readonly enabled?: boolean;
  /** A failure refuses the event, where it has a gate. Default false. */
  readonly required?: boolean;
  /** Seconds. */
  readonly timeout?: number;
  readonly mode?: 'sync' | 'async' | 'blocking' | 'fire_and_forget';
  readonly priority?: 'low' | 'normal' | 'high';
  readonly environment?: Readonly<Record<string, string>>;
  /** The variables that its program inherits: names, with `*` at the end for any rest. */
  readonly environment_allow?: readonly string[];
  readonly conditions?: Readonly<Record<string, ConditionConfig>>;
  /** The text form, `success == false`. */
  readonly condition?: string;
  /** Selects tools, on tool events. */
  readonly matcher?: string;
  /** Relative to the folder of the file. */
  readonly cwd?: string;
  readonly [key: string]: unknown;
}

/** Values for the entries of a category that do not say them. */
export interface CategoryDefaultsConfig {
  readonly environment?: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout?: number;
  readonly conditions?: Readonly<Record<string, ConditionConfig>>;
  readonly priority?: 'low' | 'normal' | 'high';
  readonly mode?: 'sync' | 'async' | 'blocking' | 'fire_and_forget';
  readonly required?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

type Category =
  | 'session'
  | 'task'
  | 'exec'
  | 'patch'
  | 'mcp'
  | 'tool'
  | 'permission'
  | 'agent'
  | 'compact'
  | 'model'
  | 'error'
  | 'integration';

/** `[hooks]`. */
export type HooksConfig = {
  readonly enabled?: boolean;
  /** Seconds. Default 30. */
  readonly timeout_seconds?: number;
  /** Default true. */
  readonly parallel_execution?: boolean;
  readonly debug?: boolean;
  /** Presets: package names, or paths that start with `./`. */
  readonly extends?: string | readonly string[];
  /** Names that conditions may use. */
  readonly context?: Readonly<Record<string, Scalar>>;
  /** Tokens of context that one event may add. Default 2500. */
  readonly context_tokens?: number;
  /** How often a finished task may be sent back to work. Default 1. */
  readonly resume_limit?: number;
  /** `closed`: every hook that could refuse something counts as required. Default `open`; the strictest file holds. */
  readonly on_error?: 'open' | 'closed';
  /** What required gates of a project do that waits for review. Only in your own configuration. Default `deny`. */
  readonly untrusted?: 'deny' | 'skip';
  /** The variables that programs of hooks inherit: names, with `*` at the end for any rest. Default: all. */
  readonly environment_allow?: readonly string[];
} & { readonly [C in Category]?: readonly EntryConfig[] | CategoryDefaultsConfig };

type OtherOptions = Readonly<Record<string, unknown>> | boolean;

/** By the name of the package; a short name that is known is checked once, so that the compiler names its type only. */
type OptionsOf<Name> = Name extends keyof PluginOptions
  ? unknown
  : Name extends `@hookline/plugin-${infer Short}`
    ? Short extends keyof PluginOptions
      ? PluginOptions[Short] | boolean
      : OtherOptions
    : OtherOptions;

/**
 * `[plugins]`: options by plugin; `false` switches a plugin off. A plugin whose types are imported is known by its
 * {@link PluginOptions} and checked; any other takes any table.
 */
export type PluginsConfig<Names extends string = string> = {
  readonly [Name in keyof PluginOptions]?: PluginOptions[Name] | boolean;
} & { readonly [Name in Names]: OptionsOf<Name> };

/** A configuration or a preset. `Plugins` are the names of its plugins, which `defineConfig` sees by itself. */
export interface HooklineConfig<Plugins extends string = string> {
  readonly hooks?: HooksConfig;
  /** Options by plugin; `false` switches a plugin off. */
  readonly plugins?: PluginsConfig<Plugins>;
}

/** Gives a configuration written in code its types. Returns it unchanged. */
export function defineConfig<Plugins extends string>(config: HooklineConfig<Plugins>): HooklineConfig;
export function defineConfig(config: HooklineConfig): HooklineConfig {
  return config;
}
