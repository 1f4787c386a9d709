import type { EventName, EventOf, LifecycleEvent } from '@hookline/core';
import { EVENTS } from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';
import { type EventDefaults, parseEvent } from '@hookline/core/schemas';
import { changeEvent } from './change-event.ts';
import { RECORDED } from './recorded/index.ts';

/** The fields of an event that a test may replace. */
export type EventFields<N extends EventName> = Partial<Omit<EventOf<N>, 'type'>>;

const { id, timestamp, sessionId, cwd } = RECORDED.session_start;
const STAMP: EventDefaults = { id, timestamp, sessionId, cwd, host: { name: 'hookline' }, raw: {} };

/**
 * The recorded event of that name with these fields replaced, and without those that are given as `undefined`, checked
 * as an event from outside is. An
 * `integration.*` event and one that a package defines are sent by no agent: they are what the fields say.
 *
 * @throws HooklineError `HOOKLINE_USAGE` for an unknown event, and for a field that the event does not have.
 */
export function recordedEvent<N extends EventName>(name: N, fields?: EventFields<N>): EventOf<N> {
  const recorded = Object.hasOwn(EVENTS, name) ? RECORDED[name as keyof typeof RECORDED] : undefined;
  const data = recorded
    ? { ...changeEvent(recorded, fields ?? {}), ...undefinedIn(fields ?? {}) }
    : { ...(name.startsWith('integration.') && { data: {} }), ...fields, type: name };
  const parsed = parseEvent(name, data, STAMP);
  if (parsed.ok) return parsed.event as EventOf<N>;
  throw new HooklineError('HOOKLINE_USAGE', {
    what: `This is no event "${name}": ${parsed.problems.join(' ')}`,
    fix: 'Give names and fields as docs/events.md lists them.',
  });
}

/** Fields that a test takes away, as the agent leaves them out. */
const undefinedIn = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value === undefined));

/** One recorded event of every kind, in the order of the event table. */
export const recordedEvents = (): readonly LifecycleEvent[] => Object.values(RECORDED);
