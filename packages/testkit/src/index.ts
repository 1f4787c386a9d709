/** What tests of plugins are written with. */
export type { BenchOptions, RunResult } from './bench.ts';
export {
  expectAllowed,
  expectAsked,
  expectContext,
  expectDenied,
  expectFailed,
  expectFeedback,
  expectNoOpinion,
  expectResumed,
  expectRewritten,
  type Text,
} from './expect.ts';
export type { ExecPlan, PlannedExec } from './fakes/exec.ts';
export type { FetchPlan, PlannedResponse } from './fakes/fetch.ts';
export type { EnqueuedWork, LogLine, RecordedExec, RecordedLine, RecordedRequest } from './fakes/record.ts';
export { checkPackage, type PackageProblem } from './package/check-package.ts';
export { type PluginSchema, pluginSchema, type ToldSchema } from './package/plugin-schema.ts';
export { type EventFields, recordedEvent, recordedEvents } from './recorded-event.ts';
export { type CommandResult, type CommandTestOptions, testCommand } from './test-command.ts';
export type { DeliverOptions, DeliverResult } from './test-delivery.ts';
export { type HandlerTestOptions, type TestedHandler, testHandler } from './test-handler.ts';
export { type PluginTestOptions, type Runnable, type TestedPlugin, testPlugin } from './test-plugin.ts';
