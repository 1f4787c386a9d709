/** Puts a new package on disk: whole, or not at all. Nothing that is there is ever overwritten. */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What stands in a folder; nothing when there is no such folder. */
function standing(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new Error(code === 'ENOTDIR' ? `${folder} is a file.` : `${folder} cannot be read (${code}).`);
  }
}

/**
 * Throws when the folder is not free.
 *
 * @throws Error that lists what stands in the way.
 */
export function checkFree(folder: string): void {
  // A fresh clone of an empty repository is where many people begin.
  const inTheWay = standing(folder).filter((name) => name !== '.git');
  if (inTheWay.length === 0) return;
  const more = inTheWay.length > 5 ? `, … (${inTheWay.length} in all)` : '';
  throw new Error(
    `${folder} is not empty: ${inTheWay.slice(0, 5).join(', ')}${more}. Name a folder that is not there yet.`,
  );
}

/** Writes all files beside the folder, then moves them into it by rename, so that a crash leaves no half package. */
export function writePackage(folder: string, files: ReadonlyMap<string, string>): void {
  checkFree(folder);
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(join(made, file)), { recursive: true });
      writeFileSync(join(made, file), text);
    }
    if (standing(folder).length === 0) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(made, folder);
      return;
    }
    for (const name of readdirSync(made)) renameSync(join(made, name), join(folder, name));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
