/** The folders of one person. On the hot path too: everything that keeps a file asks here where. */
import { isAbsolute, join } from 'node:path';

/** All absolute. */
export interface Homes {
  readonly userHome: string;
  /** `$CODEX_HOME`, default `~/.codex`: the agent's folder, and the first seed's logs. */
  readonly codexHome: string;
  /** `$HOOKLINE_HOME`, default `~/.hookline`: journal, state, spool, snapshots. */
  readonly hooklineHome: string;
}

/** The folders that an environment names; a relative value is ignored, as if it were not set. */
export function homesOf(env: Readonly<Record<string, string | undefined>>): Homes {
  const absolute = (value: string | undefined): string | undefined =>
    value !== undefined && isAbsolute(value) ? value : undefined;
  const userHome =
    absolute(env['HOME']) ?? absolute(env['USERPROFILE']) ?? process.getBuiltinModule('node:os').homedir();
  return {
    userHome,
    codexHome: absolute(env['CODEX_HOME']) ?? join(userHome, '.codex'),
    hooklineHome: absolute(env['HOOKLINE_HOME']) ?? join(userHome, '.hookline'),
  };
}
