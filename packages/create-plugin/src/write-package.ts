/** Puts a new package on disk: whole, or not at all. Nothing that is there is ever overwritten. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Writes all files beside the folder, then renames them to it, so that a crash leaves no half package. Into a folder that
 * is there, a fresh clone or the one that somebody works in, they are moved one by one, `package.json` last.
 *
 * @throws Error when the folder is not free, or cannot be written.
 */
export function writePackage(folder: string, files: ReadonlyMap<string, string>): void {
  checkFree(folder);
  let made: string | undefined;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    // No `mkdtemp`: its folder is for one user alone, and stays so under its new name.
    const beside = join(dirname(folder), `.${basename(folder)}-${randomUUID().slice(0, 8)}`);
    mkdirSync(beside);
    made = beside;
    writeFiles(made, files);
    moveInto(folder, made);
  } catch (thrown) {
    const { code, path } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    const where = path === undefined || path === made ? dirname(folder) : path;
    throw new Error(
      `${where} cannot be written (${code}), so nothing was made. Name a folder with --folder.`,
    );
  } finally {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
  }
}

function writeFiles(made: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(made, file)), { recursive: true });
    writeFileSync(join(made, file), text);
  }
}

function moveInto(folder: string, made: string): void {
  if (!existsSync(folder)) {
    renameSync(made, folder);
    return;
  }
  const isManifest = (name: string): number => Number(name === 'package.json');
  const names = readdirSync(made).sort((a, b) => isManifest(a) - isManifest(b));
  for (const name of names) renameSync(join(made, name), join(folder, name));
}
