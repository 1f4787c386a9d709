/** The authoring API: what a plugin imports. Kept free of tapable and zod, because every plugin loads it. */
export type { HandlerAnswer, Rewrite, Verdict } from './answer.ts';
export type { Outcome } from './dispatch/outcome.ts';
export type { Condition, Scalar } from './entry/condition.ts';
export type { ApprovedFile, Delivery, Origin, Priority, ResolvedEntry } from './entry/resolved-entry.ts';
export type {
  EventDefinition,
  EventName,
  EventOf,
  Lane,
  LanesOf,
  LifecycleEvent,
  LifecycleEvents,
  VerdictKind,
  VerdictsOf,
} from './events/lifecycle-events.ts';
export type * from './events/payloads.ts';
export type { EventSpec } from './events/table.ts';
export type * from './plugin/capabilities.ts';
export type * from './plugin/command.ts';
export type * from './plugin/context.ts';
export { defineCommand, defineEvent, defineHandler, definePlugin } from './plugin/define.ts';
export type * from './plugin/delivery.ts';
export type {
  HandlerKind,
  LaneRegistrar,
  On,
  OptionsSchema,
  PluginDefinition,
  RunContext,
  SetupContext,
} from './plugin/plugin.ts';
export type { PluginOptions } from './plugin/plugin-options.ts';
