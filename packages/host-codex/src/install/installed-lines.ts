/**
 * The lines of Hookline that stand in the files of Codex, and what Codex makes of each: whether it reads the file, and
 * whether it trusts the line. Reads files, asks nobody and writes nothing.
 */
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorText, isHooklineError } from '@hookline/core/errors';
import { NATIVE, type NativeEventName } from '../wire/native-events.ts';
import { isObject, type Payload } from '../wire/payload.ts';
import { parseConfig, tableAt, trustStates } from './config-toml.ts';
import { readText } from './file-text.ts';
import { type PlacedHandler, readHandlers } from './hooks-file.ts';
import { keysOf } from './install-files.ts';
import { configPath, hooksPath, type InstallScope, type Places, spellings } from './places.ts';
import { trustHash } from './trust-hash.ts';

/** Where to look. */
export interface InstalledRequest {
  readonly codexHome: string;
  /** The folder that Codex will work in, absolute. */
  readonly projectDir: string;
  /** The hooks of the machine's administrator, which need no trust. Default: `/etc/codex/hooks.json`. */
  readonly managedFile?: string;
}

/**
 * What Codex remembers of a line: `managed` needs no trust, `untrusted` was never reviewed, `modified` is not what was
 * reviewed, `off` was switched off in Codex. It runs the first two alone.
 */
export type LineTrust = 'managed' | 'trusted' | 'untrusted' | 'modified' | 'off';

/** One line by which Codex calls Hookline. */
export interface InstalledLine {
  readonly event: NativeEventName;
  readonly trust: LineTrust;
  /** False for a line that was changed so that it does not hear everything, or is ended before its answer. */
  readonly whole: boolean;
}

/** A hooks.json with lines of Hookline. */
export interface InstalledFile {
  readonly scope: InstallScope | 'managed';
  /** Absolute. */
  readonly file: string;
  /** Why Codex runs none of these lines, whatever it trusts of them. */
  readonly ignored?: 'project not trusted' | 'worktree' | 'not readable';
  /** What is wrong with the file, as a sentence, where it is not readable. */
  readonly fault?: string;
  readonly lines: readonly InstalledLine[];
}

/** The files that have lines of Hookline, the machine's first, then from the outermost folder inwards. Never throws. */
export function installedFiles(request: InstalledRequest): readonly InstalledFile[] {
  const { codexHome, projectDir, managedFile = '/etc/codex/hooks.json' } = request;
  const config = readConfig(codexHome);
  const states = trustStates(config);
  const files = [linesOf('managed', managedFile, () => 'managed')];
  const user: Places = { scope: 'user', codexHome, projectDir };
  const project = projectFolders(projectDir).map(
    (folder): Places => ({ scope: 'project', codexHome, projectDir: folder }),
  );
  for (const place of [user, ...project.reverse()]) {
    const file = pathOf(place);
    // In the home folder both are one file, and Codex reads it as the user's.
    if (file === undefined || (place !== user && file === pathOf(user))) continue;
    const found = linesOf(place.scope, file, (one) => trustOf(place, one, states));
    const ignored = place === user ? undefined : projectIgnored(config, projectDir);
    files.push(found && ignored !== undefined && !found.ignored ? { ...found, ignored } : found);
  }
  return files.filter((one) => one !== undefined);
}

/** config.toml as Codex reads it; empty when it is not there or not readable. */
export function readConfig(codexHome: string): Payload {
  try {
    const path = configPath(codexHome);
    return parseConfig(path, readText(path) ?? '');
  } catch {
    return {};
  }
}

function linesOf(
  scope: InstalledFile['scope'],
  file: string,
  trust: (one: PlacedHandler) => LineTrust,
): InstalledFile | undefined {
  let text: string | undefined;
  try {
    text = readText(file);
    const lines = readHandlers(file, text)
      .filter((one) => one.ours)
      .map((one) => ({ event: one.event, trust: trust(one), whole: isWhole(one) }));
    return lines.length > 0 ? { scope, file, lines } : undefined;
  } catch (error) {
    // Codex ignores the whole file. Whose lines stand in it can only be guessed, and only ours matter here.
    if (!text?.includes(' hook --host codex --event ')) return undefined;
    const fault = (isHooklineError(error) ? error.details.why : undefined) ?? errorText(error);
    return { scope, file, ignored: 'not readable', fault, lines: [] };
  }
}

/** Codex looks under one of the spellings of the file, and which one depends on how it was started: the worst counts. */
function trustOf(place: Places, one: PlacedHandler, states: ReadonlyMap<string, Payload>): LineTrust {
  const hash = trustHash(one.event, one.matcher, one.handler);
  const found = keysOf(place, one).map((key): LineTrust => {
    const state = states.get(key);
    if (state?.['trusted_hash'] === undefined) return 'untrusted';
    if (state['trusted_hash'] !== hash) return 'modified';
    return state['enabled'] === false ? 'off' : 'trusted';
  });
  return (['untrusted', 'modified', 'off'] as const).find((one) => found.includes(one)) ?? 'trusted';
}

const isWhole = ({ event, matcher, handler }: PlacedHandler): boolean =>
  !('async' in handler) && (!matcher || matcher === '*') && hasTime(event, handler.timeout);

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

/** From the working folder up to the top of its repository; without one, the folder alone. */
function projectFolders(projectDir: string): string[] {
  const folders: string[] = [];
  for (let folder = resolve(projectDir); ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return [resolve(projectDir)];
  }
}

/**
 * Why Codex does not read the hooks of the folders: the top must be trusted, and nothing on the way marked otherwise.
 * In a git worktree it reads those of the main checkout instead, so there none of these count.
 */
function projectIgnored(config: Payload, projectDir: string): 'project not trusted' | 'worktree' | undefined {
  const projects = tableAt(config, 'projects');
  const folders = projectFolders(projectDir);
  const top = folders.at(-1) ?? projectDir;
  if (lstatSync(join(top, '.git'), { throwIfNoEntry: false })?.isFile()) return 'worktree';
  const levelsOf = (folder: string): readonly unknown[] =>
    spellings(folder).flatMap((path) => {
      const project = projects[path];
      return isObject(project) ? [project['trust_level']] : [];
    });
  const isTrusted =
    levelsOf(top).includes('trusted') && folders.flatMap(levelsOf).every((level) => level === 'trusted');
  return isTrusted ? undefined : 'project not trusted';
}
