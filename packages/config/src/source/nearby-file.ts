/** Finds the file that a path in a configuration was most likely meant to lead to. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { nearest } from '@hookline/core/errors';
import type { SourceFile } from './source-file.ts';

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** A path as a configuration in the folder writes it. */
function written(file: string, folder: string): string {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('../') ? path : `./${path}`;
}

/**
 * The path that a person meant by one that leads to nothing: the same path from the root of the project, or a file with
 * nearly that name in the folder it names. Undefined when there is neither. A configuration of the user's own is not
 * pointed into a project.
 */
export function nearbyFile(path: string, { file, scope }: SourceFile, root: string): string | undefined {
  const folder = dirname(file);
  const fromRoot = resolve(root, path);
  if (scope === 'project' && isFile(fromRoot)) return written(fromRoot, folder);
  const named = resolve(folder, path);
  const meant = nearest(basename(named), filesIn(dirname(named)));
  return meant === undefined ? undefined : written(resolve(dirname(named), meant), folder);
}
