/** Hooks for one run of Codex, by its `-c` arguments: nothing is written anywhere. */
import { NATIVE_EVENTS, type NativeEventName } from '../wire/native-events.ts';
import { tomlString } from './config-toml.ts';
import { hookHandler } from './hook-command.ts';
import { trustHash, trustKey } from './trust-hash.ts';

/** What to run for which events. */
export interface SessionFlagsRequest {
  /** Absolute paths of node and of Hookline's script. */
  readonly node: string;
  readonly script: string;
  readonly events: readonly NativeEventName[];
}

/** Codex's name for the hooks of its command line in trust keys. */
const SESSION_FILE = '/<session-flags>/config.toml';

/**
 * The arguments to put in front of Codex's own: one hook per event, and the trust in exactly these hooks. They
 * come on top of the hooks and the trust records that the user has.
 */
export function sessionFlags({ node, script, events }: SessionFlagsRequest): readonly string[] {
  const chosen = NATIVE_EVENTS.filter((event) => events.includes(event));
  if (chosen.length === 0) return [];
  const handlers = chosen.map((event) => [event, hookHandler({ node, script, event })] as const);
  const hooks = handlers.flatMap(([event, { command, timeout }]) => {
    const limit = timeout === undefined ? '' : `,timeout=${timeout}`;
    return ['-c', `hooks.${event}=[{hooks=[{type="command",command=${tomlString(command)}${limit}}]}]`];
  });
  const trust = handlers.map(([event, handler]) => {
    const key = trustKey(SESSION_FILE, event, 0, 0);
    return `${tomlString(key)}={trusted_hash=${tomlString(trustHash(event, undefined, handler))}}`;
  });
  return [...hooks, '-c', `hooks.state={${trust.join(',')}}`];
}
