/**
 * Reads what Slack answered: whether the message is there, whether another try may help, and what a person has to do if
 * not. What is no word of Slack's comes from something in between, a proxy or a sign-in page, and passes.
 */
import { API_FIXES, PASSING, WEBHOOK_FIXES } from './fixes.ts';

/** An answer, its body read. `body` is undefined when it was larger than any answer of Slack. */
export interface Answer {
  readonly status: number;
  readonly body: string | undefined;
  /** Milliseconds that it asks to wait. */
  readonly waitMs?: number;
}

/** Why a message is not there. */
export interface FailedTry {
  /** A clause: `it answered 500.` */
  readonly what: string;
  readonly fix: string;
  readonly mayRetry: boolean;
  readonly waitMs?: number;
  /** Slack's own word. */
  readonly word?: string;
}

/** A message that Slack has. */
export interface Posted {
  /** The id of the message in its channel; only `chat.postMessage` tells it. */
  readonly ts?: string;
}

/** Statuses below 500 that say "later", or that something before Slack says. */
const LATER = new Set([403, 407, 408, 425, 429]);
const WORD = /^[a-z][a-z0-9_]{2,60}$/;
const IN_BETWEEN =
  'Something between here and Slack answers in its place: look for a proxy or a sign-in page of the network.';

/** What an incoming webhook said: `ok`, or a word. */
export function webhookAnswer(answer: Answer): Posted | FailedTry {
  const text = answer.body?.trim() ?? '';
  if (answer.status === 200 && text === 'ok') return {};
  return failed(answer, WORD.test(text) ? text : undefined, WEBHOOK_FIXES);
}

/** What `chat.postMessage` said: JSON with `ok`, and a word in `error`. */
export function apiAnswer(answer: Answer): Posted | FailedTry {
  const { ok, ts, error } = parsed(answer.body);
  if (answer.status === 200 && ok === true) return typeof ts === 'string' ? { ts } : {};
  const word = ok === false && typeof error === 'string' && WORD.test(error) ? error : undefined;
  return failed(answer, word, API_FIXES);
}

function failed(
  { status, body, waitMs }: Answer,
  word: string | undefined,
  fixes: Readonly<Record<string, string>>,
): FailedTry {
  if (status >= 300 && status < 400) {
    return {
      what: `it answered ${status}: a redirect, which is never followed, because the message would go elsewhere.`,
      fix: 'Write the final address.',
      mayRetry: false,
    };
  }
  const isPassing = status === 429 || status >= 500 || (word !== undefined && PASSING.has(word));
  if (isPassing) {
    const fix = status === 429 ? 'Tell the channel of fewer "events".' : 'See https://slack-status.com.';
    return { what: `it answered ${word ?? status}.`, fix, mayRetry: true, waitMs, word };
  }
  if (word !== undefined && word !== 'ok') {
    const fix = fixes[word] ?? `Look up "${word}" in Slack's documentation.`;
    return { what: `it answered ${word} (${status}).`, fix, mayRetry: false, word };
  }
  if (status >= 400 && !LATER.has(status)) {
    return { what: `it answered ${status}.`, fix: 'Check the address.', mayRetry: false };
  }
  const size = body === undefined ? 'with more than 64 KiB' : 'with what is no answer of Slack';
  return { what: `it answered ${status} ${size}.`, fix: IN_BETWEEN, mayRetry: true, waitMs };
}

function parsed(body: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
