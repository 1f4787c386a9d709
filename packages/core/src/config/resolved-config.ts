/** The contract between the config reader and the runtime: a configuration, checked and complete. JSON-serialisable. */

import type { Scalar } from '../entry/condition.ts';
import type { Origin, ResolvedEntry } from '../entry/resolved-entry.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { EventName } from '../events/lifecycle-events.ts';

/** A command of a plugin, as its manifest says. */
export interface PluginCommand {
  /** `analytics`: what stands behind `hookline`. */
  readonly name: string;
  /** A few words on what it does. */
  readonly summary: string;
  /** Absolute path of the module whose default export is the command. */
  readonly module: string;
}

/** A plugin that a config names, resolved to a module. */
export interface ResolvedPlugin {
  /** The name that the config uses. */
  readonly name: string;
  readonly packageName?: string;
  readonly version?: string;
  /** Absolute path of the module to import. */
  readonly module: string;
  /** Set when that file is known to be an ES module in plain JavaScript. */
  readonly format?: 'module';
  /** From the package's `hookline` manifest; `*` for a local file, whose events are known only by importing it. */
  readonly events: readonly (EventName | '*')[];
  /** The events on which a gate of it is required whatever a config says, from its manifest. Absent: none. */
  readonly required?: readonly (EventName | '*')[];
  /** Handler kinds it provides. */
  readonly kinds: readonly string[];
  /** What it adds to the command line. Absent: nothing. */
  readonly commands?: readonly PluginCommand[];
  /** Checked; `${NAME}` is still in place. */
  readonly options: unknown;
  readonly origin: Origin;
}

export interface Settings {
  /** False switches every hook off. */
  readonly enabled: boolean;
  /** Milliseconds; `timeout_seconds` of the config. */
  readonly timeoutMs: number;
  /** `parallel_execution`. */
  readonly parallel: boolean;
  readonly debug: boolean;
  /** `[hooks.context]`: names that conditions may use. */
  readonly context: Readonly<Record<string, Scalar>>;
  /** Tokens of context that one event may add. Default 2500, the agent's own limit. */
  readonly contextTokens: number;
  /** How often a finished task may be sent back to work. Default 1. */
  readonly resumeLimit: number;
  /** `on_error`: what the failure of a gate that is not required means. `closed` counts every gate as required. */
  readonly onError: 'open' | 'closed';
  /** What required gates of a project do that waits for review. */
  readonly untrusted: 'deny' | 'skip';
  /** `environment_allow`: what a program of the strongest layer's hooks inherits. Absent: everything. */
  readonly environmentAllow?: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = Object.freeze({
  enabled: true,
  timeoutMs: 30_000,
  parallel: true,
  debug: false,
  context: Object.freeze({}),
  contextTokens: 2_500,
  resumeLimit: 1,
  onError: 'open',
  untrusted: 'deny',
});

export interface ResolvedConfig {
  readonly settings: Settings;
  /** In registration order. */
  readonly plugins: readonly ResolvedPlugin[];
  readonly entries: readonly ResolvedEntry[];
  /** The configuration files that were read, absolute, weakest layer first. */
  readonly files: readonly string[];
}

/** One thing that is wrong, or suspicious, in a configuration. */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning';
  readonly code: ErrorCode;
  /** One sentence. */
  readonly message: string;
  /** Absolute. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Path inside the file, `hooks.exec[0].timeout`. */
  readonly path?: string;
  readonly expected?: string;
  readonly fix?: string;
}

/** What `required` gates a broken configuration may hide, so that it does not let them pass. */
export interface BrokenConfig {
  readonly problems: readonly ConfigProblem[];
  /** True when a gate of this event is or may be required. */
  mayRequire(event: string): boolean;
}
