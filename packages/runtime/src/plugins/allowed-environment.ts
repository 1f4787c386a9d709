/**
 * Holds a hook to its `environment_allow`, whatever its kind: a program inherits what is named and no more, and of a
 * project's hook nothing else can be named either. What the kind itself sets for the program is set.
 */
import type { Capabilities, HandlerKind, ResolvedEntry } from '@hookline/core';
import { allowsVariable } from '@hookline/core/entry';
import { HooklineError, isHooklineError } from '@hookline/core/errors';

type Environment = Capabilities['env'];

/** By it hooks are counted that have started each other, and found when their time is over. */
const ALWAYS = ['HOOKLINE_RUN_ID'];

/** The kind, with its context narrowed for an entry that has such a list. */
export function withAllowedEnvironment(kind: HandlerKind): HandlerKind {
  const run: HandlerKind['run'] = async (entry, event, ctx) => {
    const { environmentAllow: allow, environmentNamed: named } = entry;
    if (!allow) return kind.run(entry, event, ctx);
    const withheld = withheldFrom(ctx.env, allow);
    const exec: Capabilities['exec'] = (file, args, options) =>
      ctx.exec(file, args, { ...options, env: { ...withheld, ...options?.env } });
    const env = named ? { ...ctx.env, ...withheldFrom(ctx.env, named) } : ctx.env;
    try {
      return await kind.run(entry, event, Object.create(ctx, { exec: { value: exec }, env: { value: env } }));
    } catch (thrown) {
      throw named ? explained(thrown, entry, ctx.env, named) : thrown;
    }
  };
  return Object.create(kind, { run: { value: run } });
}

/** The variables that a list does not name, as what takes them away. */
function withheldFrom(env: Environment, list: readonly string[]): Record<string, undefined> {
  const names = Object.keys(env).filter((name) => !ALWAYS.includes(name) && !allowsVariable(list, name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** What is called unset is set, and kept from this hook. */
function explained(
  thrown: unknown,
  { name: entry }: ResolvedEntry,
  env: Environment,
  named: readonly string[],
): unknown {
  if (!isHooklineError(thrown) || thrown.code !== 'HOOKLINE_ENTRY_VARIABLE_UNSET') return thrown;
  const name = /^\$\{(\w+)\}/.exec(thrown.details.what)?.[1];
  if (name === undefined || !env[name] || allowsVariable(named, name)) return thrown;
  return new HooklineError(thrown.code, {
    ...thrown.details,
    what: `\${${name}} is kept from "${entry}", a hook of the project.`,
    why: 'environment_allow of your own configuration does not name it.',
    fix: `Add "${name}" to environment_allow there, if the hooks of projects may have it.`,
  });
}
