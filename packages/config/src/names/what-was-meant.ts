/** What somebody probably meant by the name of a plugin or preset that leads to no package. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '@hookline/core/errors';
import type { Loading } from '../loading.ts';
import { formatPath } from '../report/path.ts';
import type { SourceFile } from '../source/source-file.ts';
import { candidatesFor, type NamedKind } from './candidates.ts';
import { findPackage, moduleFolders, searchBases } from './find-package.ts';
import { PUBLISHED } from './published-names.ts';
import { remedyFor } from './remedy.ts';

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

/** The nearest right name and what to do: the last resort is to install what was named. */
export function whatWasMeant(
  kind: NamedKind,
  name: string,
  tried: readonly string[],
  source: SourceFile,
  loading: Loading,
): string {
  const otherwise = remedyFor(kind, name, tried, source, loading.root);
  const misplaced = asOtherKind(kind, name, source, loading);
  if (misplaced !== undefined) return `${misplaced} Otherwise: ${otherwise}`;
  const here = nearest(name, installed(kind, source, loading));
  if (here !== undefined) return `Did you mean "${here}"? Otherwise: ${otherwise}`;
  const published = nearest(name, PUBLISHED[kind]);
  if (published === undefined || published === name) return otherwise;
  return `Did you mean "${published}"? ${remedyFor(kind, published, [`@hookline/${kind}-${published}`], source, loading.root)}`;
}
