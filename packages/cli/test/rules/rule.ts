/** One rule for the hooks of a configuration, and the hooks that rules are shown with. */

export interface Rule {
  /** Which key or switch, then the rule. */
  readonly rule: string;
  readonly source: 'seed' | 'guide';
  /** `hooks.toml`. */
  readonly hooks: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Files in `$CODEX_HOME`. */
  readonly codexHome?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The arguments of `hookline`; default: `emit exec.before` with the command `ls -la`. */
  readonly args?: readonly string[];
  /** What the hooks wrote, in order; default: nothing. */
  readonly ran?: string;
  /** Exit code; default 0. */
  readonly code?: number;
  /** In stdout or stderr. */
  readonly says?: RegExp;
  /** In `hooks.log`. */
  readonly logs?: RegExp;
  readonly logsNot?: RegExp;
}

/** A hook that writes its name. */
export const hook = (name: string, more = '', event = 'exec.before'): string => `
[[hooks.${event.startsWith('exec') ? 'exec' : event.startsWith('error') ? 'error' : event.startsWith('task') ? 'task' : 'session'}]]
event = "${event}"
type = "script"
command = ["sh", "-c", 'printf "${name} " >> "$HOME/ran"']
description = "${name}"
${more}
`;
/** A hook whose program is written out. */
export const program = (command: string, more = '', event = 'exec.before'): string =>
  hook('x', more, event).replace(/^command = .*$/m, `command = ${command}`);

export const AFTER = [
  'emit',
  'exec.after',
  '--data',
  '{"command":"ls -la /tmp","exitCode":3,"success":false,"duration":5}',
];
export const START = ['emit', 'session_start'];
