/** Delivers a digest: takes what was collected, sends one mail, and puts it away. Nothing collected, no mail. */
import type { DeliveryContext } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import type { DigestOrder } from './collect.ts';
import type { MailContext } from './deliver-mail.ts';
import { DigestStore } from './digest-store.ts';
import { mailOf } from './mail.ts';
import { mailboxOf } from './mailbox.ts';
import { sendMail } from './send-mail.ts';

/** What the delivery of a digest works with. */
export type DigestContext = Omit<MailContext, 'event'> & Pick<DeliveryContext<unknown>, 'places'>;

/**
 * Sends a digest.
 *
 * @throws HooklineError `HOOKLINE_CONFIG_INVALID`, `HOOKLINE_STATE_UNAVAILABLE`; `HOOKLINE_DELIVERY_FAILED`, with
 * `retryAfterMs` where another try may help
 */
export async function deliverDigest(data: unknown, ctx: DigestContext): Promise<void> {
  const { mailbox: key, batch } = orderOf(data);
  const mailbox = mailboxOf(ctx.options);
  const store = new DigestStore(ctx.places.hooklineHome, key);
  const notices = store.take(batch);
  if (notices.length > 0) await sendMail(mailOf(notices, mailbox, batch), mailbox, ctx);
  store.finish(batch);
}

/** Both become names of folders. */
const NAME = /^[\w-]{1,64}$/;

function orderOf(data: unknown): DigestOrder {
  const { mailbox, batch } = (data ?? {}) as Partial<DigestOrder>;
  if (NAME.test(mailbox ?? '') && NAME.test(batch ?? '')) return data as DigestOrder;
  throw new HooklineError('HOOKLINE_INTERNAL', { what: 'A digest was ordered without its name.' });
}
