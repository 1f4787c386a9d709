/** Where the schema of a configuration is kept, and how a configuration refers to it. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { DescribedFile } from '@hookline/config';
import type { CommandContext } from '../command-context.ts';
import { placesOf } from '../commands/install-places.ts';

export const SCHEMA_FILE = 'hookline.schema.json';

/** What was asked for. */
export interface PlaceRequest {
  readonly scope: 'project' | 'user';
  /** `--config`. */
  readonly config?: string;
  /** `--out`. */
  readonly out?: string;
}

/** The file, absolute: in `.codex` of the project; for a file of the user's own beside it. */
export function schemaPlace({ scope, config, out }: PlaceRequest, context: CommandContext): string {
  const { cwd, homes } = context;
  if (out !== undefined) return resolve(cwd, out);
  const users = [homes.codexHome, homes.hooklineHome];
  const folder = config === undefined ? undefined : dirname(resolve(cwd, config));
  if (folder !== undefined && users.some((home) => folder === home || folder.startsWith(home + sep)))
    return join(folder, SCHEMA_FILE);
  if (scope === 'project') return join(placesOf('project', context).projectDir, '.codex', SCHEMA_FILE);
  const own = users.find((home) => existsSync(join(home, 'hooks.toml')));
  return join(own ?? homes.codexHome, SCHEMA_FILE);
}

/** The path of the schema, as a file writes it. */
export function schemaPath(file: string, schemaFile: string): string {
  const path = relative(dirname(file), schemaFile).split(sep).join('/');
  return path.startsWith('../') ? path : `./${path}`;
}

/** What has to stand in a file, or undefined where something of the kind does or no editor would look. */
export function missingReference(described: DescribedFile, schemaFile: string): string | undefined {
  const { file, text, isPart } = described;
  if (isPart || text.includes(basename(schemaFile))) return undefined;
  const path = schemaPath(file, schemaFile);
  if (described.format === 'toml') return `#:schema ${path}`;
  // A `.hooklinerc` may be either.
  if (described.format === 'yaml' && !text.trimStart().startsWith('{'))
    return `# yaml-language-server: $schema=${path}`;
  return `"$schema": "${path}",`;
}
