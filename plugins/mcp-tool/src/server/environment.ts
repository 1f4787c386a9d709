/**
 * The environment of a server. Like the agent, it is given what every program needs and what its configuration
 * says, and not the tokens that happen to be in the environment of the hook.
 */
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

/** The inherited variables with additions; `names` are passed on as well where they are set. */
export function serverEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const inherited = [...INHERITED, ...names].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...added };
}
