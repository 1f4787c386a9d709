/** The folders Hookline keeps things in. Decided once per process, from the environment alone. */
import { isAbsolute, join, resolve } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The folders of one person, all absolute. */
export interface Homes {
  readonly userHome: string;
  /** `$CODEX_HOME`, default `~/.codex`: the first seed's logs. */
  readonly codexHome: string;
  /** `$HOOKLINE_HOME`, default `~/.hookline`: journal, state, spool, snapshots. */
  readonly hooklineHome: string;
}

export function homesOf(env: Env): Homes {
  const userHome = env['HOME'] || env['USERPROFILE'] || process.getBuiltinModule('node:os').homedir();
  const at = (value: string | undefined, fallback: string): string => {
    if (!value) return join(userHome, fallback);
    return isAbsolute(value) ? value : resolve(userHome, value);
  };
  return {
    userHome,
    codexHome: at(env['CODEX_HOME'], '.codex'),
    hooklineHome: at(env['HOOKLINE_HOME'], '.hookline'),
  };
}
