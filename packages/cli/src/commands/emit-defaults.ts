/**
 * What `hookline emit` takes from the variables of the first seed, so that its block for trying a script by hand works
 * for the whole configuration: `CODEX_EVENT_TYPE`, `CODEX_SESSION_ID`, `CODEX_TIMESTAMP`. Inside a hook they tell of
 * that hook's event, not of the one that is raised, and are passed over.
 */
import { UsageError } from '../command-context.ts';

/** Set in everything that a hook started. */
const RUN_MARK = 'HOOKLINE_RUN_ID';

type Environment = Readonly<Record<string, string | undefined>>;

export interface EmitDefaults {
  readonly event?: string;
  readonly session?: string;
  readonly now: Date;
}

/** True where a hook raises the event: it has a deadline of its own, and cannot wait for what comes after it. */
export const isInsideHook = (env: Environment): boolean => Boolean(env[RUN_MARK]);

/**
 * @throws UsageError for a `CODEX_TIMESTAMP` that is no time
 */
export function emitDefaults(env: Environment): EmitDefaults {
  if (isInsideHook(env)) return { now: new Date() };
  const timestamp = env['CODEX_TIMESTAMP'];
  const now = timestamp ? new Date(timestamp) : new Date();
  if (Number.isNaN(now.getTime())) {
    throw new UsageError(
      `CODEX_TIMESTAMP is "${timestamp}", which is no time. Write it as "$(date -Iseconds)" does, or unset it.`,
    );
  }
  return {
    event: env['CODEX_EVENT_TYPE'] || undefined,
    session: env['CODEX_SESSION_ID'] || undefined,
    now,
  };
}
