/** Says why a mail was not taken: what passes is tried again, what a person has to see to is given up with what to do. */
import { errorText } from '@hookline/core/errors';
import { safeLine } from './safe-text.ts';

/** Why a mail was not taken. */
export interface SmtpFailure {
  /** A clause. */
  readonly what: string;
  readonly fix: string;
  readonly mayRetry: boolean;
}

/** A recipient that the server refused. */
export interface Refusal {
  readonly recipient: string;
  readonly what: string;
  readonly mayRetry: boolean;
}

/** What the mailer tells of a failure; every field may be missing. */
interface MailerError {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly recipient?: unknown;
  readonly rejectedErrors?: unknown;
}

/** Characters of what a server says. */
const SAID = 200;

/** Why a whole mail was not taken. `lateMs` when the try was stopped because its time was over. */
export function sendFailure(thrown: unknown, lateMs?: number): SmtpFailure {
  if (lateMs !== undefined) {
    return {
      what: `it was not done after ${Math.round(lateMs / 1_000)} s.`,
      fix: 'Check "host" and "port"; port 465 is for secure = "tls", 587 for "starttls".',
      mayRetry: true,
    };
  }
  const error: MailerError = thrown !== null && typeof thrown === 'object' ? thrown : {};
  const status = statusOf(error);
  const rejected = Array.isArray(error.rejectedErrors) ? error.rejectedErrors.map(refusalOf) : [];
  if (rejected.length > 0) {
    return {
      what: `it refused every recipient: ${rejected[0]?.what}`,
      fix: 'Check "to", and that the server takes mails for them from you ("user", "from").',
      mayRetry: rejected.some(({ mayRetry }) => mayRetry),
    };
  }
  if (error.code === 'ETLS' && status !== undefined) {
    return { what: `it does not do STARTTLS: ${saidBy(error)}`, fix: SECURE, mayRetry: status < 500 };
  }
  if (status !== undefined) {
    return { what: saidBy(error), fix: fixOf(error, status), mayRetry: status < 500 };
  }
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH') {
    return { what: `one cannot log in: ${text(thrown)}`, fix: LOGIN, mayRetry: false };
  }
  return { what: `${systemCode(thrown)}${text(thrown)}`, fix: connectionFix(thrown), mayRetry: true };
}

/** What a server says of one recipient. */
export function refusalOf(error: unknown): Refusal {
  const known: MailerError = error !== null && typeof error === 'object' ? error : {};
  const recipient = typeof known.recipient === 'string' ? known.recipient : 'A recipient';
  return { recipient, what: saidBy(known), mayRetry: (statusOf(known) ?? 0) < 500 };
}

const SECURE =
  'Check "secure": port 465 is for "tls", 587 for "starttls", a server on this machine often has "none".';
const LOGIN =
  'Check "user" and "password". With a second factor the provider gives a password of its own for apps.';

function fixOf({ code, command }: MailerError, status: number): string {
  if (code === 'EAUTH' || status === 530) return LOGIN;
  if (command === 'MAIL FROM') return 'Check "from": the server sends only for addresses that it knows.';
  if (status === 552)
    return 'The mail is too large for this server: choose fewer "events" or a shorter digest.';
  return status < 500 ? 'Nothing: it is tried again.' : 'See what the server says; the provider knows more.';
}

const statusOf = ({ responseCode }: MailerError): number | undefined =>
  typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600 ? responseCode : undefined;

const saidBy = ({ response }: MailerError): string =>
  typeof response === 'string' ? `"${safeLine(response, SAID)}".` : 'it gave no reason.';

const text = (thrown: unknown): string => safeLine(errorText(thrown), SAID);

function systemCode(thrown: unknown): string {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return typeof code === 'string' ? `${code}, ` : '';
}

const CERTIFICATE = /certificate|self.signed|altnames|unable to (?:get|verify)/i;
const NOT_TLS = /wrong version number|packet length|STARTTLS|TLS/i;

function connectionFix(thrown: unknown): string {
  const said = errorText(thrown);
  if (CERTIFICATE.test(said)) {
    return 'Nothing was sent. Name the authority of the server (NODE_EXTRA_CA_CERTS=/path/to/ca.pem), or correct "host".';
  }
  if (NOT_TLS.test(said)) {
    return SECURE;
  }
  return 'Check "host", "port" and the network, and that the server is running.';
}
