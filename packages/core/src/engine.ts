/** The engine: what a runtime uses to put an event through the lanes. Imports tapable; plugins never load this. */
export { type Condition, type ConditionScope, conditionValue, holds, type Scalar } from './entry/condition.ts';
export { eventField } from './entry/event-field.ts';
export { interpolate, interpolateValue, type InterpolationScope } from './entry/interpolate.ts';
export { matcherSelects } from './entry/matcher.ts';
export {
  addEventSpec,
  type BuiltInEvent,
  CATEGORIES,
  EVENTS,
  type EventSpec,
  eventSpec,
  knownEventSpellings,
  type RequiredFailure,
  resolveEventNames,
} from './events/table.ts';
export type { HandlerAnswer, Rewrite, Verdict } from './answer.ts';
export {
  type BrokenConfig,
  type ConfigProblem,
  DEFAULT_SETTINGS,
  type ResolvedConfig,
  type ResolvedPlugin,
  type Settings,
} from './config/resolved-config.ts';
export type { Attributed, HandlerFailure, HandlerRun, Outcome } from './dispatch/outcome.ts';
export type * from './host/host-adapter.ts';
