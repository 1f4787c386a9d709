/** `$CODEX_HOME/hooks.log` (first seed): what hooks did and what went wrong; with `debug` also what did not run and why. */
import { join } from 'node:path';
import { appendLine } from './append-line.ts';

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** Writes lines of the seed's form: `[time] [LEVEL] [who] message`. */
export interface HookLog {
  write(level: LogLevel, who: string, message: string): boolean;
}

/** Whether the environment asks for debug lines: `CODEX_HOOKS_DEBUG` as people set a switch. */
export const wantsDebug = (env: Readonly<Record<string, string | undefined>>): boolean =>
  /^(?:1|true|yes|on)$/i.test(env['CODEX_HOOKS_DEBUG'] ?? '');

// A terminal that shows the log must not obey what a script printed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

export function createHookLog(codexHome: string, redact: (text: string) => string, debug: boolean): HookLog {
  const file = join(codexHome, 'hooks.log');
  return {
    write(level, who, message) {
      if (level === 'DEBUG' && !debug) return true;
      // The name too: an entry without a description is named by its command.
      const text = redact(`[${who}] ${message}`).replaceAll(CONTROL, '?');
      return appendLine(file, `[${new Date().toISOString()}] [${level}] ${text}`);
    },
  };
}
