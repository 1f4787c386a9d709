/**
 * The payloads of the built-in events as zod schemas, for what comes from outside: `hookline emit`, recorded
 * events, tests. The only part of the core that imports zod; nothing on the hot path imports this.
 */
export { EVENT_SCHEMAS } from './event-schemas.ts';
export { fieldNames } from './field-names.ts';
export { integration as INTEGRATION_SCHEMA } from './integration.ts';
export { type EventDefaults, type ParsedEvent, parseEvent } from './parse-event.ts';
