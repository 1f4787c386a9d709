import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Reads every file below a folder, `.git` left out: path relative to the folder (with `/`) to text. */
export function readTree(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(folder).map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
  );
}

/** Takes size and time of every file below a folder, to be compared by `changedFiles`. */
export function fingerprint(folder: string): ReadonlyMap<string, string> {
  return new Map(
    filesBelow(folder).flatMap((file) => {
      // A program that still runs may remove a file meanwhile.
      const found = statSync(path.join(folder, file), { bigint: true, throwIfNoEntry: false });
      return found ? [[file, `${found.size}:${found.mtimeNs}`] as const] : [];
    }),
  );
}

/** Lists the files that appeared, changed or went between two fingerprints, sorted. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => before.get(file) !== after.get(file))
    .sort();
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => file !== '.git' && !file.startsWith('.git/'))
    .sort();
}
