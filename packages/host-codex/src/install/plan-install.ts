/** Plans an installation, its update and its removal. Reads files; writes none. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { NativeEventName } from '../wire/native-events.ts';
import { type ConfigEdit, editConfig, parseConfig, trustStates } from './config-toml.ts';
import { readText } from './file-text.ts';
import { hookHandler } from './hook-command.ts';
import { type PlacedHandler, readHandlers, withHandlers } from './hooks-file.ts';
import { type InstallRecord, readRecord, recordPath, restorable, sha256 } from './install-record.ts';
import { configPath, hooksPath, hooksPathSpellings, type Places, spellings } from './places.ts';
import { fileChange, type InstallPlan } from './plan.ts';
import { trustHash, trustKey } from './trust-hash.ts';

/** What to install where. */
export interface InstallRequest extends Places {
  /** The user's home folder, absolute. */
  readonly home: string;
  /** Where the way back is kept. Default: `.hookline` in the home folder. */
  readonly hooklineHome?: string;
  /** The events somebody listens to: each one costs the start of a process whenever it happens. */
  readonly events: readonly NativeEventName[];
  /** Absolute paths of node and of Hookline's script. */
  readonly node: string;
  readonly script: string;
  /** Also write the trust records, so that Codex runs the hooks without a review. Ask the user first. */
  readonly trust: boolean;
}

/** What to remove. */
export type UninstallRequest = Omit<InstallRequest, 'events' | 'node' | 'script' | 'trust'>;

/**
 * Plans to have exactly one handler of Hookline for each of the events; an installation that is already so gives
 * a plan without changes. Throws HOOKLINE_HOST_FILE_INVALID for files that cannot be edited safely.
 */
export function planInstall(request: InstallRequest): InstallPlan {
  const files = readFiles(request);
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
  const configAfter = edited(files, edit);
  const record = nextRecord(request, files, hooksAfter, configAfter);
  return {
    changes: [
      ...fileChange(files.recordPath, readText(files.recordPath), record, 'how to undo this', false),
      ...fileChange(files.hooksPath, files.hooks, hooksAfter, 'the hooks that Codex calls'),
      ...fileChange(files.configPath, files.config, configAfter, 'trust in these hooks'),
    ],
    removeFolders: [],
    commands: [...wanted].map(([event, { command }]) => ({ event, command })),
    trusts: request.trust,
    notes: notesOf(request, files),
  };
}

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

interface Files {
  readonly hooksPath: string;
  readonly hooks: string | undefined;
  readonly configPath: string;
  readonly config: string | undefined;
  readonly recordPath: string;
  readonly record: InstallRecord | undefined;
}

function readFiles(request: UninstallRequest): Files {
  const hooks = hooksPath(request);
  const config = configPath(request.codexHome);
  const record = recordPath(request.hooklineHome ?? join(request.home, '.hookline'), hooks);
  const text = readText(config);
  if (text !== undefined) parseConfig(config, text);
  return {
    hooksPath: hooks,
    hooks: readText(hooks),
    configPath: config,
    config: text,
    recordPath: record,
    record: readRecord(record),
  };
}

function takenOut(request: UninstallRequest, files: Files): { hooksAfter?: string; configAfter?: string } {
  const hooks = restorable(files.record, files.hooksPath, files.hooks);
  const hooksAfter = hooks ? hooks.before : stripped(files);
  const edit = moves(request, files, readHandlers(files.hooksPath, hooksAfter));
  const config = restorable(files.record, files.configPath, files.config);
  // An old config.toml does not fit others' hooks that have moved up since.
  const trustedMove = [...(edit.rename?.keys() ?? [])].some((key) => statesOf(files).has(key));
  return { hooksAfter, configAfter: config && !trustedMove ? config.before : edited(files, edit) };
}

/** The hooks file without ours; gone when it was made for them and holds nothing else by now. */
function stripped({ hooksPath: path, hooks, record }: Files): string | undefined {
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
function moves(places: Places, files: Files, after: readonly PlacedHandler[]): ConfigEdit {
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

const keysOf = (places: Places, { event, group, index }: PlacedHandler): readonly string[] =>
  hooksPathSpellings(places).map((file) => trustKey(file, event, group, index));

function edited(files: Files, edit: ConfigEdit): string | undefined {
  const text = editConfig(files.configPath, files.config ?? '', edit);
  return text === '' && files.config === undefined ? undefined : text;
}

/** A project counts as trusted under either spelling; without any, both are written. */
function projectsToTrust(config: string | undefined, { projectDir }: Places): readonly string[] {
  const paths = spellings(projectDir);
  return config !== undefined && paths.some((path) => isTrustedProject(config, path)) ? [] : paths;
}

function isTrustedProject(config: string, path: string): boolean {
  const { projects } = parseConfig('config.toml', config) as {
    projects?: Record<string, { trust_level?: unknown }>;
  };
  return projects?.[path]?.trust_level === 'trusted';
}

/** The way back stays the way to before the first installation, for as long as it is known. */
function nextRecord(
  request: InstallRequest,
  files: Files,
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

function notesOf(request: InstallRequest, files: Files): readonly string[] {
  const notes: string[] = [];
  const git = join(resolve(request.projectDir), '.git');
  if (request.scope === 'project' && lstatSync(git, { throwIfNoEntry: false })?.isFile()) {
    const main = /^gitdir: (.*)[\\/]\.git[\\/]worktrees[\\/]/.exec(readFileSync(git, 'utf8'))?.[1];
    if (main)
      notes.push(`This is a git worktree: Codex reads the hooks of the main checkout instead, ${main}.`);
  }
  if (request.scope === 'project' && existsSync(git))
    notes.push(
      '.codex/hooks.json names paths of this machine: keep it out of version control, and let everyone install for themselves.',
    );
  if (!request.trust)
    notes.push('Codex runs a hook only once it is trusted: start Codex and review the hooks.');
  const disabled = disabledKeys(files, request);
  if (disabled) notes.push('A hook of Hookline is switched off in Codex: switch it on with /hooks.');
  return notes;
}

function statesOf({ configPath: path, config }: Files): ReturnType<typeof trustStates> {
  return trustStates(parseConfig(path, config ?? ''));
}

function disabledKeys(files: Files, request: InstallRequest): boolean {
  const states = statesOf(files);
  const ours = readHandlers(files.hooksPath, files.hooks).filter((one) => one.ours);
  return ours.some((one) => keysOf(request, one).some((key) => states.get(key)?.['enabled'] === false));
}
