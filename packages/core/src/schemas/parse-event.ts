/**
 * Reads an event that a person or a program wrote. What stamps an event (id, time, session, folder, host) is filled
 * in where it is missing; what the event says is never made up.
 */
import type { ZodType, z } from 'zod';
import { nearest } from '../errors/nearest.ts';
import { EVENTS, knownEventSpellings, resolveEventNames } from '../events/table.ts';
import type { EventBase, LifecycleEvent } from '../index.ts';
import { EVENT_SCHEMAS } from './event-schemas.ts';
import { integration, thirdParty } from './integration.ts';

/** What stamps an event that does not say it itself. */
export type EventDefaults = Pick<EventBase, 'id' | 'timestamp' | 'sessionId' | 'cwd' | 'host'> & {
  /** Default: the data as it was given. */
  readonly raw?: unknown;
};

/** An event, or every reason why it is none, each a plain sentence. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: LifecycleEvent }
  | { readonly ok: false; readonly problems: readonly string[] };

const refused = (...problems: string[]): ParsedEvent => ({ ok: false, problems });

/**
 * Checks an event's data and fills in its stamp. `name` may be any accepted spelling of one event. For an
 * `integration.*` event the whole of `data` becomes its `data`, unless it is such an event already (its `type` is
 * that name).
 */
export function parseEvent(name: string, data: unknown, defaults: EventDefaults): ParsedEvent {
  const [type, ...others] = resolveEventNames(name);
  if (type === undefined) return refused(unknownEvent(name));
  if (others.length > 0) {
    return refused(`"${name}" stands for several events; name one of ${[type, ...others].join(', ')}.`);
  }
  const given = type.startsWith('integration.') && !isEvent(data, type) ? { data } : (data ?? {});
  if (!isObject(given))
    return refused(`The data of ${type} must be a JSON object; this is ${kindOf(given)}.`);
  const { type: says = type } = given;
  if (says !== type) return refused(`The data says type ${JSON.stringify(says)}, but the event is ${type}.`);

  const parsed = schemaOf(type).safeParse(
    { raw: data ?? {}, ...defaults, ...stamped(given), type },
    { reportInput: true },
  );
  if (parsed.success) return { ok: true, event: parsed.data as LifecycleEvent };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => sentences(issue, type)) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isEvent = (data: unknown, type: string): boolean => isObject(data) && data['type'] === type;

/** An undefined field is a missing one: it must not stand in the way of a default. */
const stamped = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

function unknownEvent(name: string): string {
  const meant = nearest(name, knownEventSpellings());
  return `There is no event "${name}".${meant ? ` Did you mean "${meant}"?` : ''}`;
}

function schemaOf(type: string): ZodType {
  if (Object.hasOwn(EVENTS, type)) return EVENT_SCHEMAS[type as keyof typeof EVENT_SCHEMAS];
  return type.startsWith('integration.') ? integration : thirdParty;
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

function sentences(issue: z.core.$ZodIssue, type: string): string[] {
  const where = issue.path.map(String).join('.') || type;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const meant = issue.path.length === 0 ? nearest(key, fieldsOf(type)) : undefined;
      return `${[...issue.path, key].join('.')} is no field of ${type}.${meant ? ` Did you mean ${meant}?` : ''}`;
    });
  }
  if (issue.code === 'invalid_type') {
    const expected = WORDS[issue.expected] ?? issue.expected;
    return [
      issue.input === undefined
        ? `${where} is missing; expected ${expected}.`
        : `${where} must be ${expected}, but is ${kindOf(issue.input)}.`,
    ];
  }
  return [`${where}: ${issue.message}`];
}

function fieldsOf(type: string): string[] {
  const schema = schemaOf(type) as unknown as {
    readonly def?: { readonly innerType?: { readonly shape?: object } };
  };
  return Object.keys(schema.def?.innerType?.shape ?? {});
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
