/** Mails what the agent did, at once or as a digest. Watches only; what is to be sent waits on disk until a server has taken it. */
import { definePlugin } from '@hookline/core';
import { type Choice, DEFAULT_EVENTS, isTold, TOLD_EVENTS, type ToldEvent } from './choice.ts';

/** With the waits between them, tries go on for about half a day. */
const ATTEMPTS = 100;
/** Milliseconds of one try: some servers let a stranger wait before they greet. */
const TRY_MS = 30_000;

/** The options of the plugin; what is left out has the default of the schema. */
export interface EmailNotifyOptions extends Choice {
  /** The SMTP server. */
  readonly host?: string;
  /** A number, or a variable that holds one. Default: 587, 465 or 25, after `secure`. */
  readonly port?: number | string;
  /** Default `starttls`. */
  readonly secure?: 'tls' | 'starttls' | 'none';
  /** Whether `secure = "none"` may reach another machine. Default false. */
  readonly allow_plain?: boolean;
  readonly user?: string;
  readonly password?: string;
  /** `a@example.com` or `Name <a@example.com>`. */
  readonly from?: string;
  readonly to?: readonly string[];
  /** Default `[hookline]`. */
  readonly subject_prefix?: string;
  /** Default: `task_complete`, `permission.request`, `error.occurred`. */
  readonly events?: readonly ToldEvent[];
  /** Whether only what failed is mailed. Default false. */
  readonly only_failures?: boolean;
  /** Seconds; what went well is mailed only when it took at least so long. Default 60. */
  readonly min_duration?: number;
  /** Whether `error.occurred` is mailed of tools, too. Default false. */
  readonly tool_errors?: boolean;
  /** Whether mails name commands and quote errors. Default true. */
  readonly details?: boolean;
  /** Default `digest`. */
  readonly mode?: 'digest' | 'immediate';
  /** From the first event of a digest to its mail. Default 15. */
  readonly digest_minutes?: number;
  /** Whether the end of a session sends the digest at once. Default false. */
  readonly digest_at_session_end?: boolean;
}

declare module '@hookline/core' {
  interface PluginOptions {
    'email-notify': EmailNotifyOptions;
  }
}

export default definePlugin<ToldEvent, EmailNotifyOptions>({
  name: 'email-notify',
  events: TOLD_EVENTS,
  options: () => import('./options.ts'),
  deliveries: {
    mail: {
      attempts: ATTEMPTS,
      timeoutMs: TRY_MS,
      deliver: async (_, ctx) => (await import('./deliver-mail.ts')).deliverMail(ctx),
    },
    digest: {
      attempts: ATTEMPTS,
      timeoutMs: TRY_MS,
      deliver: async (data, ctx) => (await import('./deliver-digest.ts')).deliverDigest(data, ctx),
    },
  },
  setup({ options, on }) {
    const {
      events = DEFAULT_EVENTS,
      mode = 'digest',
      digest_at_session_end: flushes = false,
    } = options ?? {};
    for (const name of TOLD_EVENTS) {
      const mails = events.includes(name);
      const ends = mode === 'digest' && flushes && name === 'session_end';
      if (!mails && !ends) continue;
      on(name).observe(async (event, ctx) => {
        const told = mails && isTold(event, ctx.outcome, options);
        if (told && mode === 'immediate') ctx.enqueue('mail', {});
        if (mode === 'immediate' || (!told && !ends)) return;
        const { collect, flush } = await import('./collect.ts');
        if (told) collect(event, options, ctx);
        if (ends) flush(options, ctx);
      });
    }
  },
});
