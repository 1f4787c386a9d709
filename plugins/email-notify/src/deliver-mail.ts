/** Delivers the mail of one event. */
import type { DeliveryContext } from '@hookline/core';
import type { ToldPayload } from './choice.ts';
import type { EmailNotifyOptions } from './index.ts';
import { mailOf } from './mail.ts';
import { mailboxOf } from './mailbox.ts';
import { noticeOf } from './notice.ts';
import { type SendContext, sendMail } from './send-mail.ts';

/** What the delivery of a mail works with. */
export type MailContext = SendContext & Pick<DeliveryContext<EmailNotifyOptions>, 'event' | 'options'>;

/**
 * Sends the mail of the event.
 *
 * @throws HooklineError `HOOKLINE_CONFIG_INVALID`; `HOOKLINE_DELIVERY_FAILED`, with `retryAfterMs` where another try may help
 */
export async function deliverMail(ctx: MailContext): Promise<void> {
  const mailbox = mailboxOf(ctx.options);
  const details = ctx.options.details ?? true;
  const notice = noticeOf(ctx.event as ToldPayload, { details, redact: (text) => ctx.redact(text) });
  await sendMail(mailOf([notice], mailbox, ctx.event.id), mailbox, ctx);
}
