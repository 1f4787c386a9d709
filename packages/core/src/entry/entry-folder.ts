/** The folder that an entry runs in. */
import { isAbsolute, resolve } from 'node:path';
import { interpolate } from './interpolate.ts';
import type { ResolvedEntry } from './resolved-entry.ts';

/**
 * The entry's `cwd` with `${NAME}` filled in from the environment; relative to the folder of its file.
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET`
 */
export function entryFolder(
  { cwd, baseDir }: Pick<ResolvedEntry, 'cwd' | 'baseDir'>,
  env: Readonly<Record<string, string | undefined>>,
): string {
  // A folder that nobody wrote is taken as it is, whatever its name holds.
  if (cwd === baseDir) return cwd;
  const filled = interpolate(cwd, { env });
  return isAbsolute(filled) ? filled : resolve(baseDir, filled);
}
