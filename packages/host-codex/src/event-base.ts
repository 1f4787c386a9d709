/** The part that all events have in common, and the one place where events are put together. */
import type { EventBase, EventName, EventOf, LifecycleEvent } from '@hookline/core';
import type { DecodeScope } from '@hookline/core/engine';
import { readHead } from './transcript.ts';
import { readTurnContext } from './transcript-facts.ts';
import type { NativeEventName } from './wire/native-events.ts';
import { type Payload, path, required, text } from './wire/payload.ts';

/** The primary event, then the derived ones. */
export type Decoded = readonly [LifecycleEvent, ...LifecycleEvent[]];

type BuiltIn = Exclude<EventName, `integration.${string}`>;
type AnyBuiltIn = { [N in BuiltIn]: EventOf<N> }[BuiltIn];

/** The event without its absent fields, so that a condition or a log never meets an `undefined`. */
export function event<E extends AnyBuiltIn>(fields: E): LifecycleEvent {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as E;
}

/** A derived event beside its primary one: the same moment, an id of its own. */
export function beside(base: EventBase): EventBase {
  return { ...base, id: `${base.id.slice(0, base.id.lastIndexOf(':'))}:${suffix()}` };
}

/** The common fields. Throws HOOKLINE_HOST_PAYLOAD_INVALID without a session or a folder. */
export function eventBase(native: NativeEventName, payload: Payload, scope: DecodeScope): EventBase {
  const sessionId = required(path(payload, 'session_id'), 'session_id', 'a text');
  const cwd = required(path(payload, 'cwd'), 'cwd', 'a path');
  const turn = text(payload, 'turn_id');
  const call = text(payload, 'tool_use_id') ?? turn;
  const agentId = text(payload, 'agent_id');
  const transcriptPath = path(payload, 'transcript_path');
  return {
    id: [sessionId, native, ...(call ? [call] : []), suffix()].join(':'),
    timestamp: scope.now.toISOString(),
    sessionId,
    cwd,
    host: { name: 'codex', event: native },
    raw: payload,
    // Not said at the end of a session.
    model: text(payload, 'model') ?? readTurnContext(transcriptPath).model,
    provider: readHead(transcriptPath).provider,
    taskId: turn,
    transcriptPath,
    permissionMode: text(payload, 'permission_mode'),
    agent: agentId === undefined ? undefined : { id: agentId, type: text(payload, 'agent_type') },
  };
}

/** Several hooks of one call may run in the same millisecond, in processes of their own. */
const suffix = (): string => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
