/** The options as a configuration writes them. */

/** A check, written out. */
export interface CheckOptions {
  /** Shown to the model and in the log. Default: the command. */
  readonly name?: string;
  /** The program and its arguments. A text is split at spaces; no shell is involved. */
  readonly command: string | readonly string[];
  /** Seconds. Default 300. */
  readonly timeout?: number;
  /** From the root of the repository. */
  readonly cwd?: string;
  /** Globs, from the root of the repository: it runs only if the task changed one of these files. */
  readonly when?: string | readonly string[];
  /** Variables that are set for it. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The options of the plugin; what is left out has the default of the schema. */
export interface QualityGateOptions {
  readonly checks: readonly (string | CheckOptions)[];
  /** How often a task is sent back to work. Default 3. */
  readonly attempts?: number;
  /** Characters of output that the model is shown. Default 4000. */
  readonly max_output?: number;
  /** Whether checks run only after a task that changed files. Default true. */
  readonly only_when_changed?: boolean;
  /** Whether all checks run at once. Default false. */
  readonly parallel?: boolean;
  /** What a check that does not end in time means. Default `resume`. */
  readonly on_timeout?: 'resume' | 'pass';
  /** What a check that cannot be started means. Default `pass`: it is no fault of the agent. */
  readonly on_not_started?: 'resume' | 'pass';
}

export const DEFAULTS = {
  attempts: 3,
  max_output: 4_000,
  only_when_changed: true,
  parallel: false,
  on_timeout: 'resume',
  on_not_started: 'pass',
} as const satisfies Partial<QualityGateOptions>;

/** Seconds. */
export const DEFAULT_TIMEOUT = 300;
/** Seconds that all checks of one task may take: the agent ends a hook after 600, Hookline answers before. */
export const TOTAL_SECONDS = 570;
