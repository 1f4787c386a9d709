/** The hot path: everything here is loaded for every event, and nothing here loads zod, cosmiconfig or execa. */

export { type Homes, homesOf } from '@hookline/config/homes';
export {
  type ConfigInForce,
  type ConfigLoader,
  type ConfigSource,
  configInForce,
  EMPTY_CONFIG,
  hasRequired,
} from './hook/config-source.ts';
export { enabledSwitch, withSwitch } from './hook/enabled-switch.ts';
export { EventRun, type EventRunSources } from './hook/event-run.ts';
export { createPledge, type Pledge, type Stance } from './hook/pledge.ts';
export { type HookSources, pledgedReply, runHook } from './hook/run-hook.ts';
export { within } from './hook/within.ts';
export {
  type BundledKinds,
  buildLifecycle,
  findKind,
  type ImportTogether,
  listensTo,
} from './plugins/build-lifecycle.ts';
export { type CapabilitySources, capabilityFactory } from './plugins/capabilities.ts';
export { type ImportModule, kindOf, loadPlugin, optionsOf } from './plugins/load-plugin.ts';
export { appendLine } from './state/append-line.ts';
export { createHookLog, type HookLog, type LogLevel, wantsDebug } from './state/hook-log.ts';
export { appendJournal, decisionOf, type JournalLine, journal, subjectOf } from './state/journal.ts';
export { readJson, writeWhole } from './state/private-file.ts';
export { createRedact } from './state/redact.ts';
export { sessionState } from './state/session-state.ts';
