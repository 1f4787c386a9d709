/** Plans to move the hooks of others from hooks.json under Hookline. Reads files; writes none. */
import { NATIVE_EVENTS, type NativeEventName } from '../wire/native-events.ts';
import { editConfig } from './config-toml.ts';
import { hookHandler } from './hook-command.ts';
import { type PlacedHandler, readHandlers, withHandlers } from './hooks-file.ts';
import { groupsOf, onlyHandlers, withGroups, withoutHandlers } from './hooks-groups.ts';
import { editedConfig, keysOf, statesOf } from './install-files.ts';
import { sha256 } from './install-record.ts';
import type { InstallRequest } from './install-request.ts';
import { type MigrateFiles, readMigrateFiles } from './migrate-files.ts';
import { migrateNotes } from './migrate-notes.ts';
import { type MigrationRecord, migratedFile, standing } from './migration-record.ts';
import { keptTrust, ownTrust, trustEdit, type Untrusted, untrusted } from './moved-trust.ts';
import { type FileWrite, fileChange, type InstallPlan } from './plan.ts';
import { commandsOf, type Installed, installed, isTrustedPlace } from './plan-install.ts';
import { changingWrites } from './plan-writes.ts';
import { type Restored, restored } from './restore-moved.ts';
import { trustHash } from './trust-hash.ts';

/** What to move where. `events` are those that the configuration needs already. */
export interface MigrateRequest extends InstallRequest {
  /** Why Hookline could not run a handler; such a handler stays with Codex. Default: all can be run. */
  readonly cannotRun?: (handler: PlacedHandler) => string | undefined;
}

/** A hook that moves. */
export interface MovedHook extends PlacedHandler {
  /** Why Codex has not been running it; undefined for one that it ran. */
  readonly untrusted?: Untrusted | 'project';
}

/** A plan, and what a person has to know of it. */
export interface MigratePlan extends InstallPlan {
  readonly moved: readonly MovedHook[];
  /** The handlers that stay in hooks.json, and why. */
  readonly staying: readonly (PlacedHandler & { readonly why: string })[];
  /** The events at which Codex will not call Hookline before a person has reviewed its line. */
  readonly unreviewed: readonly NativeEventName[];
}

/**
 * Plans to move all hooks that are not Hookline's into its own file beside hooks.json, and to have Codex call Hookline
 * for them. Without hooks to move it has no changes. Throws HOOKLINE_HOST_FILE_INVALID.
 */
export function planMigrate(request: MigrateRequest): MigratePlan {
  const found = readMigrateFiles(request);
  const before = found.migration ? restored(request, found) : undefined;
  // Of a migration that was cut off nothing counts: it is planned anew from what was there before it.
  const files = before && wasCutOff(found) ? { ...found, ...before, migration: undefined } : found;
  const handlers = readHandlers(files.hooksPath, files.hooks);
  const others = handlers.filter((one) => !one.ours);
  const staying = others.flatMap((one) => {
    const why = request.cannotRun?.(one);
    return why === undefined ? [] : [{ ...one, why }];
  });
  const moving = others.filter((one) => request.cannotRun?.(one) === undefined);
  if (files.hooks === undefined || moving.length === 0) return { ...NOTHING, staying };
  const moved = movedText(files, files.hooks, moving);
  const needed = new Set<NativeEventName>([
    ...request.events,
    ...[...handlers.filter((one) => one.ours), ...readHandlers(files.movedPath, moved, 'hookline')].map(
      ({ event }) => event,
    ),
  ]);
  const full = { ...request, events: NATIVE_EVENTS.filter((event) => needed.has(event)) };
  const result = { ...installed(full, lifted(full, files, handlers, moving)), moved };
  const placed = readHandlers(files.hooksPath, result.hooks);
  const states = statesOf(files);
  const isHeard = isTrustedPlace(request, files.config);
  const writes = writesOf(full, found, files, before ?? files, result, moving);
  const record = writes.find(({ path }) => path === files.migrationPath)?.text ?? found.migrationText;
  return {
    changes: [
      ...changesOf(found, result),
      ...fileChange(files.migrationPath, found.migrationText, record, 'how to put the hooks back', false),
    ],
    writes,
    removeFolders: [],
    commands: commandsOf(full),
    trusts: request.trust,
    notes: migrateNotes(request, files.hooks, moving),
    moved: moving.map((one) => ({
      ...one,
      untrusted: untrusted(request, states, one) ?? (isHeard ? undefined : 'project'),
    })),
    staying,
    unreviewed: unreviewed(full, { ...files, config: result.config }, placed),
  };
}

const NOTHING: MigratePlan = {
  changes: [],
  removeFolders: [],
  commands: [],
  trusts: false,
  notes: [],
  moved: [],
  staying: [],
  unreviewed: [],
};

/** True when every file is as Hookline itself left it, but not all as it left them last. */
function wasCutOff({ migration, ...files }: MigrateFiles): boolean {
  const hooks = standing(migration, files.hooksPath, files.hooks);
  const moved = standing(migration, files.movedPath, files.moved);
  if (hooks === 'edited' || moved === 'edited') return false;
  const isBetween = standing(migration, files.configPath, files.config) === 'between';
  return hooks !== 'after' || moved !== 'after' || isBetween;
}

function movedText(files: MigrateFiles, hooks: string, moving: readonly PlacedHandler[]): string {
  const text =
    files.moved === undefined
      ? onlyHandlers(files.movedPath, hooks, moving)
      : withGroups(files.movedPath, files.moved, groupsOf(hooks, moving), 'hookline');
  return text ?? '';
}

/** The files without the hooks that move, and without the trust in them: what Hookline is then installed into. */
function lifted(
  request: InstallRequest,
  files: MigrateFiles,
  handlers: readonly PlacedHandler[],
  moving: readonly PlacedHandler[],
): MigrateFiles {
  const hooks = withoutHandlers(files.hooksPath, files.hooks, moving, 'codex');
  const edit = trustEdit(request, handlers, readHandlers(files.hooksPath, hooks));
  return { ...files, hooks, config: editedConfig(files, edit) };
}

interface Result extends Installed {
  readonly moved: string;
}

const changesOf = (files: MigrateFiles, { hooks, config, record, moved }: Result): InstallPlan['changes'] => [
  ...fileChange(files.movedPath, files.moved, moved, 'the hooks that Hookline runs'),
  ...fileChange(files.hooksPath, files.hooks, hooks, 'the hooks that Codex calls'),
  ...fileChange(files.configPath, files.config, config, 'trust in these hooks'),
  ...fileChange(files.recordPath, files.install, record, 'how to undo the installation', false),
];

/**
 * On the way Codex calls the hooks themselves and Hookline, both in hooks.json: Hookline's handlers are trusted there
 * and where they are going to stand, and only then do the hooks go.
 */
function writesOf(
  request: InstallRequest,
  found: MigrateFiles,
  files: MigrateFiles,
  before: Restored,
  result: Result,
  moving: readonly PlacedHandler[],
): readonly FileWrite[] {
  const { hooksPath, configPath, movedPath, recordPath, migrationPath } = files;
  const wanted = new Map(request.events.map((event) => [event, hookHandler({ ...request, event })] as const));
  const isThere = found.hooks === result.hooks;
  const both = isThere ? result.hooks : withHandlers(hooksPath, files.hooks, wanted);
  const placed = (text: string | undefined) => readHandlers(hooksPath, text);
  const trust = ownTrust(request, { ...files, config: result.config }, placed(result.hooks), placed(both));
  const trusting =
    trust.size === 0 ? result.config : editConfig(configPath, result.config ?? '', { restore: trust });
  const bare = withHandlers(hooksPath, result.hooks, new Map());
  const record: MigrationRecord = {
    version: 1,
    host: 'codex',
    files: [
      migratedFile(hooksPath, before.hooks, [both, result.hooks]),
      migratedFile(configPath, before.config, [trusting, result.config]),
      migratedFile(movedPath, before.moved, [result.moved]),
      migratedFile(recordPath, before.install, [result.record]),
    ],
    trust: [...(files.migration?.trust ?? []), ...keptTrust(request, files, moving)],
    events: request.events,
    ...(bare !== undefined && { bare: sha256(bare) }),
  };
  return changingWrites(
    new Map([
      [hooksPath, found.hooks],
      [configPath, found.config],
      [movedPath, found.moved],
      [recordPath, found.install],
      [migrationPath, found.migrationText],
    ]),
    [
      { path: migrationPath, text: `${JSON.stringify(record, null, 2)}\n` },
      { path: movedPath, text: result.moved },
      { path: hooksPath, text: both },
      { path: configPath, text: trusting },
      { path: recordPath, text: result.record },
      { path: hooksPath, text: result.hooks },
      { path: configPath, text: result.config },
    ],
  );
}

/** Codex looks under one of the spellings, and which one depends on how it was started. */
function unreviewed(
  places: InstallRequest,
  files: MigrateFiles,
  handlers: readonly PlacedHandler[],
): readonly NativeEventName[] {
  const states = statesOf(files);
  const isTrusted = (one: PlacedHandler) =>
    keysOf(places, one).every((key) => {
      const state = states.get(key);
      const hash = trustHash(one.event, one.matcher, one.handler);
      return state?.['trusted_hash'] === hash && state['enabled'] !== false;
    });
  return handlers.filter((one) => one.ours && !isTrusted(one)).map(({ event }) => event);
}
