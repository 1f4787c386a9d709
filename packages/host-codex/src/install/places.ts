/** Where Codex reads hooks and keeps trust, and under which spellings of a path it may look a record up. */
import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileInvalid, resolved } from './file-text.ts';

/** `user`: for every session. `project`: for sessions in one repository, once the project is trusted. */
export type InstallScope = 'user' | 'project';

/** The folders that an installation is about. All absolute. */
export interface Places {
  readonly scope: InstallScope;
  /** `$CODEX_HOME`, or `.codex` in the home folder. */
  readonly codexHome: string;
  /** The project's top folder. Needed for the scope `project`. */
  readonly projectDir: string;
}

/** The hooks.json of a scope, by its real folder. Throws HOOKLINE_HOST_FILE_INVALID for a linked `.codex` folder of a project. */
export function hooksPath({ scope, codexHome, projectDir }: Places): string {
  if (scope === 'user') return join(resolved(codexHome), 'hooks.json');
  const folder = join(resolved(projectDir), '.codex');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw fileInvalid(folder, 'It is a symbolic link.', 'Make it a folder of the project.');
  }
  return join(folder, 'hooks.json');
}

/** config.toml, behind a link when a dotfiles tool put one there: a rename over the link would cut it off. */
export const configPath = (codexHome: string): string => resolved(join(codexHome, 'config.toml'));

/**
 * The paths under which Codex may know a hooks.json: it resolves links in `$CODEX_HOME`, but neither in the
 * default folder nor in a project.
 */
export function hooksPathSpellings({ scope, codexHome, projectDir }: Places): readonly string[] {
  const folders = spellings(scope === 'user' ? codexHome : projectDir);
  return folders.map((folder) =>
    scope === 'user' ? join(folder, 'hooks.json') : join(folder, '.codex', 'hooks.json'),
  );
}

/** A path as given, and with its links resolved when that differs. */
export function spellings(path: string): readonly string[] {
  return [...new Set([resolve(path), resolved(resolve(path))])];
}
