/** The report on a plugin or preset that is not installed: what was tried, from where, and what was probably meant. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '@hookline/core/errors';
import type { Loading } from '../loading.ts';
import type { Finding } from '../report/report.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { NamedKind } from './candidates.ts';
import { moduleFolders, searchBases } from './find-package.ts';

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

/** Describes a name that leads to no package. */
export function packageNotFound(
  kind: NamedKind,
  name: string,
  tried: readonly string[],
  source: SourceFile,
  loading: Loading,
): Finding {
  const meant = nearest(name, installed(kind, source, loading));
  const install = `npm install --save-dev ${tried.at(-1)}`;
  const bases = searchBases(source.file, source.scope, loading);
  return {
    code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
    message: `${kind === 'plugin' ? 'Plugin' : 'Preset'} "${name}" was not found.`,
    expected: `one of the packages ${tried.join(', ')} (looked for from ${bases.join(', ')})`,
    fix: meant ? `Did you mean "${meant}"? Otherwise: ${install}` : install,
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
