/** Plans an installation, its update and its removal. Reads files; writes none. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ConfigEdit, parseConfig, tableAt } from './config-toml.ts';
import { readText } from './file-text.ts';
import { hookHandler } from './hook-command.ts';
import { type PlacedHandler, readHandlers, withHandlers } from './hooks-file.ts';
import { editedConfig, type InstallFiles, keysOf, readFiles, statesOf } from './install-files.ts';
import { type InstallRecord, restorable, sha256 } from './install-record.ts';
import type { InstallRequest, UninstallRequest } from './install-request.ts';
import { placeNotes } from './place-notes.ts';
import { type Places, spellings } from './places.ts';
import { fileChange, type InstallPlan } from './plan.ts';
import { trustHash } from './trust-hash.ts';

/**
 * Plans to have exactly one handler of Hookline for each of the events; an installation that is already so gives
 * a plan without changes. Throws HOOKLINE_HOST_FILE_INVALID for files that cannot be edited safely.
 */
export function planInstall(request: InstallRequest): InstallPlan {
  const files = readFiles(request);
  const { hooks, config, record } = installed(request, files);
  return {
    changes: [
      ...fileChange(files.recordPath, readText(files.recordPath), record, 'how to undo this', false),
      ...fileChange(files.hooksPath, files.hooks, hooks, 'the hooks that Codex calls'),
      ...fileChange(files.configPath, files.config, config, 'trust in these hooks'),
    ],
    removeFolders: [],
    commands: commandsOf(request),
    trusts: request.trust,
    notes: notesOf(request, files),
  };
}

/** The texts after an installation into the files. */
export interface Installed {
  readonly hooks: string | undefined;
  readonly config: string | undefined;
  readonly record: string;
}

/** What an installation makes of the files. Throws HOOKLINE_HOST_FILE_INVALID. */
export function installed(request: InstallRequest, files: InstallFiles): Installed {
  const wanted = new Map(request.events.map((event) => [event, hookHandler({ ...request, event })] as const));
  const hooksAfter = withHandlers(files.hooksPath, files.hooks, wanted);
  const handlers = readHandlers(files.hooksPath, hooksAfter);
  const ours = handlers.filter((one) => one.ours);
  const edit: ConfigEdit = {
    ...moves(request, files, handlers),
    ...(request.trust && {
      trust: new Map(
        ours.flatMap((one) =>
          keysOf(request, one).map((key) => [key, trustHash(one.event, one.matcher, one.handler)]),
        ),
      ),
      projects: request.scope === 'project' ? projectsToTrust(files.config, request) : [],
    }),
  };
  const config = editedConfig(files, edit);
  return { hooks: hooksAfter, config, record: nextRecord(request, files, hooksAfter, config) };
}

/** What Codex will run, for each event. */
export const commandsOf = (request: InstallRequest): InstallPlan['commands'] =>
  request.events.map((event) => ({ event, command: hookHandler({ ...request, event }).command }));

/**
 * Plans to take Hookline out again. Files that are still as the installation left them come back byte for byte;
 * others lose only what is Hookline's. Throws HOOKLINE_HOST_FILE_INVALID.
 */
export function planUninstall(request: UninstallRequest): InstallPlan {
  const files = readFiles(request);
  const { hooksAfter, configAfter } = takenOut(request, files);
  return {
    changes: [
      ...fileChange(files.hooksPath, files.hooks, hooksAfter, 'without the hooks of Hookline'),
      ...fileChange(files.configPath, files.config, configAfter, 'without the trust in them'),
      ...fileChange(
        files.recordPath,
        readText(files.recordPath),
        undefined,
        'the way back, no longer needed',
        false,
      ),
    ],
    removeFolders: files.record?.folders ?? [],
    commands: [],
    trusts: false,
    notes: [],
  };
}

function takenOut(
  request: UninstallRequest,
  files: InstallFiles,
): { hooksAfter?: string; configAfter?: string } {
  const hooks = restorable(files.record, files.hooksPath, files.hooks);
  const hooksAfter = hooks ? hooks.before : stripped(files);
  const edit = moves(request, files, readHandlers(files.hooksPath, hooksAfter));
  const config = restorable(files.record, files.configPath, files.config);
  // An old config.toml does not fit others' hooks that have moved up since.
  const trustedMove = [...(edit.rename?.keys() ?? [])].some((key) => statesOf(files).has(key));
  return { hooksAfter, configAfter: config && !trustedMove ? config.before : editedConfig(files, edit) };
}

/** The hooks file without ours; gone when it was made for them and holds nothing else by now. */
function stripped({ hooksPath: path, hooks, record }: InstallFiles): string | undefined {
  const text = withHandlers(path, hooks, new Map());
  const made = record?.files.some((file) => file.path === path && file.before === null);
  return made && text !== undefined && /^\{\s*("hooks"\s*:\s*\{\s*\}\s*)?\}\s*$/.test(text)
    ? undefined
    : text;
}

/**
 * The trust records that go, and those of others' hooks whose position changes. Others' hooks keep their order,
 * so the n-th one before is the n-th one after.
 */
function moves(places: Places, files: InstallFiles, after: readonly PlacedHandler[]): ConfigEdit {
  const before = readHandlers(files.hooksPath, files.hooks);
  const kept = new Set(after.filter((one) => one.ours).flatMap((one) => keysOf(places, one)));
  const foreign = (handlers: readonly PlacedHandler[]) => handlers.filter((one) => !one.ours);
  const now = foreign(after);
  const rename = new Map<string, string>();
  for (const [index, one] of foreign(before).entries()) {
    const moved = now[index];
    if (!moved) continue;
    const to = keysOf(places, moved);
    for (const [spelling, key] of keysOf(places, one).entries()) {
      const target = to[spelling];
      if (target !== undefined && target !== key) rename.set(key, target);
    }
  }
  const gone = before.filter((one) => one.ours).flatMap((one) => keysOf(places, one));
  return { remove: gone.filter((key) => !kept.has(key)), rename };
}

/** A project counts as trusted under either spelling; without any, both are written. */
const projectsToTrust = (config: string | undefined, places: Places): readonly string[] =>
  isTrustedPlace({ ...places, scope: 'project' }, config) ? [] : spellings(places.projectDir);

/** Whether Codex reads the hooks of a scope at all: a project's only once the project is trusted. */
export function isTrustedPlace({ scope, projectDir }: Places, config: string | undefined): boolean {
  if (scope === 'user') return true;
  const projects = tableAt(parseConfig('config.toml', config ?? ''), 'projects');
  return spellings(projectDir).some((path) => tableAt(projects, path)['trust_level'] === 'trusted');
}

/** The way back stays the way to before the first installation, for as long as it is known. */
function nextRecord(
  request: InstallRequest,
  files: InstallFiles,
  hooksAfter?: string,
  configAfter?: string,
): string {
  const original = takenOut(request, files);
  const file = (path: string, before: string | undefined, after: string | undefined) =>
    after === undefined ? [] : [{ path, before: before ?? null, afterSha256: sha256(after) }];
  const folders = [dirname(files.hooksPath), dirname(files.configPath)].filter(
    (folder) => !existsSync(folder),
  );
  const record: InstallRecord = {
    version: 1,
    host: 'codex',
    files: [
      ...file(files.hooksPath, original.hooksAfter, hooksAfter),
      ...file(files.configPath, original.configAfter, configAfter),
    ],
    folders: [...new Set([...(files.record?.folders ?? []), ...folders])],
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

function notesOf(request: InstallRequest, files: InstallFiles): readonly string[] {
  const notes = [...placeNotes(request)];
  if (!request.trust)
    notes.push('Codex runs a hook only once it is trusted: start Codex and review the hooks.');
  const disabled = disabledKeys(files, request);
  if (disabled) notes.push('A hook of Hookline is switched off in Codex: switch it on with /hooks.');
  return notes;
}

function disabledKeys(files: InstallFiles, request: InstallRequest): boolean {
  const states = statesOf(files);
  const ours = readHandlers(files.hooksPath, files.hooks).filter((one) => one.ours);
  return ours.some((one) => keysOf(request, one).some((key) => states.get(key)?.['enabled'] === false));
}
