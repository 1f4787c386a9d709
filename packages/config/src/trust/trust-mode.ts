/** What counts as approved in a run: `HOOKLINE_TRUST`. Imports nothing, because the hot path asks too. */

/**
 * `record`: what the person approved with `hookline trust`. `lock`: what `hookline.lock.json` says, for CI. `all`:
 * everything, where the machine is thrown away afterwards.
 */
export type TrustMode = 'record' | 'lock' | 'all';

type Environment = Readonly<Record<string, string | undefined>>;

/** The mode that an environment asks for. A word that is not known asks for nothing: it must not open anything. */
export function trustMode(env: Environment): TrustMode {
  const word = env['HOOKLINE_TRUST'];
  return word === 'all' || word === 'lock' ? word : 'record';
}

/** The variable by which `hookline codex --hooks-config` tells the hooks of its run what the person has named. */
export const NAMED_VARIABLE = 'HOOKLINE_NAMED';

/** All that an environment says of trust, as one text: a snapshot holds for one. */
export function trustKey(env: Environment, named = false): string {
  return [trustMode(env), named ? 'named' : '', env[NAMED_VARIABLE] ?? ''].join(':');
}
