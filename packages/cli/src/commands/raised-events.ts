/** Makes the events that a person means by a name and data, in the agent's spelling or by hand. */
import { randomUUID } from 'node:crypto';
import type { LifecycleEvent } from '@hookline/core';
import { EVENTS, knownEventSpellings, resolveEventNames } from '@hookline/core/engine';
import { nearest } from '@hookline/core/errors';
import { parseEvent } from '@hookline/core/schemas';
import { codex, isNativeEvent } from '@hookline/host-codex';
import { type CommandContext, UsageError } from '../command-context.ts';
import { completedByHand } from './emit-by-hand.ts';
import type { EmitDefaults } from './emit-defaults.ts';
import { exampleOf } from './emit-examples.ts';
import { completedPayload } from './native-by-hand.ts';

/** For what is said when it does not fit. */
export interface Asking {
  /** Why an event may be unknown. */
  readonly notes?: readonly string[];
  /** The command that was typed. */
  readonly command?: string;
}

/**
 * The events of a name with data; several where a payload of the agent stands for several.
 *
 * @throws UsageError for an event that nobody knows, and for data that does not fit it
 */
export function raisedEvents(
  name: string,
  data: unknown,
  { session, now }: Pick<EmitDefaults, 'session' | 'now'>,
  context: Pick<CommandContext, 'cwd' | 'env'>,
  { notes = [], command }: Asking = {},
): readonly [LifecycleEvent, ...LifecycleEvent[]] {
  const record = isRecord(data) ? data : undefined;
  // A recorded payload of the agent, whatever spelling was asked for: it says itself what it is.
  if (record && ('hook_event_name' in record || isNativeEvent(name))) {
    const native = String(record['hook_event_name'] ?? name);
    const payload = completedPayload(native, record, {
      sessionId: session ?? 'emitted',
      cwd: context.cwd,
    });
    const decoded = codex.decode(JSON.stringify(payload), { now, env: context.env, event: name });
    if (!decoded.ok) {
      const why = decoded.error.details.why ?? decoded.error.message;
      const byHand = resolveEventNames(name).filter((known) => known !== name);
      const hint =
        'hook_event_name' in record || byHand.length === 0
          ? ''
          : ` To type fields by hand, name the event: ${byHand.join(', ')}.`;
      throw new UsageError(`The data is no payload of Codex for ${native}: ${why}${hint}`);
    }
    return decoded.events;
  }
  const [wireName] = resolveEventNames(name);
  if (wireName === undefined) throw new UsageError([unknownEvent(name), ...notes].join('\n  '));
  const parsed = parseEvent(wireName, record ? completedByHand(wireName, record) : data, {
    id: randomUUID(),
    timestamp: now.toISOString(),
    sessionId: session ?? `emit-${randomUUID()}`,
    cwd: context.cwd,
    host: { name: 'hookline' },
    raw: data,
  });
  if (!parsed.ok)
    throw new UsageError(
      `The data does not fit ${wireName}:\n  ${parsed.problems.join('\n  ')}${exampleOf(wireName, command)}`,
    );
  return [parsed.event];
}

/** What is said of an event that nobody knows. */
export function unknownEvent(name: string): string {
  const meant = nearest(name, knownEventSpellings());
  const hint = meant
    ? `Did you mean "${meant}"?`
    : `Known: ${Object.keys(EVENTS).join(', ')}, integration.<name>`;
  return `There is no event "${name}". ${hint}`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
