/** What a handler kind needs to run an entry. Kept free of tapable and zod: kinds are on the hot path. */
export { eventField } from './entry/event-field.ts';
export { type InterpolationScope, interpolate, interpolateValue } from './entry/interpolate.ts';
export { originText } from './entry/resolved-entry.ts';
export { eventSpec } from './events/table.ts';
