/**
 * Files that only their owner may read, written whole by rename. State must never change a verdict, so what is
 * written or read here throws nothing to a hook: it says whether it worked.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Makes a private folder and its parents. Not by `recursive: true`: where a file system refuses a new folder with
 * ENOENT (/proc, an automounter), Node then tries for ever.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: FOLDER_MODE });
    return;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw thrown;
  }
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    // Also where the parent was there: another process may have made it between the two looks.
    mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}

/** Writes a file whole: readers see the old text or the new one. */
export function writeWhole(file: string, text: string): boolean {
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    makeFolder(dirname(file));
    writeFileSync(temporary, text, { mode: FILE_MODE, flag: 'wx' });
    renameSync(temporary, file);
    return true;
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // `force` forgives a file that is not there, but not a folder that is a file.
    }
    return false;
  }
}

/** The JSON of a file; undefined when it is not there or cannot be read. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
