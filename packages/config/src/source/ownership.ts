/** A file of the user's layer needs no approval, so it counts only when nobody but the user could have written it. */
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';
import type { Inputs } from './inputs.ts';

function mayWrite(stats: Stats): string | undefined {
  const { getuid, getgid } = process;
  if (!getuid || !getgid) return undefined;
  if (stats.uid !== getuid() && stats.uid !== 0) return 'it belongs to someone else';
  if ((stats.mode & 0o002) !== 0) return 'everyone can write it';
  if ((stats.mode & 0o020) !== 0 && stats.gid !== getgid()) return 'a group can write it';
  return undefined;
}

/** Why a file is not the user's alone; undefined when it is. The folder counts too: who can write it can replace the file. */
export function foreignHand(file: string, inputs: Inputs): string | undefined {
  const stats = inputs.stat(file);
  const own = stats && mayWrite(stats);
  if (own) return own;
  const folder = inputs.folder(dirname(file));
  const around = folder && mayWrite(folder);
  return around && `its folder is not the user's alone: ${around}`;
}
