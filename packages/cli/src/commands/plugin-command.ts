/**
 * A command that a plugin in force adds: `hookline analytics`. Its module runs only where the hooks of the plugin would:
 * what waits for review is shown and not run.
 */
import type { CommandDefinition } from '@hookline/core';
import type { PluginCommand, ResolvedConfig, ResolvedPlugin } from '@hookline/core/engine';
import { errorText, HooklineError, isHooklineError } from '@hookline/core/errors';
import { configInForce, optionsOf } from '@hookline/runtime';
import type { JobSources } from '@hookline/runtime/spool';
import type { CommandContext } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { runtimeSources, signalOfProcess } from '../runtime-sources.ts';
import { mayRun } from './approval.ts';
import { commandContext } from './plugin-command-context.ts';
import { publisherOf } from './published-commands.ts';

const BAD_USAGE = 64;

interface Found {
  readonly command: PluginCommand;
  readonly plugin: ResolvedPlugin;
}

/** The exit code of a plugin's command; undefined where no plugin of a configuration has one of that name. */
export async function pluginCommand(
  name: string,
  args: readonly string[],
  context: CommandContext,
): Promise<number | undefined> {
  // Looked up without running or writing anything: most words that are no command are slips of the fingers.
  const looked = await configurationFor(context, { runCode: false });
  if (!looked.broken && !looked.waiting && !find(name, looked.config)) return unknown(name, context);
  const sources = runtimeSources(context, signalOfProcess());
  let found = await inForce(sources, context);
  if (!found) return 1;
  if (found.waiting) {
    const otherwise = `"hookline ${name}" was not run.`;
    if (!(await mayRun(found.waiting, { otherwise }, context))) return 1;
    found = await inForce(sources, context);
    if (!found) return 1;
  }
  const known = find(name, found.config);
  if (known) return runCommand(known, args, sources, context);
  return unknown(name, context);
}

/** Says who provides a command that nobody here does; undefined where that is not known either. */
function unknown(name: string, context: CommandContext): 64 | undefined {
  const publisher = publisherOf(name);
  if (publisher === undefined) return undefined;
  const { packageName, plugin } = publisher;
  context.err(
    new HooklineError('HOOKLINE_USAGE', {
      what: `"hookline ${name}" is a command of ${packageName}, which no configuration here names.`,
      fix: `npm install --save-dev ${packageName}, then write [plugins.${plugin}] into hooks.toml.`,
    }).report(),
  );
  return BAD_USAGE;
}

/** The commands that `hookline --help` shows below its own. Empty where the configuration cannot be read. */
export async function pluginCommands(context: CommandContext): Promise<readonly PluginCommand[]> {
  try {
    const { config } = await configurationFor(context, { runCode: false });
    return config.plugins.flatMap(({ commands = [] }) => commands);
  } catch {
    return [];
  }
}

const named = ({ env }: CommandContext): string | undefined => env['HOOKLINE_CONFIG'] || undefined;

async function inForce(sources: JobSources, context: CommandContext) {
  const found = await configInForce(sources, context.cwd, named(context));
  if (found.status === 'ok') return found;
  context.err(problemsText(found.problems, context.cwd, context.colour));
  context.err(`\n${problemCount(found.problems)}. No plugin was loaded.`);
  return undefined;
}

function find(name: string, { plugins }: ResolvedConfig): Found | undefined {
  for (const plugin of plugins) {
    const command = plugin.commands?.find((one) => one.name === name);
    if (command) return { command, plugin };
  }
  return undefined;
}

async function runCommand(
  { command, plugin }: Found,
  args: readonly string[],
  { importModule }: JobSources,
  context: CommandContext,
): Promise<number> {
  const definition = definitionOf(await imported(command, plugin, importModule), command, plugin);
  try {
    const code: unknown = await definition.run(args, commandContext(optionsOf(plugin, context.env), context));
    return typeof code === 'number' && Number.isInteger(code) ? code : 0;
  } catch (thrown) {
    if (!isHooklineError(thrown) || thrown.code !== 'HOOKLINE_USAGE') throw thrown;
    context.err(thrown.report());
    return BAD_USAGE;
  }
}

async function imported(
  { name, module }: PluginCommand,
  plugin: ResolvedPlugin,
  importModule: JobSources['importModule'],
): Promise<unknown> {
  try {
    return await importModule(module);
  } catch (thrown) {
    throw new HooklineError('HOOKLINE_PLUGIN_INVALID', {
      what: `The command "${name}" of the plugin "${plugin.name}" could not be loaded: ${errorText(thrown)}`,
      where: module,
      fix: 'Update or reinstall the plugin.',
      cause: thrown,
    });
  }
}

function definitionOf(
  loaded: unknown,
  { name, module }: PluginCommand,
  plugin: ResolvedPlugin,
): CommandDefinition {
  const definition = (loaded as { readonly default?: Partial<CommandDefinition> } | undefined)?.default;
  if (typeof definition?.run === 'function') return definition as CommandDefinition;
  throw new HooklineError('HOOKLINE_PLUGIN_INVALID', {
    what: `The module of the command "${name}" of the plugin "${plugin.name}" has no command as its default export.`,
    where: module,
    fix: 'Export the result of defineCommand({ run }) as default.',
  });
}
