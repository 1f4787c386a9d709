/** Who is written to, through which server: the options once their variables are filled in, checked. */
import { HooklineError } from '@hookline/core/errors';
import type { EmailNotifyOptions } from './index.ts';
import { isLoopback, type MailAddress, parseAddress, parseAddresses } from './mail-address.ts';

/** How the connection is kept from others. */
export type Security = 'tls' | 'starttls' | 'none';

/** Where mails go. */
export interface Mailbox {
  readonly host: string;
  readonly port: number;
  readonly secure: Security;
  readonly login?: { readonly user: string; readonly password: string };
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subjectPrefix: string;
}

const PORTS: Readonly<Record<Security, number>> = { tls: 465, starttls: 587, none: 25 };
export const DEFAULT_PREFIX = '[hookline]';
const HOST = /^[A-Za-z0-9._:[\]-]{1,255}$/;

/**
 * The mailbox of the options. Errors quote no value: it may be a secret in the wrong place.
 *
 * @throws HooklineError `HOOKLINE_CONFIG_INVALID`
 */
export function mailboxOf(options: EmailNotifyOptions): Mailbox {
  const { host = '', user, password, secure = 'starttls', allow_plain: allowPlain = false } = options;
  if (!HOST.test(host)) throw refused('"host" is not the name of a server.', 'Check "host" or its variable.');
  const port = Number(options.port ?? PORTS[secure]);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw refused('"port" is not the number of a port.', 'Check "port" or its variable.');
  }
  if (secure === 'none' && !allowPlain && !isLoopback(host)) throw refused(PLAIN_PROBLEM, PLAIN_FIX);
  const from = parseAddress(options.from ?? '');
  if (!from) throw refused('"from" is not an address of mail.', 'Check "from" or its variable.');
  const to = parseAddresses(options.to ?? []);
  if (to === undefined || to.length === 0) {
    throw refused('"to" has what is not an address of mail, or none.', 'Check "to" or its variable.');
  }
  if (user !== undefined && !password) {
    throw refused('"user" is given and "password" is not.', 'Write password = "${SMTP_PASSWORD}".');
  }
  return {
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port,
    secure,
    ...(user !== undefined && { login: { user, password: password ?? '' } }),
    from,
    to,
    subjectPrefix: options.subject_prefix ?? DEFAULT_PREFIX,
  };
}

/** The same where the options are checked. */
export const PLAIN_PROBLEM = 'secure = "none" sends mails and the password so that others can read them.';
export const PLAIN_FIX =
  'Write secure = "starttls" or "tls". It works as it is for a server on this machine, or with allow_plain = true.';

const refused = (what: string, fix: string): HooklineError =>
  new HooklineError('HOOKLINE_CONFIG_INVALID', { what, where: 'plugins.email-notify', fix });

/** A name for a mailbox that tells nothing of it: mails to the same people wait together. */
export function mailboxKey({ host, port, from, to, subjectPrefix }: Mailbox): string {
  const people = to.map(({ address }) => address).sort();
  return digestOf(JSON.stringify([host, port, from.address, people, subjectPrefix]));
}

/** 32 hexadecimal digits that stand for a text. */
export const digestOf = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, 32);
