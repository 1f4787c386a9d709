/**
 * What the files would be without the migration: as they were, byte for byte, where nobody has edited them since;
 * else every hook that was moved goes to the end of hooks.json, and nothing is lost or there twice.
 */
import { isNativeEvent, type NativeEventName } from '../wire/native-events.ts';
import { isObject } from '../wire/payload.ts';
import { editConfig } from './config-toml.ts';
import { handlerFault } from './handler-fault.ts';
import type { CodexHandler } from './hook-command.ts';
import { type PlacedHandler, readHandlers, withHandlers } from './hooks-file.ts';
import { groupsOf, withGroups, withoutHandlers } from './hooks-groups.ts';
import { sha256 } from './install-record.ts';
import type { UninstallRequest } from './install-request.ts';
import type { MigrateFiles } from './migrate-files.ts';
import { standing, textBefore } from './migration-record.ts';
import { trustEdit } from './moved-trust.ts';

/** The texts of the files; undefined: no file. */
export interface Restored {
  readonly hooks: string | undefined;
  readonly moved: string | undefined;
  readonly config: string | undefined;
  readonly install: string | undefined;
}

/** Hooks files that belong together, and whether they are as they were to the byte. */
interface HookTexts {
  readonly hooks: string | undefined;
  readonly moved: string | undefined;
  readonly isExact: boolean;
}

/** Throws HOOKLINE_HOST_FILE_INVALID. */
export function restored(request: UninstallRequest, files: MigrateFiles): Restored {
  const { hooks, moved, isExact } = asBefore(files) ?? merged(files);
  const { migration } = files;
  const after = readHandlers(files.hooksPath, hooks);
  const configIs = standing(migration, files.configPath, files.config);
  const edit = trustEdit(request, readHandlers(files.hooksPath, files.hooks), after, migration?.trust);
  return {
    hooks,
    moved,
    config:
      isExact && configIs !== 'edited'
        ? textBefore(migration, files.configPath)
        : files.config === undefined
          ? undefined
          : editConfig(files.configPath, files.config, edit),
    install: installRecord(files, isExact, after),
  };
}

/** The record of the installation: what it was, or as long as handlers of Hookline stay, whatever it has become. */
function installRecord(
  { migration, recordPath, install }: MigrateFiles,
  isExact: boolean,
  after: readonly PlacedHandler[],
): string | undefined {
  const before = textBefore(migration, recordPath);
  const isEdited = standing(migration, recordPath, install) === 'edited';
  if (isExact && !isEdited) return before;
  if (!after.some((one) => one.ours)) return undefined;
  return isEdited ? install : (before ?? install);
}

function asBefore(files: MigrateFiles): HookTexts | undefined {
  const { migration, hooksPath, movedPath } = files;
  if (standing(migration, movedPath, files.moved) === 'edited') return undefined;
  const hooks = textBefore(migration, hooksPath);
  const moved = textBefore(migration, movedPath);
  if (standing(migration, hooksPath, files.hooks) !== 'edited') return { hooks, moved, isExact: true };
  const bare = withHandlers(hooksPath, files.hooks, new Map());
  if (migration?.bare === undefined || bare === undefined || sha256(bare) !== migration.bare)
    return undefined;
  return { hooks: withHandlers(hooksPath, hooks, stayingOwn(files, [])), moved, isExact: false };
}

function merged(files: MigrateFiles): HookTexts {
  const { hooksPath, movedPath, moved: text } = files;
  const handlers = readHandlers(movedPath, text, 'hookline').filter((one) => !one.ours);
  const back = text === undefined ? [] : handlers.filter((one) => isReadByCodex(text, one));
  const groups = text === undefined ? [] : groupsOf(text, back);
  const rest = withoutHandlers(movedPath, text, back, 'hookline');
  const left = handlers.filter((one) => !back.includes(one));
  const hooks = withGroups(hooksPath, files.hooks, groups, 'codex');
  return {
    hooks: withHandlers(hooksPath, hooks, stayingOwn(files, left)),
    moved: isSaidByOthers(rest, hooks) ? undefined : rest,
    isExact: false,
  };
}

/**
 * Hookline's handlers that stay: those from before the migration, those that somebody installed since, and those
 * that hooks still need which cannot go back.
 */
function stayingOwn(
  files: MigrateFiles,
  left: readonly PlacedHandler[],
): ReadonlyMap<NativeEventName, CodexHandler> {
  const { migration, hooksPath } = files;
  const before = readHandlers(hooksPath, textBefore(migration, hooksPath));
  const isOurs = ({ ours, event }: PlacedHandler, of: NativeEventName) => ours && event === of;
  const stays = (event: NativeEventName): boolean =>
    migration === undefined ||
    !migration.events.includes(event) ||
    before.some((one) => isOurs(one, event)) ||
    left.some((one) => one.event === event);
  return new Map(
    readHandlers(hooksPath, files.hooks)
      .filter((one) => one.ours && stays(one.event))
      .map(({ event, handler }) => [event, handler as CodexHandler]),
  );
}

/** Hookline runs more than Codex reads, and Codex drops the whole file for one handler that it does not. */
function isReadByCodex(text: string, one: PlacedHandler): boolean {
  const matcher = groupsOf(text, [one])[0]?.group['matcher'];
  return handlerFault(one.handler) === undefined && (matcher == null || typeof matcher === 'string');
}

/** True for a text without hooks that says nothing else either, or only what hooks.json says too. */
function isSaidByOthers(text: string | undefined, hooksText: string | undefined): boolean {
  if (text === undefined) return true;
  const { hooks, description, $schema: _, ...more } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const other: unknown = hooksText === undefined ? {} : JSON.parse(hooksText);
  const isEmpty = (groups: unknown) => Array.isArray(groups) && groups.length === 0;
  return (
    Object.keys(more).length === 0 &&
    (!isObject(hooks) ||
      Object.entries(hooks).every(([event, groups]) => isNativeEvent(event) && isEmpty(groups))) &&
    (description === undefined || (isObject(other) && other['description'] === description))
  );
}
