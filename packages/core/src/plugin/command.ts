/**
 * A command that a plugin adds to the command line: `hookline analytics`. The manifest names it and its module
 * (`"commands": { "analytics": { "summary": "…", "module": "./dist/analytics-command.js" } }`), so that a command costs
 * no event anything and `hookline --help` runs no code of a plugin.
 */
import type { Places } from './capabilities.ts';

/** What a command is given besides its arguments. */
export interface CommandContext<Options = unknown> {
  /** The options of the plugin as the configuration in force gives them; `${NAME}` filled in. */
  readonly options: Options;
  readonly places: Places;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute: where the person is. */
  readonly cwd: string;
  /** Writes text as it is: a line ends with its own line end. */
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether a person reads stdout on a terminal. */
  readonly isTerminal: boolean;
  /** Whether colours are wanted: on a terminal, and `NO_COLOR` is not set. */
  readonly color: boolean;
  /** Characters of a line; 80 where there is no terminal. */
  readonly columns: number;
  /** Replaces secrets in a text by marks. */
  redact(text: string): string;
  /** Asks the person to confirm something; false at once where stdin or stdout is no terminal. */
  confirm(question: string): Promise<boolean>;
}

/** The default export of a command's module. */
export interface CommandDefinition<Options = unknown> {
  /**
   * Runs the command; `args` is what stands behind its name. The exit code: 0 fine, 1 a finding or a failure.
   *
   * @throws HooklineError `HOOKLINE_USAGE` for arguments that it does not take (exit code 64); any other code is shown
   * with its what, where and fix (exit code 1).
   */
  run(args: readonly string[], ctx: CommandContext<Options>): Promise<number>;
}
