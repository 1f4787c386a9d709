/** The report on a plugin or preset that is not installed: what was tried, from where, and what was probably meant. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearest } from '@hookline/core/errors';
import type { Loading } from '../loading.ts';
import type { Finding } from '../report/report.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { NamedKind } from './candidates.ts';
import { moduleFolders, searchBases } from './find-package.ts';
import { addCommand, askedFor, hasPlugAndPlay, installerOf } from './package-manager.ts';
import { PUBLISHED } from './published-names.ts';

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The short names of what is installed. */
function installed(kind: NamedKind, source: SourceFile, loading: Loading): readonly string[] {
  const names = new Set<string>();
  for (const base of searchBases(source.file, source.scope, loading)) {
    for (const modules of moduleFolders(base)) {
      for (const name of list(join(modules, '@hookline'))) {
        if (name.startsWith(`${kind}-`)) names.add(name.slice(kind.length + 1));
      }
      const prefix = `hookline-${kind}-`;
      for (const name of list(modules)) if (name.startsWith(prefix)) names.add(name.slice(prefix.length));
    }
  }
  return [...names];
}

function installable(kind: NamedKind, name: string, tried: readonly string[]): string {
  const own = `@hookline/${kind}-${name}`;
  return (PUBLISHED[kind] as readonly string[]).includes(name) ? own : (tried.at(-1) ?? name);
}

/** What brings the package: the command of the project's own package manager. */
function remedy(
  kind: NamedKind,
  name: string,
  tried: readonly string[],
  source: SourceFile,
  root: string,
): string {
  const folder = dirname(source.file);
  const wanted = installable(kind, name, tried);
  // The user's own folder is no project: a prefix makes npm put the package there and nowhere above.
  if (source.scope === 'user') return `npm install --prefix ${folder} ${wanted}`;
  const installer = installerOf(folder, root);
  if (hasPlugAndPlay(folder, root)) {
    return "Yarn's Plug'n'Play keeps packages where only code of the project finds them, which Hookline does not run. Set nodeLinker: node-modules in .yarnrc.yml, then: yarn install";
  }
  const asked = askedFor(tried, folder, root);
  return asked === undefined
    ? addCommand(installer, wanted)
    : `package.json asks for ${asked}, but it is not installed. Run: ${installer.manager} install`;
}

/** Describes a name that leads to no package. */
export function packageNotFound(
  kind: NamedKind,
  name: string,
  tried: readonly string[],
  source: SourceFile,
  loading: Loading,
): Finding {
  const here = nearest(name, installed(kind, source, loading));
  const published = here === undefined ? nearest(name, PUBLISHED[kind]) : undefined;
  const bases = searchBases(source.file, source.scope, loading);
  const otherwise = remedy(kind, name, tried, source, loading.root);
  const known = published === undefined || published === name ? undefined : published;
  const fix = here
    ? `Did you mean "${here}"? Otherwise: ${otherwise}`
    : known
      ? `Did you mean "${known}"? ${remedy(kind, known, [`@hookline/${kind}-${known}`], source, loading.root)}`
      : otherwise;
  return {
    code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
    message: `${kind === 'plugin' ? 'Plugin' : 'Preset'} "${name}" was not found.`,
    expected: `one of the packages ${tried.join(', ')} (looked for from ${bases.join(', ')})`,
    fix,
  };
}

/** Describes a path that leads to no file. */
export function fileNotFound(kind: NamedKind, path: string, file: string): Finding {
  return {
    code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
    message: `${kind === 'plugin' ? 'Plugin' : 'Preset'} "${path}" was not found.`,
    expected: `a file at ${file}`,
  };
}
