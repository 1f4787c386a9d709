/** Plans to put moved hooks back into hooks.json. Reads files; writes none. */
import { type ConfigEdit, editConfig } from './config-toml.ts';
import type { CodexHandler } from './hook-command.ts';
import { readHandlers, withHandlers } from './hooks-file.ts';
import { readRecord } from './install-record.ts';
import type { UninstallRequest } from './install-request.ts';
import { type MigrateFiles, readMigrateFiles } from './migrate-files.ts';
import { type MigrationRecord, migratedFile } from './migration-record.ts';
import { ownTrust } from './moved-trust.ts';
import { type FileWrite, fileChange, type InstallPlan } from './plan.ts';
import { changingWrites } from './plan-writes.ts';
import { type Restored, restored } from './restore-moved.ts';

/** A plan, and what it leaves to Hookline. */
export interface MigrateBackPlan extends InstallPlan {
  /** How many hooks stay in Hookline's file, because Codex would drop the whole of hooks.json for one of them. */
  readonly left: number;
}

/**
 * Plans to make the files what they were before the hooks were moved: byte for byte where nobody has edited them
 * since, else with every hook at the end of hooks.json. Throws HOOKLINE_HOST_FILE_INVALID.
 */
export function planMigrateBack(request: UninstallRequest): MigrateBackPlan {
  const files = readMigrateFiles(request);
  const target = restored(request, files);
  const left = readHandlers(files.movedPath, target.moved, 'hookline').filter((one) => !one.ours).length;
  const changes = [
    ...fileChange(files.hooksPath, files.hooks, target.hooks, 'the hooks that Codex calls'),
    ...fileChange(files.configPath, files.config, target.config, 'trust in these hooks'),
    ...fileChange(files.movedPath, files.moved, target.moved, 'the hooks that Hookline runs'),
    ...fileChange(files.recordPath, files.install, target.install, 'how to undo the installation', false),
  ];
  return {
    changes: [
      ...changes,
      ...fileChange(files.migrationPath, files.migrationText, undefined, 'how to put the hooks back', false),
    ],
    writes: changes.length > 0 ? writesBack(request, files, target) : undefined,
    removeFolders: target.install === undefined ? (readRecord(files.recordPath)?.folders ?? []) : [],
    commands: [],
    trusts: false,
    notes: [],
    left,
  };
}

/**
 * On the way Codex calls Hookline and the hooks themselves, both trusted: Hookline's handlers are trusted where they
 * are going to stand, then the hooks where they stand beside them, and only then do Hookline's go.
 */
function writesBack(request: UninstallRequest, files: MigrateFiles, target: Restored): readonly FileWrite[] {
  const { hooksPath, configPath, movedPath, recordPath, migrationPath } = files;
  const present = readHandlers(hooksPath, files.hooks);
  const own = [...readHandlers(hooksPath, target.hooks), ...present].filter((one) => one.ours);
  const both = withHandlers(
    hooksPath,
    target.hooks,
    new Map(own.map(({ event, handler }) => [event, handler as CodexHandler])),
  );
  const trust = { restore: ownTrust(request, files, present, readHandlers(hooksPath, both)) };
  const trusting = (config: string | undefined, edit: ConfigEdit) =>
    edit.restore?.size === 0 ? config : editConfig(configPath, config ?? '', edit);
  const [before, after] = [trusting(files.config, trust), trusting(target.config, trust)];
  // Cut off and started again, it goes on to the same end, whatever was written by then.
  const record: MigrationRecord = {
    version: 1,
    host: 'codex',
    files: [
      migratedFile(hooksPath, target.hooks, [both, target.hooks, files.hooks]),
      migratedFile(configPath, target.config, [before, after, target.config, files.config]),
      migratedFile(movedPath, target.moved, [target.moved, files.moved]),
      migratedFile(recordPath, target.install, [target.install, files.install]),
    ],
    trust: files.migration?.trust ?? [],
    events: files.migration?.events ?? [],
  };
  return changingWrites(
    new Map([
      [hooksPath, files.hooks],
      [configPath, files.config],
      [movedPath, files.moved],
      [recordPath, files.install],
      [migrationPath, files.migrationText],
    ]),
    [
      { path: migrationPath, text: `${JSON.stringify(record, null, 2)}\n` },
      { path: configPath, text: before },
      { path: hooksPath, text: both },
      { path: configPath, text: after },
      { path: movedPath, text: target.moved },
      { path: recordPath, text: target.install },
      { path: hooksPath, text: target.hooks },
      { path: configPath, text: target.config },
      { path: migrationPath },
    ],
  );
}
