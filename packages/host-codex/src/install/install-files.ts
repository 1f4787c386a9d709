/** The files of an installation, read together, and the trust records in them. */
import { join } from 'node:path';
import { type ConfigEdit, editConfig, parseConfig, trustStates } from './config-toml.ts';
import { readText } from './file-text.ts';
import type { PlacedHandler } from './hooks-file.ts';
import { type InstallRecord, readRecord, recordPath } from './install-record.ts';
import type { UninstallRequest } from './install-request.ts';
import { configPath, hooksPath, hooksPathSpellings, type Places } from './places.ts';
import { trustKey } from './trust-hash.ts';

/** The files that an installation is about, as they are. */
export interface InstallFiles {
  readonly hooksPath: string;
  readonly hooks: string | undefined;
  readonly configPath: string;
  readonly config: string | undefined;
  readonly recordPath: string;
  readonly record: InstallRecord | undefined;
}

/** Reads them all. Throws HOOKLINE_HOST_FILE_INVALID. */
export function readFiles(request: UninstallRequest): InstallFiles {
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

/** The keys of a handler's trust records, one for each spelling of its file. */
export const keysOf = (places: Places, { event, group, index }: PlacedHandler): readonly string[] =>
  hooksPathSpellings(places).map((file) => trustKey(file, event, group, index));

/** The text of config.toml after an edit; no file is made for nothing. */
export function editedConfig(files: InstallFiles, edit: ConfigEdit): string | undefined {
  const text = editConfig(files.configPath, files.config ?? '', edit);
  return text === '' && files.config === undefined ? undefined : text;
}

/** The trust records by key. */
export function statesOf({ configPath: path, config }: InstallFiles): ReturnType<typeof trustStates> {
  return trustStates(parseConfig(path, config ?? ''));
}
