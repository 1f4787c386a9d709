/**
 * Tells environments apart without keeping them: variables differ between terminals, and work is to run with those of
 * its own hook. Only hashes are written to disk.
 */
import type { ResolvedEntry } from '@hookline/core';
import type { Needs } from './job.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What differs from call to call and changes nothing of what a hook does. */
const VOLATILE = new Set([
  '_',
  'SHLVL',
  'PWD',
  'OLDPWD',
  'COLUMNS',
  'LINES',
  'RANDOM',
  'SECONDS',
  'HOOKLINE_RUN_ID',
  // Given to the worker of a hook whose configuration says `debug`.
  'CODEX_HOOKS_DEBUG',
  // macOS gives it to every process anew.
  '__CF_USER_TEXT_ENCODING',
]);

// Loaded when something is handed over: most events hand nothing over.
function hashOf(text: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

const pairs = (env: Environment, names: readonly string[]): string =>
  JSON.stringify([...names].sort().map((name) => [name, env[name] ?? null]));

/** The fingerprint of an environment; the same for all hooks of one terminal. */
export function environmentOf(env: Environment): string {
  const names = Object.keys(env).filter((name) => !VOLATILE.has(name) && env[name] !== undefined);
  return hashOf(pairs(env, names));
}

const REFERENCE = /\$\{([A-Za-z_][\w.]*)/g;

const namesIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(REFERENCE), ([, name = '']) => name)),
];

/** The variables that an entry names, as they are here; undefined when it names none. */
export function neededBy(
  { fields, environment }: Pick<ResolvedEntry, 'fields' | 'environment'>,
  env: Environment,
): Needs | undefined {
  const text = JSON.stringify([fields, environment]);
  const names = text.includes('${') ? namesIn(text) : [];
  return names.length === 0 ? undefined : { names, hash: hashOf(pairs(env, names)) };
}

/** Whether the variables that a job needs have the values here that they had for its hook. */
export function suits(needs: Needs | undefined, env: Environment): boolean {
  return needs === undefined || needs.hash === hashOf(pairs(env, needs.names));
}

/**
 * The key under which work of an entry is kept in order: its target, else the session. Two terminals may give one
 * `${WEBHOOK_URL}` two addresses: these do not hold each other up.
 */
export function orderKeyOf(entry: ResolvedEntry, sessionId: string, env: Environment): string {
  const target = entry.delivery?.target;
  if (target === undefined) return `session ${sessionId}`;
  const names = target.includes('${') ? namesIn(target).filter((name) => env[name] !== undefined) : [];
  const values = names.length === 0 ? '' : ` ${hashOf(pairs(env, names)).slice(0, 16)}`;
  return `${entry.type} ${target}${values}`;
}
