/**
 * Writes one readable line per event of a session to `$CODEX_HOME/session.log`. Watches only; decides nothing. Before
 * each tool call this module is imported, and nearly always there is nothing to say: all that writes is loaded later.
 */
import { definePlugin } from '@hookline/core';
import { DECIDED_EVENTS, type DecidedEvent, LOGGED_EVENTS, type LoggedEvent } from './events.ts';
import type { SessionLogOptions } from './session-log-options.ts';

export type { SessionLogOptions } from './session-log-options.ts';

declare module '@hookline/core' {
  interface PluginOptions {
    'session-log': SessionLogOptions;
  }
}

export default definePlugin<LoggedEvent | DecidedEvent, SessionLogOptions>({
  name: 'session-log',
  events: [...LOGGED_EVENTS, ...DECIDED_EVENTS],
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const given = options ?? {};
    const { events = LOGGED_EVENTS, decisions = given.events === undefined } = given;
    for (const name of LOGGED_EVENTS) {
      if (!events.includes(name)) continue;
      on(name).observe(async (event, ctx) => (await import('./write.ts')).write(event, ctx, given));
    }
    if (!decisions) return;
    for (const name of DECIDED_EVENTS) {
      on(name).observe(async (event, ctx) => {
        const { verdict, halt, rewrite } = ctx.outcome;
        // What was merely allowed goes on and is logged when it is done.
        if (!halt && !rewrite && verdict?.kind !== 'deny' && verdict?.kind !== 'ask') return;
        await (await import('./write.ts')).write(event, ctx, given);
      });
    }
  },
});
