/** Tells a Slack channel what the agent did. Watches only; what is told waits in the spool until Slack has taken it. */
import { definePlugin } from '@hookline/core';
import { type Choice, DEFAULT_EVENTS, isTold, TOLD_EVENTS, type ToldEvent } from './choice.ts';

/** With the waits between them, tries go on for about half a day. */
const ATTEMPTS = 100;
/** Milliseconds of one try. */
const TRY_MS = 10_000;

/** The options of the plugin; what is left out has the default of the schema. */
export interface SlackNotifyOptions extends Choice {
  /** The address of an incoming webhook, or else `bot_token` and `channel`. */
  readonly webhook_url?: string;
  /** The token of a bot that may `chat:write`. */
  readonly bot_token?: string;
  /** Where the bot writes: the id or the name of a channel. */
  readonly channel?: string;
  /** Default: `task_complete`, `permission.request`, `error.occurred`. */
  readonly events?: readonly ToldEvent[];
  /** Whether only what failed is told. Default false. */
  readonly only_failures?: boolean;
  /** Seconds; what went well is told only when it took at least so long. Default 60. */
  readonly min_duration?: number;
  /** Whether `error.occurred` is told of tools, too. Default false. */
  readonly tool_errors?: boolean;
  /** Whether messages name commands and quote errors. Default true. */
  readonly details?: boolean;
  /** Who is called to a failure: `here`, `channel`, or the id of a user or a group. */
  readonly mention?: string;
  /** Where the methods of Slack are. Default `https://slack.com/api`. */
  readonly api_url?: string;
}

declare module '@hookline/core' {
  interface PluginOptions {
    'slack-notify': SlackNotifyOptions;
  }
}

export default definePlugin<ToldEvent, SlackNotifyOptions>({
  name: 'slack-notify',
  events: TOLD_EVENTS,
  options: () => import('./options.ts'),
  deliveries: {
    message: {
      attempts: ATTEMPTS,
      timeoutMs: TRY_MS,
      deliver: async (_, ctx) => (await import('./deliver.ts')).deliver(ctx),
    },
  },
  setup({ options, on }) {
    const { channel = 'webhook', events = DEFAULT_EVENTS } = options ?? {};
    for (const name of TOLD_EVENTS) {
      if (!events.includes(name)) continue;
      on(name).observe((event, ctx) => {
        if (!isTold(event, ctx.outcome, options)) return;
        // What is told is made of the stored event. One session after the other is one thread, begun by its first message.
        ctx.enqueue('message', {}, { target: `${channel} ${event.sessionId}` });
      });
    }
  },
});
