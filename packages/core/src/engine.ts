/** The engine: what a runtime uses to put an event through the lanes. Imports tapable; plugins never load this. */

export type { HandlerAnswer, Rewrite, Verdict } from './answer.ts';
export {
  type BrokenConfig,
  type ConfigProblem,
  DEFAULT_SETTINGS,
  type PluginCommand,
  type ResolvedConfig,
  type ResolvedPlugin,
  type Settings,
} from './config/resolved-config.ts';
export { estimateTokens } from './dispatch/context-budget.ts';
export { closesOnError, entryIsRequired } from './dispatch/failure-policy.ts';
export { type Guarded, type GuardLimits, guard } from './dispatch/guard.ts';
export { type Handler, PRIORITIES } from './dispatch/handler.ts';
export { createLifecycle, type Lifecycle } from './dispatch/lifecycle.ts';
export type {
  DispatchOptions,
  LifecycleHooks,
  LifecycleOptions,
  Listening,
  Registration,
} from './dispatch/lifecycle-options.ts';
export type { Attributed, HandlerFailure, HandlerRun, Outcome } from './dispatch/outcome.ts';
export { type GivenAnswer, type Reduced, reduce, refuses } from './dispatch/reduce.ts';
export { Stop } from './dispatch/stop.ts';
export {
  type Condition,
  type ConditionScope,
  conditionValue,
  holds,
  type Scalar,
} from './entry/condition.ts';
export { eventField } from './entry/event-field.ts';
export { type ExplainedCondition, explainedCondition } from './entry/explained-condition.ts';
export {
  type InterpolationScope,
  interpolate,
  interpolateValue,
  type ValueSource,
} from './entry/interpolate.ts';
export { matcherSelects } from './entry/matcher.ts';
export { hasMatcher, matcherSubject } from './entry/matcher-subject.ts';
export { originText } from './entry/resolved-entry.ts';
export { skipReason } from './entry/skip-reason.ts';
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
export type * from './host/host-adapter.ts';
