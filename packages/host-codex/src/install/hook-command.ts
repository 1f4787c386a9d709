/**
 * The shell command line that Codex runs for one event, and how it is known again later. Codex lets an action
 * pass when a hook fails, so the line of a guarding event turns every failure of Hookline (no node, no script, a
 * crash, a kill) into a refusal by itself.
 *
 * Codex runs it with bash or the login shell; it is written for any POSIX shell. The line never changes with
 * plugins or configs: it is what the user trusts.
 */
import { isNativeEvent, NATIVE, type NativeEventName } from '../wire/native-events.ts';

/** What one command line is made of. */
export interface HookCommandParts {
  /** Absolute path of the node that runs the script. */
  readonly node: string;
  /** Absolute path of Hookline's script. */
  readonly script: string;
  readonly event: NativeEventName;
}

/** One handler as it stands in Codex's files. */
export interface CodexHandler {
  readonly type: 'command';
  readonly command: string;
  /** Seconds. Absent: Codex's default, ten minutes. */
  readonly timeout?: number;
}

const REFUSED = 'Refused by Hookline.';
const BROKEN = 'Hookline could not run, so this was not allowed. Ask the user to run: npx hookline validate';

/**
 * Exit code 2 refuses only with a text on stderr, so both ways say something. In any other event a failure ends
 * with 1: Codex shows it and goes on. Never 2 there: that would send a stopping agent back to work for ever.
 */
const ON_FAILURE = {
  guard: `{ [ $? -eq 2 ] && m="${REFUSED}" || m="${BROKEN}"; echo "$m" >&2; exit 2; }`,
  other: 'exit 1',
};

/** The exact command line for one event. */
export function hookCommand({ node, script, event }: HookCommandParts): string {
  const call = `${quote(node)} ${quote(script)} hook --host codex --event ${event}`;
  return `${call} || ${NATIVE[event].guards ? ON_FAILURE.guard : ON_FAILURE.other}`;
}

/** The handler that is installed for one event. */
export function hookHandler(parts: HookCommandParts): CodexHandler {
  const { budgetMs } = NATIVE[parts.event];
  return {
    type: 'command',
    command: hookCommand(parts),
    ...(budgetMs !== undefined && { timeout: budgetMs / 1000 }),
  };
}

/** The event that a command line of Hookline is for; undefined for any other command line. */
export function hookCommandEvent(command: unknown): NativeEventName | undefined {
  if (typeof command !== 'string') return undefined;
  const event = / hook --host codex --event (\w+)(?: |$)/.exec(command)?.[1];
  return isNativeEvent(event) ? event : undefined;
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
