/** Says why a program could not be started, beyond the one code that the system gives. */
import { accessSync, constants, statSync } from 'node:fs';

/**
 * The system reports a missing working directory as a missing program. `ENOENT_CWD`, `ENOTDIR_CWD` and
 * `EACCES_CWD` tell them apart; any other code is passed on.
 */
export function startFailureCode(code: string | undefined, cwd: string | undefined): string {
  const fallback = code ?? 'UNKNOWN';
  if (cwd === undefined || !['ENOENT', 'ENOTDIR', 'EACCES'].includes(fallback)) return fallback;
  try {
    if (!statSync(cwd).isDirectory()) return 'ENOTDIR_CWD';
    accessSync(cwd, constants.X_OK);
    return fallback;
  } catch (error) {
    return `${(error as NodeJS.ErrnoException).code ?? 'ENOENT'}_CWD`;
  }
}
