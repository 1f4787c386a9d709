/** Reads files of the agent before they are edited, and says clearly when one cannot be edited safely. */
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';

/** A file of the agent that cannot be read or edited safely. Nothing has been written then. */
export function fileInvalid(path: string, why: string, fix: string, cause?: unknown): HooklineError {
  return new HooklineError('HOOKLINE_HOST_FILE_INVALID', {
    what: 'A file of Codex cannot be edited safely. Nothing was changed.',
    where: path,
    why,
    fix,
    cause,
  });
}

/** The text of a regular file, or undefined when there is none. Throws HOOKLINE_HOST_FILE_INVALID. */
export function readText(path: string): string | undefined {
  let kind: ReturnType<typeof lstatSync>;
  try {
    kind = lstatSync(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw fileInvalid(path, 'It cannot be looked at.', 'Repair the permissions of its folder.', cause);
  }
  if (!kind.isFile()) {
    const found = kind.isSymbolicLink() ? 'a symbolic link' : kind.isDirectory() ? 'a folder' : 'not a file';
    throw fileInvalid(path, `It is ${found}.`, 'Put a regular file there, or remove it.');
  }
  try {
    // A byte order mark is kept as it is: what is not ours comes back byte for byte.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (cause) {
    throw fileInvalid(path, 'It cannot be read as UTF-8 text.', 'Repair the file or its permissions.', cause);
  }
}

/** The path with its links resolved, as far as it exists: a file to come is named by its real folder. */
export function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(resolved(folder), basename(path));
  }
}

/** True for the error of a path that does not exist. */
export function isMissing(thrown: unknown): boolean {
  const { code } = thrown as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
