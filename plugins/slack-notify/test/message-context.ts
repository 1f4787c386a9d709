/** The context of one delivery, with the real network and a state in memory. */
import type { EventName } from '@hookline/core';
import { type EventFields, recordedEvent } from '@hookline/testkit';
import type { MessageContext } from '../src/deliver.ts';
import type { SlackNotifyOptions } from '../src/index.ts';

export interface Told<N extends EventName> {
  readonly options: SlackNotifyOptions;
  readonly event: N;
  readonly fields?: EventFields<N>;
  readonly state?: Map<string, unknown>;
  readonly attempt?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly warnings?: string[];
}

export const messageContext = <N extends EventName>(told: Told<N>): MessageContext => {
  const state = told.state ?? new Map<string, unknown>();
  const nothing = (): void => {};
  return {
    options: told.options,
    event: recordedEvent(told.event, told.fields),
    attempt: told.attempt ?? 1,
    timeoutMs: told.timeoutMs ?? 10_000,
    signal: told.signal ?? new AbortController().signal,
    fetch: (url, init) => fetch(url, init),
    state: { get: (key) => state.get(key), set: (key, value) => Boolean(state.set(key, value)) },
    log: { debug: nothing, info: nothing, warn: (text) => told.warnings?.push(text), error: nothing },
    redact: (text) => text.replaceAll('hunter2hunter2', '[redacted]'),
  };
};
