import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder of ours that only its owner may read. A link in its place is refused: what is written must stay here. */
export function makePrivateFolder(folder: string): void {
  makeFolder(folder);
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is a link or a file.`);
}

/**
 * Makes a folder and its parents. Not by `recursive: true`: where a file system refuses a new folder with ENOENT (/proc,
 * an automounter), Node then tries for ever.
 */
export function makeFolder(folder: string): void {
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}
