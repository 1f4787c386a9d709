/** Puts the patch of an event into a private file while a script runs: a patch is too large for a variable. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';

/** Calls `use` with the path of a file (0600) that holds the event's patch, if it has one; removes it afterwards. */
export async function withPatchFile<T>(
  event: LifecycleEvent,
  use: (patchFile: string | undefined) => Promise<T>,
): Promise<T> {
  const patch = 'patch' in event && typeof event.patch === 'string' ? event.patch : undefined;
  if (patch === undefined) return use(undefined);
  const folder = mkdtempSync(join(tmpdir(), 'hookline-patch-'));
  try {
    const file = join(folder, 'change.patch');
    writeFileSync(file, patch, { mode: 0o600 });
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
