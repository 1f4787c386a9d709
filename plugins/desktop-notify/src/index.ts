/**
 * Notifies the person on the desktop when the agent has finished, waits or failed. It watches only. The notification is
 * handed over and shown after the agent was answered: a slow desktop must not hold the agent.
 */
import { definePlugin, type EventOf } from '@hookline/core';
import {
  DEFAULT_EVENTS,
  type DesktopNotifyOptions,
  MIN_SECONDS,
  NOTIFIED_EVENTS,
  type NotifiedEvent,
} from './desktop-notify-options.ts';

export type { DesktopNotifyOptions, NotifiedEvent } from './desktop-notify-options.ts';

declare module '@hookline/core' {
  interface PluginOptions {
    'desktop-notify': DesktopNotifyOptions;
  }
}

/** Milliseconds. What shows it is given less; this ends what does not come back at all. */
const LONGEST_MS = 15_000;

export default definePlugin<NotifiedEvent, DesktopNotifyOptions>({
  name: 'desktop-notify',
  events: NOTIFIED_EVENTS,
  options: () => import('./options.ts'),
  deliveries: {
    notice: {
      // Late it is worthless, and twice it is a nuisance.
      attempts: 1,
      timeoutMs: LONGEST_MS,
      deliver: async (data, ctx) => (await import('./show.ts')).show(data, ctx),
    },
  },
  setup({ options, on }) {
    const given = options ?? {};
    for (const name of new Set(given.events ?? DEFAULT_EVENTS)) {
      on(name).observe(async (event, ctx) => {
        if (!isWorthwhile(event, ctx.outcome.verdict?.kind, given)) return;
        const { handOver } = await import('./hand-over.ts');
        handOver(event, ctx, given);
      });
    }
  },
});

/** Whether the person has to know. */
function isWorthwhile(
  event: { [N in NotifiedEvent]: EventOf<N> }[NotifiedEvent],
  verdict: string | undefined,
  { min_seconds = MIN_SECONDS }: DesktopNotifyOptions,
): boolean {
  switch (event.type) {
    case 'task_complete':
      // Sent back to work it has not ended; of one that lasted nobody knows how long, nobody was kept waiting for sure.
      return verdict !== 'resume' && (min_seconds === 0 || (event.duration ?? 0) >= min_seconds * 1_000);
    case 'permission.request':
      // A hook has answered in place of the person.
      return verdict !== 'allow' && verdict !== 'deny';
    case 'error.occurred':
      // A tool that fails is everyday work, and a hook that fails stands in the hook log.
      return event.source === 'model';
    case 'session_end':
      return true;
  }
}
