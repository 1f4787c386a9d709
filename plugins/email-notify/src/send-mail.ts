/**
 * Hands a mail to the server. Who of the recipients has it is remembered: where a server takes a mail for some and asks
 * to come again for others, only those others are tried again.
 */
import type { DeliveryContext } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { backoffMs } from './backoff.ts';
import type { EmailNotifyOptions } from './index.ts';
import type { Mail } from './mail.ts';
import type { Mailbox } from './mailbox.ts';
import { type Refusal, refusalOf, type SmtpFailure, sendFailure } from './smtp-failure.ts';

/** What sending works with. */
export interface SendContext
  extends Pick<
    DeliveryContext<EmailNotifyOptions>,
    'attempt' | 'log' | 'redact' | 'signal' | 'state' | 'timeoutMs'
  > {
  /** What the connection trusts; for tests. */
  readonly tls?: SMTPTransportOptions['tls'];
}

/** Part of the time of a try; the rest is for saying that it was too short. */
const SHARE = 0.9;

/**
 * Sends the mail to everybody of the mailbox who does not have it yet.
 *
 * @throws HooklineError `HOOKLINE_DELIVERY_FAILED`, with `retryAfterMs` where another try may help
 */
export async function sendMail(mail: Mail, mailbox: Mailbox, ctx: SendContext): Promise<void> {
  const key = `mailed ${mail.messageId}`;
  const stored = ctx.state.get(key);
  const done = new Set(Array.isArray(stored) ? stored : []);
  const open = mailbox.to.map(({ address }) => address).filter((address) => !done.has(address));
  if (open.length === 0) return;
  const refused = await transmit(mail, mailbox, open, ctx);
  const later = refused.filter(({ mayRetry }) => mayRetry).map(({ recipient }) => recipient);
  for (const { recipient, what, mayRetry } of refused) {
    if (!mayRetry) ctx.log.warn(ctx.redact(`${recipient} does not get this mail, others do: ${what}`));
  }
  if (later.length === 0) {
    if (stored !== undefined) ctx.state.set(key, undefined);
    return;
  }
  const settled = mailbox.to.map(({ address }) => address).filter((address) => !later.includes(address));
  if (!ctx.state.set(key, settled))
    ctx.log.warn('Who has this mail could not be remembered: some get it again.');
  throw failed({ ...laterFailure(refused), mayRetry: true }, mailbox, ctx);
}

/** The recipients that the server refused, of some. */
async function transmit(
  mail: Mail,
  mailbox: Mailbox,
  open: readonly string[],
  ctx: SendContext,
): Promise<readonly Refusal[]> {
  const { createTransport } = await import('nodemailer');
  const timeoutMs = Math.max(1, Math.round(ctx.timeoutMs * SHARE));
  const timer = AbortSignal.timeout(timeoutMs);
  const { host, port, secure, login, from, to } = mailbox;
  const transport = createTransport({
    host,
    port,
    secure: secure === 'tls',
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'none',
    // Also where the server does not say that one can log in: a mail of nobody is not what was asked for.
    ...(login && { auth: { user: login.user, pass: login.password }, forceAuth: true }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2', ...ctx.tls },
  });
  const { subject, text, html, messageId, thread } = mail;
  try {
    const { rejectedErrors = [] } = await transport.sendMail({
      signal: AbortSignal.any([ctx.signal, timer]),
      envelope: { from: from.address, to: [...open] },
      from: { ...from },
      to: to.map((one) => ({ ...one })),
      subject,
      text,
      html,
      messageId,
      ...(thread !== undefined && { inReplyTo: thread, references: [thread] }),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    return rejectedErrors.map(refusalOf);
  } catch (thrown) {
    const isLate = timer.aborted || ctx.signal.aborted;
    throw failed(sendFailure(thrown, isLate ? ctx.timeoutMs : undefined), mailbox, ctx);
  } finally {
    transport.close();
  }
}

function laterFailure(refused: readonly Refusal[]): Pick<SmtpFailure, 'what' | 'fix'> {
  const later = refused.filter(({ mayRetry }) => mayRetry);
  return {
    what: `it asks to come again for ${later.length} of the recipients: ${later[0]?.what}`,
    fix: 'Nothing: it is tried again for them alone.',
  };
}

function failed({ what, fix, mayRetry }: SmtpFailure, { host, port }: Mailbox, ctx: SendContext) {
  return new HooklineError('HOOKLINE_DELIVERY_FAILED', {
    what: ctx.redact(`The mail server ${host}:${port} did not take the mail: ${what}`),
    where: 'plugins.email-notify',
    fix: ctx.redact(fix),
    ...(mayRetry && { retryAfterMs: backoffMs(ctx.attempt, Math.random) }),
  });
}
