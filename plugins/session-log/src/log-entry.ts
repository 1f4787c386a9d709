import type { EventOf } from '@hookline/core';
import type { Decision } from './decision.ts';
import type { DecidedEvent, LoggedEvent } from './events.ts';

/** Any event that gets a line. */
export type LoggedPayload = { [N in LoggedEvent | DecidedEvent]: EventOf<N> }[LoggedEvent | DecidedEvent];

/** What a line says. Nothing in it is redacted or made safe yet. */
export interface LogEntry {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** What happened, in fixed words. */
  readonly title: string;
  /** What it happened to. */
  readonly subject?: string;
  /** In parentheses, in this order. */
  readonly details: readonly string[];
  readonly durationMs?: number;
  /** The fields of a JSON line. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What an entry depends on besides the event. */
export interface EntryOptions {
  /** Whether commands are named. */
  readonly commands: boolean;
  /** What hooks have decided. */
  readonly decision: Decision | undefined;
}

/** The texts that are there. */
export const known = (...texts: readonly (string | undefined)[]): string[] =>
  texts.filter((text) => text !== undefined && text !== '') as string[];
