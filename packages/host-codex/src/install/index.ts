/** Installing Hookline into Codex. Cold: loads jsonc-parser and smol-toml, so the hot path never imports it. */

export { isNativeEvent, NATIVE_EVENTS, type NativeEventName } from '../wire/native-events.ts';
export { applyPlan } from './apply-plan.ts';
export { type CoveredEventsRequest, coveredEvents, hooksAreOff, onlyManagedHooks } from './covered-events.ts';
export {
  type CodexHandler,
  type HookCommandParts,
  hookCommand,
  hookCommandEvent,
  hookHandler,
} from './hook-command.ts';
export { type PlacedHandler, readHandlers } from './hooks-file.ts';
export { identityOf } from './hooks-groups.ts';
export type { InstallRequest, UninstallRequest } from './install-request.ts';
export {
  type InstalledFile,
  type InstalledLine,
  type InstalledRequest,
  installedFiles,
  type LineTrust,
} from './installed-lines.ts';
export {
  type HookListing,
  type ListCodexHooksRequest,
  type ListedHook,
  listCodexHooks,
} from './list-codex-hooks.ts';
export { type MovedHooks, movedHooks } from './migrate-files.ts';
export type { Untrusted } from './moved-trust.ts';
export { hooksPath, type InstallScope, type Places } from './places.ts';
export type { FileChange, InstallPlan } from './plan.ts';
export { planInstall, planUninstall } from './plan-install.ts';
export { type MigratePlan, type MigrateRequest, type MovedHook, planMigrate } from './plan-migrate.ts';
export { type MigrateBackPlan, planMigrateBack } from './plan-migrate-back.ts';
export { type SessionFlagsRequest, sessionFlags } from './session-flags.ts';
export { type HandlerDefinition, trustHash, trustKey } from './trust-hash.ts';
