/** What a plugin's command is given, made of what Hookline's own commands are given. */
import type { CommandContext as PluginContext } from '@hookline/core';
import { createRedact } from '@hookline/runtime';
import type { CommandContext } from '../command-context.ts';
import { confirm } from '../output/confirm.ts';

const COLUMNS = 80;

export function commandContext(options: unknown, context: CommandContext): PluginContext {
  const { env, cwd, homes, colour, columns, interactive } = context;
  return {
    options,
    places: { codexHome: homes.codexHome, hooklineHome: homes.hooklineHome },
    env,
    cwd,
    stdout: context.write,
    stderr: (text) => context.err(text.replace(/\n$/, '')),
    isTerminal: columns !== undefined,
    color: colour,
    columns: columns ?? COLUMNS,
    redact: createRedact(env),
    confirm: async (question) => interactive && confirm(context, question),
  };
}
