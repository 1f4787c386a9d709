/** The files of a migration, read together. */
import { dirname, join } from 'node:path';
import type { NativeEventName } from '../wire/native-events.ts';
import { readText } from './file-text.ts';
import { readHandlers } from './hooks-file.ts';
import { type InstallFiles, readFiles } from './install-files.ts';
import type { UninstallRequest } from './install-request.ts';
import { type MigrationRecord, migrationPath, readMigration } from './migration-record.ts';
import { hooksPath, type Places } from './places.ts';

/** What the hooks of a hooks.json are called under Hookline, in the same folder. */
const MOVED_NAME = 'hookline-hooks.json';

/** The files as they are. */
export interface MigrateFiles extends InstallFiles {
  /** The hooks that Hookline runs. */
  readonly movedPath: string;
  readonly moved: string | undefined;
  /** The text of the record of the installation. */
  readonly install: string | undefined;
  readonly migrationPath: string;
  readonly migrationText: string | undefined;
  readonly migration: MigrationRecord | undefined;
}

/** Reads them all. Throws HOOKLINE_HOST_FILE_INVALID. */
export function readMigrateFiles(request: UninstallRequest): MigrateFiles {
  const files = readFiles(request);
  const record = migrationPath(request.hooklineHome ?? join(request.home, '.hookline'), files.hooksPath);
  const moved = movedPath(request);
  return {
    ...files,
    movedPath: moved,
    moved: readText(moved),
    install: readText(files.recordPath),
    migrationPath: record,
    migrationText: readText(record),
    migration: readMigration(record),
  };
}

const movedPath = (places: Places): string => join(dirname(hooksPath(places)), MOVED_NAME);

/** Hooks that only Hookline runs. */
export interface MovedHooks {
  readonly path: string;
  readonly count: number;
  /** Where Codex has to call Hookline for them. */
  readonly events: readonly NativeEventName[];
}

/** The hooks that only Hookline runs, when there are any in this scope. Throws HOOKLINE_HOST_FILE_INVALID. */
export function movedHooks(places: Places): MovedHooks | undefined {
  const path = movedPath(places);
  const hooks = readHandlers(path, readText(path), 'hookline').filter((one) => !one.ours);
  if (hooks.length === 0) return undefined;
  return { path, count: hooks.length, events: [...new Set(hooks.map(({ event }) => event))] };
}
