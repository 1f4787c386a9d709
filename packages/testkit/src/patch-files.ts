/** The files of a patch in the agent's format: enough for patches that a test writes. */
import type { PatchFile } from '@hookline/core';

type Open = { -readonly [K in keyof PatchFile]: PatchFile[K] };

export function patchFiles(patch: string): readonly PatchFile[] {
  const files: Open[] = [];
  for (const line of patch.split('\n')) {
    const file = files.at(-1);
    const header = /^\*\*\* (Add|Update|Delete) File: (.+)$/.exec(line);
    const moved = /^\*\*\* Move to: (.+)$/.exec(line);
    if (header?.[1] && header[2]) {
      const kind = header[1].toLowerCase() as PatchFile['kind'];
      files.push({ path: header[2].trim(), kind, added: 0, removed: 0 });
    } else if (moved?.[1] && file) file.movedTo = moved[1].trim();
    else if (line.startsWith('+') && file) file.added += 1;
    else if (line.startsWith('-') && file) file.removed += 1;
  }
  return files;
}
