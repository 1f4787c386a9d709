/**
 * Puts an event into the digest that is being collected, and sees that a delivery will send it. The event is written
 * first: a delivery that has just begun takes it along, or it is not yet there and is asked for anew.
 */
import type { Capabilities, LaneContext } from '@hookline/core';
import type { ToldPayload } from './choice.ts';
import { DigestStore } from './digest-store.ts';
import type { EmailNotifyOptions } from './index.ts';
import { mailboxKey, mailboxOf } from './mailbox.ts';
import { noticeOf } from './notice.ts';

/** Minutes. */
export const DEFAULT_DIGEST_MINUTES = 15;

/** What a delivery of a digest is given. */
export interface DigestOrder {
  /** Which collection; the folder of its events. */
  readonly mailbox: string;
  /** The name of this delivery, the same for all its tries. */
  readonly batch: string;
}

type CollectContext = Pick<Capabilities, 'places' | 'redact'> & Pick<LaneContext, 'enqueue'>;

/**
 * Adds an event to the digest.
 *
 * @throws HooklineError `HOOKLINE_CONFIG_INVALID`, `HOOKLINE_STATE_UNAVAILABLE`, `HOOKLINE_SPOOL_WRITE_FAILED`
 */
export function collect(event: ToldPayload, options: EmailNotifyOptions, ctx: CollectContext): void {
  const mailbox = mailboxKey(mailboxOf(options));
  const store = new DigestStore(ctx.places.hooklineHome, mailbox);
  store.put(noticeOf(event, { details: options.details ?? true, redact: (text) => ctx.redact(text) }));
  const delayMs = (options.digest_minutes ?? DEFAULT_DIGEST_MINUTES) * 60_000;
  if (store.isOrdered(delayMs)) return;
  order(mailbox, ctx, { target: `digest ${mailbox}`, delayMs });
  store.markOrdered();
}

/**
 * Sends what is collected at once.
 *
 * @throws HooklineError as {@link collect} does
 */
export function flush(options: EmailNotifyOptions, ctx: CollectContext): void {
  const mailbox = mailboxKey(mailboxOf(options));
  // Not behind the delivery that waits for its time: that one will find nothing, or what came later.
  if (new DigestStore(ctx.places.hooklineHome, mailbox).hasWaiting()) {
    order(mailbox, ctx, { target: `digest ${mailbox} now` });
  }
}

function order(
  mailbox: string,
  ctx: CollectContext,
  when: { readonly target: string; readonly delayMs?: number },
): void {
  const batch = process.getBuiltinModule('node:crypto').randomUUID();
  ctx.enqueue('digest', { mailbox, batch } satisfies DigestOrder, when);
}
