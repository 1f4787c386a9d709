import { EVENT_SCHEMAS } from './event-schemas.ts';

/** The names of the fields that an event can have; none for an event that is not built in. */
export function fieldNames(event: string): readonly string[] {
  if (!Object.hasOwn(EVENT_SCHEMAS, event)) return [];
  return Object.keys(EVENT_SCHEMAS[event as keyof typeof EVENT_SCHEMAS].unwrap().shape);
}
