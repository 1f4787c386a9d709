/** What a project lacks of what its new configuration needs, and the command that brings it. Runs nothing. */
import {
  addWords,
  askedFor,
  hasPlugAndPlay,
  type Installer,
  installedFolder,
  installerOf,
} from '@hookline/config';
import { isOffered } from './offered-presets.ts';

/** Where things are installed. */
export interface ProjectPlace {
  readonly cwd: string;
  /** The repository's root, else the working directory. */
  readonly root: string;
  /** The folder of the package.json; undefined when there is none. */
  readonly packageFolder: string | undefined;
}

/** A command that somebody could type. */
export interface Installation {
  readonly installer: Installer;
  readonly words: readonly [program: string, ...string[]];
  /** Where it is run. */
  readonly folder: string;
  /** True when it brings Hookline itself. */
  readonly addsOwn: boolean;
  /** True when it makes the package.json. */
  readonly makesPackage: boolean;
  /** False where Yarn would put packages where Hookline does not find them. */
  readonly canBeFound: boolean;
}

export interface Wanted {
  readonly presets: readonly string[];
  /** The range of what is released together with this Hookline. */
  readonly range: string;
  /** Whether the project needs a Hookline of its own even when nothing else is installed. */
  readonly needsOwn: boolean;
}

/** The version that is installed tomorrow fits as well as today's. */
export const rangeOf = (version: string): string => `^${version}`;

/** Undefined when nothing is missing. */
export function planInstallation(wanted: Wanted, place: ProjectPlace): Installation | undefined {
  const { cwd, root, packageFolder } = place;
  const spec = (name: string): string =>
    name === 'hookline' || isOffered(name) ? `${name}@${wanted.range}` : name;
  const isAsked = (name: string): boolean => askedFor([name], cwd, root) !== undefined;
  const isThere = (name: string): boolean => installedFolder(name, cwd) !== undefined;
  const newPresets = wanted.presets.filter((name) => !isAsked(name));
  const own = (wanted.needsOwn || newPresets.length > 0) && !isAsked('hookline') ? ['hookline'] : [];
  const added = [...own.filter((name) => !isThere(name)), ...newPresets];
  const isIncomplete = [...wanted.presets, 'hookline'].some((name) => isAsked(name) && !isThere(name));
  if (added.length === 0 && !isIncomplete) return undefined;
  const folder = packageFolder ?? cwd;
  const installer = installerOf(folder, root);
  const canBeFound = !hasPlugAndPlay(folder, root);
  const addsOwn = added.includes('hookline');
  if (packageFolder === undefined) {
    const npm: Installer = { manager: 'npm', atWorkspaceRoot: false, isPreset: false };
    const [program, command = 'install', ...rest] = addWords(npm, added.map(spec));
    // Without it npm looks for a package.json above, up to that of the person's home.
    const words = [program, command, '--prefix', '.', ...rest] as const;
    return { installer: npm, words, folder, addsOwn, makesPackage: true, canBeFound };
  }
  const words =
    added.length > 0 ? addWords(installer, added.map(spec)) : ([installer.manager, 'install'] as const);
  return { installer, words, folder, addsOwn, makesPackage: false, canBeFound };
}

/** As one would type it: a word that a shell would read otherwise is in quotes. */
export const typed = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w@%+=:,./^~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
