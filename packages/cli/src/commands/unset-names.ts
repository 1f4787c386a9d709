/**
 * Names in a configuration that mean nothing where it is checked: conditions on what nothing sets, `${NAME}` of variables
 * that are not set. Both may be right elsewhere, so they are notes; but such a hook never runs here, or fails.
 */
import { relative } from 'node:path';
import type { Condition, ResolvedEntry } from '@hookline/core';
import { type ConfigProblem, conditionValue, type ResolvedConfig } from '@hookline/core/engine';
import { fieldNames } from '@hookline/core/schemas';
import type { CommandContext } from '../command-context.ts';

/** Events with a tool whose input may have any name, and the start of the agent's own names in its payload. */
const ANY_NAMES = /^(?:mcp|tool|permission|integration)\./;
const AGENT_NAMES =
  /^(?:tool_|hook_event_name|permission_mode|turn_id|transcript_path|last_assistant_message|stop_hook_active)/;
const REFERENCE = /\$\{([A-Z_][A-Z0-9_]*)\}/g;
/** What follows it is code of an interpreter, in which nothing is filled in. */
const CODE_FLAG = /^(?:-[a-z]*[ce]|--eval|--print|-p|-command|\/c)$/i;

/** One sentence for each name, with the place of the hook. */
export function unsetNames(
  config: ResolvedConfig,
  problems: readonly ConfigProblem[],
  context: CommandContext,
): readonly string[] {
  const notes = config.entries
    .filter(({ native }) => native === undefined)
    .flatMap((entry) => [
      ...unknownConditions(entry, config, problems, context),
      ...unsetVariables(entry, textsOfEntry(entry), context),
    ]);
  const ofPlugins = config.plugins.flatMap((plugin) =>
    unsetVariables(plugin, textsOf(plugin.options), context),
  );
  return [...new Set([...notes, ...ofPlugins])];
}

const place = ({ origin: { file, line } }: Pick<ResolvedEntry, 'origin'>, { cwd }: CommandContext): string =>
  `${relative(cwd, file) || file}${line === undefined ? '' : `:${line}`}`;

function unknownConditions(
  entry: ResolvedEntry,
  { settings }: ResolvedConfig,
  problems: readonly ConfigProblem[],
  context: CommandContext,
): readonly string[] {
  const { events } = entry;
  if (events.some((event) => ANY_NAMES.test(event))) return [];
  const fields = new Set(events.flatMap((event) => fieldNames(event)));
  const scope = { env: context.env, context: settings.context };
  const isUnknown = (condition: Condition): boolean => {
    if (condition.op === 'never') return false;
    const [first = ''] = condition.key.split('.');
    const camel = first.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    // A slip is a warning already.
    if (problems.some(({ message }) => message.startsWith(`"${condition.key}" is no field of`))) return false;
    return (
      !fields.has(camel) && !AGENT_NAMES.test(first) && conditionValue(condition.key, {}, scope) === undefined
    );
  };
  return entry.conditions.flatMap((condition) => {
    if (condition.op === 'never' || !isUnknown(condition)) return [];
    const { key, op } = condition;
    const effect = op === 'none' ? 'does not hinder this hook' : 'keeps this hook from running';
    const from = key.startsWith('env.')
      ? `the variable ${key.slice(4)} is not set here`
      : `it is no field of ${events.join(', ')}, and neither [hooks.context] nor a variable HOOKLINE_… or CODEX_… sets it here`;
    return [`The condition on "${key}" (${place(entry, context)}) ${effect}: ${from}.`];
  });
}

const textsOfEntry = ({ fields, environment, cwd }: ResolvedEntry): readonly string[] =>
  textsOf({ ...fields, environment, cwd });

function unsetVariables(
  from: Pick<ResolvedEntry, 'origin'>,
  texts: readonly string[],
  context: CommandContext,
): readonly string[] {
  const names = texts.flatMap((text) => [...text.matchAll(REFERENCE)].map(([, name = '']) => name));
  return [...new Set(names)]
    .filter((name) => !context.env[name])
    .map(
      (name) =>
        `\${${name}} (${place(from, context)}) is not set here, and what needs it fails without it. Set it where the agent is started (export ${name}=…), or write \${${name}:-default} if it may be missing.`,
    );
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) {
    return value.filter((_, at) => !CODE_FLAG.test(String(value[at - 1] ?? ''))).flatMap(textsOf);
  }
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}
