/** The report on a plugin or preset that is not installed: what was tried, from where, and what was probably meant. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearest } from '@hookline/core/errors';
import type { Loading } from '../loading.ts';
import { formatPath } from '../report/path.ts';
import type { Finding } from '../report/report.ts';
import type { SourceFile } from '../source/source-file.ts';
import { candidatesFor, type NamedKind } from './candidates.ts';
import { findPackage, moduleFolders, searchBases } from './find-package.ts';
import { addCommand, askedFor, hasPlugAndPlay, installerOf } from './package-manager.ts';
import { PUBLISHED } from './published-names.ts';

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Every spelling of a package `@scope/name`: `@acme/hookline-preset-x` is `@acme/x` too. */
function scopedSpellings(kind: NamedKind, scope: string, name: string): readonly string[] {
  if (scope === '@hookline') return name.startsWith(`${kind}-`) ? [name.slice(kind.length + 1)] : [];
  const prefix = `hookline-${kind}`;
  if (name === prefix) return [scope, `${scope}/${name}`];
  return name.startsWith(`${prefix}-`)
    ? [`${scope}/${name.slice(prefix.length + 1)}`, `${scope}/${name}`]
    : [];
}

/** The names by which a configuration may call what is installed. */
function installed(kind: NamedKind, source: SourceFile, loading: Loading): readonly string[] {
  const names = new Set<string>();
  for (const base of searchBases(source.file, source.scope, loading)) {
    for (const modules of moduleFolders(base)) {
      const prefix = `hookline-${kind}-`;
      for (const name of list(modules)) {
        if (name.startsWith(prefix)) names.add(name.slice(prefix.length));
        if (!name.startsWith('@')) continue;
        for (const inScope of list(join(modules, name)))
          for (const spelling of scopedSpellings(kind, name, inScope)) names.add(spelling);
      }
    }
  }
  return [...names];
}

/** The package of the other kind that the name stands for: a preset among the plugins, a plugin in `extends`. */
function asOtherKind(
  kind: NamedKind,
  name: string,
  source: SourceFile,
  loading: Loading,
): string | undefined {
  const other = kind === 'plugin' ? 'preset' : 'plugin';
  const candidates = candidatesFor(other, name);
  if (candidates.as !== 'packages') return undefined;
  const found = findPackage(candidates.names, source.file, source.scope, loading);
  if (found?.manifest.hookline?.kind !== other && !(PUBLISHED[other] as readonly string[]).includes(name))
    return undefined;
  return `There is a ${other} of this name: write ${writtenAs(other, found?.name ?? name)}.`;
}

/** How a configuration uses a package, for who named it in the wrong place. */
export function writtenAs(kind: NamedKind, name: string): string {
  return kind === 'preset'
    ? `extends = [${JSON.stringify(name)}] under [hooks]`
    : `[${formatPath(['plugins', name])}]`;
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

function whatWasMeant(
  kind: NamedKind,
  name: string,
  tried: readonly string[],
  source: SourceFile,
  loading: Loading,
): string {
  const otherwise = remedy(kind, name, tried, source, loading.root);
  const misplaced = asOtherKind(kind, name, source, loading);
  if (misplaced !== undefined) return `${misplaced} Otherwise: ${otherwise}`;
  const here = nearest(name, installed(kind, source, loading));
  if (here !== undefined) return `Did you mean "${here}"? Otherwise: ${otherwise}`;
  const published = nearest(name, PUBLISHED[kind]);
  if (published === undefined || published === name) return otherwise;
  return `Did you mean "${published}"? ${remedy(kind, published, [`@hookline/${kind}-${published}`], source, loading.root)}`;
}

/** Describes a name that leads to no package. */
export function packageNotFound(
  kind: NamedKind,
  name: string,
  tried: readonly string[],
  source: SourceFile,
  loading: Loading,
): Finding {
  const bases = searchBases(source.file, source.scope, loading);
  return {
    code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
    message: `${kind === 'plugin' ? 'Plugin' : 'Preset'} "${name}" was not found.`,
    expected: `one of the packages ${tried.join(', ')} (looked for from ${bases.join(', ')})`,
    fix: whatWasMeant(kind, name, tried, source, loading),
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
