import { dirname, join } from 'node:path';
import type { Inputs } from './inputs.ts';

/** The first folder from `from` upwards that has a `.git`, which may be a file: in worktrees and submodules it is. */
export function repositoryRoot(from: string, inputs: Inputs): string | undefined {
  for (const folder of foldersUp(from)) {
    if (inputs.exists(join(folder, '.git'))) return folder;
  }
  return undefined;
}

/** The folder and its parents, up to the file system's root or to `last`. */
export function foldersUp(from: string, last?: string): string[] {
  const folders = [from];
  for (let folder = from; folder !== last && dirname(folder) !== folder; ) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}
