/**
 * Copies files before a patch or a command overwrites or deletes them. Watches only, unless `on_failure = "deny"` makes
 * it a gate. What does the work is loaded when there is work: most commands touch nothing.
 */
import { definePlugin } from '@hookline/core';
import { mayOverwrite } from './may-overwrite.ts';
import { type FileBackupOptions, settingsOf } from './settings.ts';

export type { FileBackupOptions } from './settings.ts';

declare module '@hookline/core' {
  interface PluginOptions {
    'file-backup': FileBackupOptions;
  }
}

/** After the gates of others: what they refuse need not be copied. A copy that breaks refuses, because nothing is sure then. */
const GATE = { priority: 'low', required: true } as const;

export default definePlugin<'patch.before' | 'exec.before' | 'session_end', FileBackupOptions>({
  name: 'file-backup',
  events: ['patch.before', 'exec.before', 'session_end'],
  options: () => import('./options.ts'),
  setup({ options, on }) {
    const settings = settingsOf(options);
    for (const name of ['patch.before', 'exec.before'] as const) {
      if (settings.on_failure === 'deny') {
        on(name).gate(async (event, ctx) => {
          if (event.type === 'exec.before' && !mayOverwrite(event.command)) return;
          const { backUp, refusalFor } = await import('./work.ts');
          const reason = refusalFor(await backUp(event, settings, ctx), event);
          return reason === undefined ? undefined : ctx.deny(reason);
        }, GATE);
      } else {
        on(name).observe(async (event, ctx) => {
          if (ctx.outcome.verdict?.kind === 'deny' || ctx.outcome.halt) return;
          if (event.type === 'exec.before' && !mayOverwrite(event.command)) return;
          const { backUp } = await import('./work.ts');
          await backUp(event, settings, ctx);
        });
      }
    }
    on('session_end').observe(async (_, ctx) => {
      const { tidy } = await import('./work.ts');
      await tidy(ctx.places, settings, { signal: ctx.signal });
    });
  },
});
