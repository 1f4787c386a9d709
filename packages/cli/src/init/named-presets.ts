/** What `--preset` names: short names of what Hookline publishes, packages of anybody, or `none`. */
import { candidatesFor, installedFolder } from '@hookline/config';
import { nearest } from '@hookline/core/errors';
import { UsageError } from '../command-context.ts';
import { isOffered, NONE, OFFERED, packageOf } from './offered-presets.ts';

/** What a name is looked up in. */
export interface Known {
  /** The presets of package.json. */
  readonly asked: readonly string[];
  /** Where the code of the project finds packages. */
  readonly folder: string;
}

const PREFIX = /^(?:@hookline\/preset-|hookline-preset-)/;

const SHORT = [...OFFERED.map(({ name }) => name), NONE];

/**
 * The packages that are named, each once, in the order given; `none` alone is no package. Throws a UsageError for what is no
 * preset's name: a package that does not exist is found out by the registry, a slip of the fingers is not sent there.
 */
export function namedPresets(given: readonly string[], known: Known): readonly string[] {
  const words = given.flatMap((word) => word.split(',')).map((word) => word.trim());
  if (words.includes(NONE)) {
    if (new Set(words).size > 1)
      throw new UsageError('--preset none stands alone: leave it out, or the others.');
    return [];
  }
  return [...new Set(words.map((word) => packageNamed(word, known)))];
}

function packageNamed(word: string, { asked, folder }: Known): string {
  if (word === '') throw new UsageError(`--preset needs a name: ${SHORT.join(', ')}, or a package.`);
  const candidates = candidatesFor('preset', word);
  if (candidates.as === 'file')
    throw new UsageError(
      `--preset takes the name of a package, and "${word}" is a path. A file is named in hooks.toml: extends = [${JSON.stringify(word)}] below [hooks].`,
    );
  // What begins with a hyphen would be an option for the package manager.
  if (candidates.as === 'refused' || word.startsWith('-') || /\s/.test(word))
    throw new UsageError(
      `"${word}" is not the name of a package. Give one of ${SHORT.join(', ')}, or a package.`,
    );
  const [first = word, ...others] = candidates.names;
  const there = candidates.names.find((name) => asked.includes(name) || installedFolder(name, folder));
  if (there !== undefined) return there;
  // Whoever writes a scope means the package of this name, whatever else a configuration may call by it.
  if (!first.startsWith('@hookline/')) return word.includes('/') ? word : first;
  if (isOffered(first)) return first;
  if (others.length === 0 && word.startsWith('hookline-preset-')) return word;
  throw unknown(word, asked);
}

function unknown(word: string, asked: readonly string[]): UsageError {
  const isPackage = word.includes('/');
  const offered = isPackage ? OFFERED.map(({ name }) => packageOf(name)) : SHORT;
  const names = [...offered, ...asked, ...asked.map((name) => name.replace(PREFIX, ''))];
  const meant = nearest(word, names);
  const hint =
    meant === undefined
      ? `Known: ${SHORT.join(', ')}. Any other is named by its package, such as hookline-preset-${isPackage ? 'x' : word}.`
      : `Did you mean "${meant}"?`;
  return new UsageError(`There is no preset "${word}". ${hint}`);
}
