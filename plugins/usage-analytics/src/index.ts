/** Counts what the agent does: one short line per event in `$CODEX_HOME/analytics/`. Watches only; decides nothing. */
import { join } from 'node:path';
import { definePlugin } from '@hookline/core';
import { errorText, HooklineError } from '@hookline/core/errors';
import { COUNTED_EVENTS, type CountedEvent, usageRecord } from './usage-record.ts';

/** The options of the plugin; what is left out has the default of the schema. */
export interface UsageAnalyticsOptions {
  /** What is kept of a command: the name of its program, or nothing. Of a call of MCP, server and tool. Default `program`. */
  readonly commands?: 'program' | 'none';
  /** Days after which a file is removed, when a session ends; 0 keeps all. Default 90. */
  readonly keep_days?: number;
}

declare module '@hookline/core' {
  interface PluginOptions {
    'usage-analytics': UsageAnalyticsOptions;
  }
}

/** The day in UTC: wherever a session runs, all agree on it. It becomes part of a path, so nothing else passes. */
const dayOf = (timestamp: string): string =>
  /^\d{4}-\d\d-\d\d(?=T)/.exec(timestamp)?.[0] ?? new Date().toISOString().slice(0, 10);

export default definePlugin<CountedEvent, UsageAnalyticsOptions>({
  name: 'usage-analytics',
  events: COUNTED_EVENTS,
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const { commands = 'program', keep_days: keepDays = 90 } = options ?? {};
    for (const name of COUNTED_EVENTS) {
      on(name).observe(async (event, ctx) => {
        const folder = join(ctx.places.codexHome, 'analytics');
        const file = join(folder, `usage-${dayOf(event.timestamp)}.jsonl`);
        const { programOf } =
          event.type === 'exec.after' && commands === 'program' ? await import('./program.ts') : {};
        const record = usageRecord(event, { commands, programOf, redact: (text) => ctx.redact(text) });
        try {
          ctx.appendLine(file, JSON.stringify(record));
        } catch (thrown) {
          throw new HooklineError('HOOKLINE_STATE_UNAVAILABLE', {
            what: `The usage could not be counted: ${errorText(thrown)}`,
            where: file,
            fix: 'Make the folder writable, see that the disk is not full and that no link stands in place of the file.',
            cause: thrown,
          });
        }
        if (event.type !== 'session_end' || keepDays === 0) return;
        const { removeOldDays } = await import('./retention.ts');
        removeOldDays(folder, 'usage', keepDays, new Date());
      });
    }
  },
});
