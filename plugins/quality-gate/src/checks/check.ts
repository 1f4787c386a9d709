/** A check, ready to be run. */
import { HooklineError } from '@hookline/core/errors';
import { type CheckOptions, DEFAULT_TIMEOUT } from '../options-types.ts';
import { splitCommand } from './argv.ts';

export interface Check {
  readonly name: string;
  readonly argv: readonly string[];
  readonly timeoutMs: number;
  /** From the root of the repository. */
  readonly cwd: string;
  readonly when: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The check that an option says.
 *
 * @throws HooklineError for a command that names no program once its variables are filled in.
 */
export function checkOf(option: string | CheckOptions): Check {
  const given: CheckOptions = typeof option === 'string' ? { command: option } : option;
  const { command, name, timeout = DEFAULT_TIMEOUT, cwd = '.', when = [], environment = {} } = given;
  const argv = typeof command === 'string' ? splitCommand(command) : command;
  if ('problem' in argv || !argv[0])
    throw new HooklineError('HOOKLINE_CONFIG_INVALID', {
      what: `A check of quality-gate can not be run: "${String(command)}". ${'problem' in argv ? argv.problem : 'It names no program.'}`,
      fix: 'Correct the command, or the variable in it.',
    });
  return {
    name: name ?? argv.join(' '),
    argv,
    timeoutMs: timeout * 1_000,
    cwd,
    when: typeof when === 'string' ? [when] : when,
    environment,
  };
}
