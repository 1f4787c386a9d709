/** Finds, checks and resolves configuration. The cold path: a hook reads a snapshot instead. */
export {
  type CategoryDefaultsConfig,
  type ConditionConfig,
  defineConfig,
  type EntryConfig,
  type HooklineConfig,
  type HooksConfig,
  type PluginsConfig,
} from './define.ts';
export { type ParsedConditions, parseConditionText } from './entries/condition-text.ts';
export { type Homes, homesOf } from './homes.ts';
export {
  type ConfigurationSchema,
  carriedSchema,
  configurationSchema,
  type DescribedFile,
  type OpenPlugin,
  type SchemaRequest,
} from './json-schema/configuration-schema.ts';
export { SCHEMA_TITLE } from './json-schema/document-schema.ts';
export type { JsonSchema, SchemaTable } from './json-schema/json-schema.ts';
export { type LoadedConfig, loadConfig } from './load-config.ts';
export type { LoadOptions } from './loading.ts';
export { presetsAskedFor } from './names/asked-presets.ts';
export { type Candidates, candidatesFor, type NamedKind } from './names/candidates.ts';
export { installedFolder } from './names/find-package.ts';
export {
  addWords,
  askedFor,
  hasPlugAndPlay,
  type Installer,
  installerOf,
  packageFolder,
} from './names/package-manager.ts';
export type { WrittenValue } from './origins/entry-keys.ts';
export type { Layer, NotInForce, Origins, WrittenEntry, WrittenPlugin } from './origins/origins.ts';
export {
  readLastGood,
  readSnapshot,
  type Snapshot,
  type SnapshotInput,
  type SnapshotQuery,
  type SnapshotSource,
  writeSnapshot,
} from './snapshot.ts';
export { approvalFile, removeApproval } from './trust/approval-record.ts';
export { isHomeOfProject } from './trust/home-of-project.ts';
export type { TrustItem, TrustKind } from './trust/item.ts';
export type { FoundItem } from './trust/ledger.ts';
export { LOCK_NAME, lockText, writeLock } from './trust/lock-file.ts';
export type { OwnChange } from './trust/own-changes.ts';
export type { ProjectReview, TrustChange } from './trust/review.ts';
export { NAMED_VARIABLE, type TrustMode, trustMode } from './trust/trust-mode.ts';
export {
  type RequiredEvents,
  type WaitingProject,
  waitingRequires,
  waitingSubject,
} from './trust/waiting.ts';
