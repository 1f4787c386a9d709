/** Writes one readable line per event of a session to `$CODEX_HOME/session.log`. Watches only; decides nothing. */
import { isAbsolute, join } from 'node:path';
import { definePlugin } from '@hookline/core';
import { errorText, HooklineError } from '@hookline/core/errors';
import { LOGGED_EVENTS, type LoggedEvent } from './events.ts';
import { type LogFormat, lineOf } from './line.ts';

/** What a relative path may not leave; the same sentence where the options are checked. */
const STAYS_INSIDE =
  'A relative path stays inside of $CODEX_HOME: write an absolute path for a file elsewhere.';

/** The options of the plugin; what is left out has the default of the schema. */
export interface SessionLogOptions {
  /** Absolute, or relative to `$CODEX_HOME`. Default `session.log`. */
  readonly file?: string;
  /** Default `text`. */
  readonly format?: LogFormat;
  /** The events that get a line. Default: all that the plugin listens to. */
  readonly events?: readonly LoggedEvent[];
  /** Whether the lines say which commands were run. Default true. */
  readonly commands?: boolean;
}

declare module '@hookline/core' {
  interface PluginOptions {
    'session-log': SessionLogOptions;
  }
}

export default definePlugin<LoggedEvent, SessionLogOptions>({
  name: 'session-log',
  events: LOGGED_EVENTS,
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const { file = 'session.log', format = 'text', events = LOGGED_EVENTS, commands = true } = options ?? {};
    for (const name of LOGGED_EVENTS) {
      if (!events.includes(name)) continue;
      on(name).observe((event, ctx) => {
        // Again what the schema says: a variable is filled in only now.
        if (!isAbsolute(file) && file.split(/[\\/]/).includes('..')) {
          throw new HooklineError('HOOKLINE_CONFIG_INVALID', {
            what: `The session log was not written. ${STAYS_INSIDE}`,
            fix: 'Correct the variable in "file" of session-log.',
          });
        }
        const path = isAbsolute(file) ? file : join(ctx.places.codexHome, file);
        const refused = ctx.outcome.verdict?.kind === 'deny';
        const line = lineOf(event, { format, commands, refused, redact: (text) => ctx.redact(text) });
        try {
          ctx.appendLine(path, line);
        } catch (thrown) {
          throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
            what: `The session log could not be written: ${errorText(thrown)}`,
            where: path,
            fix: 'Make the file writable and see that the disk is not full, or set "file" of session-log.',
            cause: thrown,
          });
        }
      });
    }
  },
});
