/** Finds out which events an installed Hookline already hears, so that a run with flags does not ask it twice. */
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NATIVE, NATIVE_EVENTS, type NativeEventName } from '../wire/native-events.ts';
import { isObject, type Payload } from '../wire/payload.ts';
import { parseConfig, tableAt, trustStates } from './config-toml.ts';
import { readText } from './file-text.ts';
import { readHandlers } from './hooks-file.ts';
import { configPath, hooksPath, hooksPathSpellings, type Places, spellings } from './places.ts';
import { trustHash, trustKey } from './trust-hash.ts';

/** Where to look. */
export interface CoveredEventsRequest {
  readonly codexHome: string;
  /** The folder that Codex will work in, absolute. */
  readonly projectDir: string;
  /** The hooks of the machine's administrator, which need no trust. Default: `/etc/codex/hooks.json`. */
  readonly managedFile?: string;
}

/**
 * The events for which Codex will run a handler of Hookline that is already installed and trusted. In doubt an
 * event is not covered: asking twice is slow, not asking is unsafe. Never throws.
 */
export function coveredEvents(request: CoveredEventsRequest): readonly NativeEventName[] {
  const { codexHome, projectDir, managedFile = '/etc/codex/hooks.json' } = request;
  const config = readConfig(codexHome);
  const covered = new Set<NativeEventName>(ofFile(managedFile, () => true));
  const places: Places[] = [{ scope: 'user', codexHome, projectDir }];
  if (isTrustedProject(config, projectDir)) {
    for (const folder of projectFolders(projectDir))
      places.push({ scope: 'project', codexHome, projectDir: folder });
  }
  const states = trustStates(config);
  for (const place of places) {
    const files = hooksPathSpellings(place);
    const found = ofFile(pathOf(place), (event, group, index, hash) =>
      // Codex looks under one of the spellings, and which one depends on how it was started.
      files.every((file) => {
        const state = states.get(trustKey(file, event, group, index));
        return state?.['trusted_hash'] === hash && state['enabled'] !== false;
      }),
    );
    for (const event of found) covered.add(event);
  }
  return NATIVE_EVENTS.filter((event) => covered.has(event));
}

/** True when the user's config.toml switches all hooks of Codex off, trusted ones and those of a run included. Never throws. */
export function hooksAreOff(codexHome: string): boolean {
  try {
    return isOff(parseConfig(configPath(codexHome), readText(configPath(codexHome)) ?? ''));
  } catch {
    return false;
  }
}

/** True when the machine's administrator lets Codex run managed hooks and no others (Codex fact). Never throws. */
export function onlyManagedHooks(requirementsFile = '/etc/codex/requirements.toml'): boolean {
  try {
    return (
      parseConfig(requirementsFile, readText(requirementsFile) ?? '')['allow_managed_hooks_only'] === true
    );
  } catch {
    return false;
  }
}

const isOff = (config: Payload): boolean => tableAt(config, 'features')['hooks'] === false;

type IsTrusted = (event: NativeEventName, group: number, index: number, hash: string) => boolean;

function ofFile(path: string | undefined, isTrusted: IsTrusted): readonly NativeEventName[] {
  if (path === undefined) return [];
  try {
    return readHandlers(path, readText(path))
      .filter((one) => one.ours && !('async' in one.handler) && matchesAll(one.matcher))
      .filter((one) => hasTime(one.event, one.handler.timeout))
      .filter((one) =>
        isTrusted(one.event, one.group, one.index, trustHash(one.event, one.matcher, one.handler)),
      )
      .map(({ event }) => event);
  } catch {
    return [];
  }
}

const matchesAll = (matcher: string | undefined): boolean => !matcher || matcher === '*';

/** A handler that was given less time than Hookline takes itself is killed before its answer, and passes. */
const hasTime = (event: NativeEventName, seconds: number | undefined): boolean => {
  const { budgetMs } = NATIVE[event];
  return budgetMs === undefined
    ? seconds === undefined || seconds * 1000 >= CODEX_TIMEOUT_MS
    : seconds !== undefined && seconds * 1000 >= budgetMs;
};

/** What Codex grants a hook that does not say. */
const CODEX_TIMEOUT_MS = 600_000;

function pathOf(place: Places): string | undefined {
  try {
    return hooksPath(place);
  } catch {
    return undefined;
  }
}

function readConfig(codexHome: string): Payload {
  try {
    const path = configPath(codexHome);
    const config = parseConfig(path, readText(path) ?? '');
    return isOff(config) ? {} : config;
  } catch {
    return {};
  }
}

/** From the working folder up to the top of its repository; without one, the folder alone. */
function projectFolders(projectDir: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = resolve(projectDir); ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return [resolve(projectDir)];
  }
}

/**
 * Whether Codex reads the hooks of the folders: the top must be trusted, and nothing on the way marked otherwise. In
 * a git worktree it reads those of the main checkout instead, so there none of these count.
 */
function isTrustedProject(config: Payload, projectDir: string): boolean {
  const projects = tableAt(config, 'projects');
  const folders = projectFolders(projectDir);
  const top = folders.at(-1) ?? projectDir;
  if (lstatSync(join(top, '.git'), { throwIfNoEntry: false })?.isFile()) return false;
  const levelsOf = (folder: string): readonly unknown[] =>
    spellings(folder).flatMap((path) => {
      const project = projects[path];
      return isObject(project) ? [project['trust_level']] : [];
    });
  return levelsOf(top).includes('trusted') && folders.flatMap(levelsOf).every((level) => level === 'trusted');
}
