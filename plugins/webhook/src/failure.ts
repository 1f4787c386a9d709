/**
 * Turns a delivery that did not work into the error that says what happened and what to do. Never names a header,
 * a path or a query: addresses of chat services are secrets as a whole.
 */
import { errorText, HooklineError } from '@hookline/core/errors';

/** A failed try, and whether another one may help. */
export interface FailedTry {
  readonly what: string;
  readonly fix: string;
  readonly mayRetry: boolean;
  /** Milliseconds that the server asked to wait. */
  readonly waitMs?: number;
}

/** Where a webhook failed. */
export interface FailureScope {
  readonly origin: string;
  readonly where: string;
  readonly redact: (text: string) => string;
}

/** The error of a delivery that is given up, or left to a later try. */
export function deliveryFailed(
  { what, fix }: Pick<FailedTry, 'what' | 'fix'>,
  tries: number,
  { origin, where, redact }: FailureScope,
  retryAfterMs?: number,
): HooklineError {
  const count = tries > 1 ? ` It was tried ${tries} times.` : '';
  return new HooklineError('HOOKLINE_WEBHOOK_FAILED', {
    what: redact(`The webhook at ${origin} failed: ${what}${count}`),
    where,
    fix: redact(fix),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

const FIXES: Readonly<Record<number, string>> = {
  400: 'The server does not take this payload: see what it expects.',
  401: 'Check the token in "headers", and that its variable has the right value.',
  403: 'Check the token in "headers" and what it is allowed to do.',
  404: 'Check "url".',
  405: 'Check "method".',
  408: 'Raise "retry_count".',
  410: 'The address is gone: check "url".',
  413: 'The server does not take payloads of this size.',
  429: 'The server takes fewer calls: raise "retry_count" and "timeout".',
};

const RETRIABLE = new Set([408, 425, 429]);

/** A response whose status is not a success. */
export function statusFailure(status: number, statusText: string, waitMs: number | undefined): FailedTry {
  const printable = statusText.replaceAll(/[^\x20-\x7e]/g, '');
  // Cut at a blank: half a secret would not be known as one.
  const words = printable.length > 60 ? printable.slice(0, 60).replace(/\S*$/, '').trim() : printable;
  return {
    what: `the server answered ${status}${words ? ` ${words}` : ''}.`,
    fix:
      FIXES[status] ??
      (status >= 500
        ? 'Look at the server; "retry_count" bridges short outages.'
        : 'Check "url" and "headers".'),
    mayRetry: RETRIABLE.has(status) || status >= 500,
    waitMs,
  };
}

/** Not every version gives its parse errors a code. */
const NOT_HTTP = 'NOT_HTTP';

/** What the system says, deep inside the error of a fetch. */
function systemError(thrown: unknown): { code?: string; text: string } {
  let error = thrown;
  for (let depth = 0; depth < 4 && error instanceof Error; depth++) {
    if (error.name === 'HTTPParserError') return { code: NOT_HTTP, text: errorText(error) };
    if ('code' in error && typeof error.code === 'string')
      return { code: error.code, text: errorText(error) };
    if (error.cause === undefined) break;
    error = error.cause;
  }
  return { text: errorText(error) };
}

/** What the other side shows is not to be trusted. */
const CERTIFICATE = /^(?:ERR_TLS_CERT|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/;
/** https to what speaks something else. */
const NOT_TLS = /^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO$)/;
const HOPELESS = /^(?:ERR_TLS|ERR_SSL|ERR_INVALID|UND_ERR_INVALID_ARG)/;

/** A request that got no response, or only half of one. */
export function networkFailure(thrown: unknown): FailedTry {
  const { code, text } = systemError(thrown);
  if (code === NOT_HTTP) {
    return {
      what: 'what answered does not speak HTTP.',
      fix: 'Check the port and http or https in "url".',
      mayRetry: false,
    };
  }
  if (code !== undefined && CERTIFICATE.test(code)) {
    return {
      what: `the certificate of the server is not trusted (${code}), so nothing was sent.`,
      fix: 'Give the server a certificate of a known authority, or name your own authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
      mayRetry: false,
    };
  }
  if (code !== undefined && NOT_TLS.test(code)) {
    return {
      what: `what answered does not speak TLS (${code}).`,
      fix: 'Check the port and http or https in "url".',
      mayRetry: false,
    };
  }
  return {
    what: code === undefined ? `${text}.` : `the connection failed (${code}).`,
    fix:
      code === 'ECONNREFUSED' || code === 'ENOTFOUND'
        ? 'Check "url", and that the server is running.'
        : 'Check "url" and the network; "retry_count" bridges short outages.',
    mayRetry: code === undefined || !HOPELESS.test(code),
  };
}
