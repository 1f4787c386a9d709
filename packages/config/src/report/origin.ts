import type { Origin } from '@hookline/core';
import { locate } from '../source/locator.ts';
import type { SourceFile } from '../source/source-file.ts';
import { formatPath, type Path } from './path.ts';

/** Where a part of a file was written. */
export async function originOf(source: SourceFile, path: Path): Promise<Origin> {
  const position = await locate(source, path, 'key');
  return {
    file: source.file,
    ...(position ?? {}),
    path: formatPath([...source.prefix, ...path]),
    layer: source.layer,
  };
}
