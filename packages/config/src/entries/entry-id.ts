import { relative, sep } from 'node:path';
import type { Loading } from '../loading.ts';
import { formatPath, type Path } from '../report/path.ts';
import type { SourceFile } from '../source/source-file.ts';

/**
 * The id of an entry that does not give itself one: where it is written. Relative to a folder that is named, so
 * that it does not change with the place of a checkout.
 */
export function entryId(source: SourceFile, path: Path, { root, homes }: Loading): string {
  const folders: readonly (readonly [string, string])[] = [
    [homes.hooklineHome, 'hookline-home/'],
    [homes.codexHome, 'codex-home/'],
    [root, ''],
  ];
  for (const [folder, name] of folders) {
    const inside = relative(folder, source.file);
    if (!inside.startsWith('..') && !inside.startsWith(sep)) {
      return `${name}${inside.split(sep).join('/')}:${formatPath([...source.prefix, ...path])}`;
    }
  }
  return `${source.file}:${formatPath([...source.prefix, ...path])}`;
}
