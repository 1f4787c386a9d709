/** What stands under a path. Never throws: what cannot be looked at is not there. */
import { lstatSync, type Stats, statSync } from 'node:fs';

const attempt = (look: () => Stats): Stats | undefined => {
  try {
    return look();
  } catch {
    return undefined;
  }
};

/** Of the thing itself. */
export const lookAt = (path: string): Stats | undefined => attempt(() => lstatSync(path));

export const isLink = (path: string): boolean => lookAt(path)?.isSymbolicLink() === true;

/** A folder, or a link to one. */
export const isFolder = (path: string): boolean => attempt(() => statSync(path))?.isDirectory() === true;
