/** Finds out which events an installed Hookline already hears, so that a run with flags does not ask it twice. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NATIVE_EVENTS, type NativeEventName } from '../wire/native-events.ts';
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
      files.some((file) => {
        const state = states.get(trustKey(file, event, group, index));
        return state?.['trusted_hash'] === hash && state['enabled'] !== false;
      }),
    );
    for (const event of found) covered.add(event);
  }
  return NATIVE_EVENTS.filter((event) => covered.has(event));
}

type IsTrusted = (event: NativeEventName, group: number, index: number, hash: string) => boolean;

function ofFile(path: string | undefined, isTrusted: IsTrusted): readonly NativeEventName[] {
  if (path === undefined) return [];
  try {
    return readHandlers(path, readText(path))
      .filter((one) => one.ours && !('async' in one.handler) && matchesAll(one.matcher))
      .filter((one) =>
        isTrusted(one.event, one.group, one.index, trustHash(one.event, one.matcher, one.handler)),
      )
      .map(({ event }) => event);
  } catch {
    return [];
  }
}

const matchesAll = (matcher: string | undefined): boolean => !matcher || matcher === '*';

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
    return tableAt(config, 'features')['hooks'] === false ? {} : config;
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

function isTrustedProject(config: Payload, projectDir: string): boolean {
  const projects = tableAt(config, 'projects');
  const tops = [projectDir, projectFolders(projectDir).at(-1) ?? projectDir].flatMap(spellings);
  return tops.some((path) => {
    const project = projects[path];
    return isObject(project) && project['trust_level'] === 'trusted';
  });
}
