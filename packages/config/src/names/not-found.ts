/** The report on a plugin or preset that is not installed: what was tried, from where, and what was probably meant. */
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loading } from '../loading.ts';
import type { Finding } from '../report/report.ts';
import { nearbyFile } from '../source/nearby-file.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { NamedKind } from './candidates.ts';
import { moduleFolders, searchBases } from './find-package.ts';
import { readManifest } from './manifest.ts';
import { whatWasMeant } from './what-was-meant.ts';

/** Endings of what is a file rather than a package. */
const FILES = new Set(['.js', '.mjs', '.ts', '.mts', '.toml', '.json']);

/**
 * The `node_modules` beside the running Hookline that has one of the packages. A Hookline of the whole machine does not
 * look there: a project would work on the machine of one person and on no other.
 */
function besideHookline(tried: readonly string[], bases: readonly string[]): string | undefined {
  const looked = new Set(bases.flatMap(moduleFolders));
  return moduleFolders(dirname(fileURLToPath(import.meta.url)))
    .filter((modules) => !looked.has(modules))
    .find((modules) => tried.some((name) => readManifest(join(modules, name, 'package.json'))));
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
  const beside = besideHookline(tried, bases);
  const unused = beside ? `, but not in ${beside}, where Hookline itself is installed` : '';
  return {
    code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
    message: `${kind === 'plugin' ? 'Plugin' : 'Preset'} "${name}" was not found.`,
    expected: `one of the packages ${tried.join(', ')} (looked for from ${bases.join(', ')}${unused})`,
    fix: FILES.has(extname(name))
      ? `A file is written with ./ in front of it: "./${name}"`
      : whatWasMeant(kind, name, tried, source, loading),
  };
}

/** Describes a path that leads to no file. */
export function fileNotFound(kind: NamedKind, path: string, source: SourceFile, loading: Loading): Finding {
  const folder = dirname(source.file);
  const file = resolve(folder, path);
  const meant = nearbyFile(path, source, loading.root);
  return {
    code: 'HOOKLINE_CONFIG_PLUGIN_NOT_FOUND',
    message: `${kind === 'plugin' ? 'Plugin' : 'Preset'} "${path}" was not found.`,
    expected: `a file at ${file}`,
    fix:
      meant === undefined
        ? 'Make the file, or correct the path: it is found from the folder of this file.'
        : `Did you mean "${meant}"? The path is found from the folder of this file.`,
  };
}
