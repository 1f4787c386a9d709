/** Where `init` works, and what is to be said of that place before it does. */
import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type LoadedConfig, packageFolder } from '@hookline/config';
import type { CommandContext } from '../command-context.ts';
import { placesOf } from '../commands/install-places.ts';
import type { ProjectPlace } from './installation.ts';

export const FILE = 'hooks.toml';

export function projectPlace(context: CommandContext): ProjectPlace {
  const root = placesOf('project', context).projectDir;
  return { cwd: context.cwd, root, packageFolder: packageFolder(context.cwd, root) };
}

/** The configurations of the project. */
export interface FoundFiles {
  /** In the working directory or below. */
  readonly here: readonly string[];
  /** In the folders above, which hold here, too. */
  readonly above: readonly string[];
}

/** What a project says by itself; the presets that it extends are left out. */
export async function foundFiles(loaded: LoadedConfig, cwd: string): Promise<FoundFiles> {
  const { layers } = await loaded.origins();
  const files = layers
    .filter(({ layer, via }) => via.length === 0 && /^(?:project|local|this run)\b/.test(layer))
    .map(({ file }) => file);
  const isAbove = (file: string): boolean => relative(cwd, file).startsWith('..');
  return { here: files.filter((file) => !isAbove(file)), above: files.filter(isAbove) };
}

const real = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

/** What a person should know who may stand in the wrong folder. */
export function placeNote({ cwd, homes }: CommandContext): string | undefined {
  if (real(cwd) === real(homes.userHome))
    return 'note: This is your home folder, so Codex would call these hooks in every folder. init is for one repository: cd there first.\n      For all of your projects: npx hookline install codex --scope user';
  if (dirname(cwd) === cwd)
    return 'note: This is the root of the file system and no project: cd into a repository first.';
  return undefined;
}

/** Why nothing can be written here; undefined when it can. */
export function unwritable({ cwd }: CommandContext): string | undefined {
  try {
    accessSync(cwd, constants.W_OK);
  } catch (thrown) {
    return `${cwd} cannot be written (${String((thrown as NodeJS.ErrnoException).code)}). Repair its permissions, or cd into a folder of yours.`;
  }
  const file = join(cwd, FILE);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    return `${FILE} is a folder, and the configuration is a file of this name. Rename the folder, or remove it.`;
  return undefined;
}

/** True also for a link that leads nowhere: what is there is not replaced. */
export const isTaken = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;
