/** The context of one delivery, with a state in memory. */
import type { EventName } from '@hookline/core';
import { type EventFields, recordedEvent } from '@hookline/testkit';
import type { MailContext } from '../src/deliver-mail.ts';
import type { EmailNotifyOptions } from '../src/index.ts';

export interface Mailed<N extends EventName> {
  readonly options: EmailNotifyOptions;
  readonly event: N;
  readonly fields?: EventFields<N>;
  readonly state?: Map<string, unknown>;
  readonly attempt?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly warnings?: string[];
  readonly tls?: MailContext['tls'];
}

export const mailContext = <N extends EventName>(mailed: Mailed<N>): MailContext => {
  const state = mailed.state ?? new Map<string, unknown>();
  const nothing = (): void => {};
  return {
    options: mailed.options,
    event: recordedEvent(mailed.event, mailed.fields),
    attempt: mailed.attempt ?? 1,
    timeoutMs: mailed.timeoutMs ?? 10_000,
    signal: mailed.signal ?? new AbortController().signal,
    state: { get: (key) => state.get(key), set: (key, value) => Boolean(state.set(key, value)) },
    log: { debug: nothing, info: nothing, warn: (text) => mailed.warnings?.push(text), error: nothing },
    redact: (text) => text.replaceAll('hunter2hunter2', '[redacted]'),
    ...(mailed.tls && { tls: mailed.tls }),
  };
};

/** Options for a server on this machine. */
export const loopback = (port: number, more: EmailNotifyOptions = {}): EmailNotifyOptions => ({
  host: '127.0.0.1',
  port,
  secure: 'none',
  from: 'Hookline <hookline@example.com>',
  to: ['team@example.com'],
  ...more,
});
