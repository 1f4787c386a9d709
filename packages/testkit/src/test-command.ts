/** Runs a command of a plugin with fakes of what it is given. */
import type { CommandContext, CommandDefinition, OptionsSchema, Places } from '@hookline/core';
import { interpolateValue } from '@hookline/core/engine';
import { checkOptions } from './check-options.ts';
import { PLACES } from './fakes/capabilities.ts';

/** How a command is called. */
export interface CommandTestOptions {
  /** What stands behind the name of the command. */
  readonly args?: readonly string[];
  /** The options of the plugin, as a configuration gives them. Default none. */
  readonly options?: unknown;
  /** The plugin's own `options`, to check and complete them by. */
  readonly schema?: (() => Promise<{ readonly default: OptionsSchema }>) | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly places?: Partial<Places>;
  readonly cwd?: string;
  /** Default false, without colours: as in a pipe. */
  readonly isTerminal?: boolean;
  /** Default 80. */
  readonly columns?: number;
  /** Texts that are redacted. */
  readonly secrets?: readonly string[];
  /** What the person answers. Default: no. */
  readonly confirm?: (question: string) => boolean;
}

/** What a command printed and how it ended. A HooklineError that it throws rejects the promise. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it asked. */
  readonly questions: readonly string[];
}

export async function testCommand<Options>(
  command: CommandDefinition<Options>,
  given: CommandTestOptions = {},
): Promise<CommandResult> {
  const { args = [], env = {}, isTerminal = false, secrets = [] } = given;
  const printed = { stdout: '', stderr: '' };
  const questions: string[] = [];
  const checked = await checkOptions('the plugin of the command', given.schema, given.options ?? {});
  const ctx: CommandContext<Options> = {
    options: interpolateValue(checked, { env }) as Options,
    places: { ...PLACES, ...given.places },
    env,
    cwd: given.cwd ?? '/home/user/project',
    stdout: (text) => {
      printed.stdout += text;
    },
    stderr: (text) => {
      printed.stderr += text;
    },
    isTerminal,
    color: isTerminal && !env['NO_COLOR'],
    columns: given.columns ?? 80,
    redact: (text) => secrets.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), text),
    confirm: async (question) => {
      questions.push(question);
      return isTerminal && (given.confirm?.(question) ?? false);
    },
  };
  const code = await command.run(args, ctx);
  return { code, ...printed, questions };
}
