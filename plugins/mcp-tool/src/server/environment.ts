/**
 * The environment of a server. Like the agent, it is given what every program needs and what its configuration
 * says, and not the tokens that happen to be in the environment of the hook.
 */
import { allowsVariable } from '@hookline/core/entry';

const INHERITED = [
  'HOME',
  'LANG',
  'LC_ALL',
  'LOGNAME',
  'PATH',
  'SHELL',
  'TERM',
  'TMPDIR',
  'TZ',
  'USER',
  'APPDATA',
  'COMSPEC',
  'LOCALAPPDATA',
  'PATHEXT',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
];

/** What a server is given besides what every program needs. */
export interface ServerVariables {
  /** `environment_allow` of the entry: what is not named is not inherited. */
  readonly allow?: readonly string[] | undefined;
  /** The names that the configuration of the server itself passes on, where they are set. */
  readonly names?: readonly string[];
  readonly added: Readonly<Record<string, string>>;
}

/** The inherited variables with additions. */
export function serverEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  { allow, names = [], added }: ServerVariables,
): Record<string, string> {
  const kept = allow ? INHERITED.filter((name) => allowsVariable(allow, name)) : INHERITED;
  const inherited = [...kept, ...names].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...added };
}
