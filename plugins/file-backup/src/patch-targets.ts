/** What a patch of the agent touches. */
import { resolve } from 'node:path';
import type { PatchFile } from '@hookline/core';
import type { Target } from './targets.ts';

export function patchTargets(files: readonly PatchFile[], cwd: string): readonly Target[] {
  return files.flatMap(({ path: given, kind, movedTo }): readonly Target[] => {
    const path = resolve(cwd, given);
    if (movedTo !== undefined) {
      // The name goes and the content comes under another one: of a link both are wanted.
      return [
        { path, how: 'replace', reason: 'patch move' },
        { path, how: 'write', reason: 'patch move' },
        { path: resolve(cwd, movedTo), how: 'write', reason: 'patch move' },
      ];
    }
    return [{ path, how: kind === 'delete' ? 'replace' : 'write', reason: `patch ${kind}` }];
  });
}
