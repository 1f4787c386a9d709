/** Finds the real `codex`: `HOOKLINE_CODEX`, else the first executable of that name on PATH. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { HooklineError } from '@hookline/core/errors';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @throws HooklineError `HOOKLINE_HOST_NOT_FOUND`
 */
export function findCodex(env: NodeJS.ProcessEnv): string {
  const named = env['HOOKLINE_CODEX'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new HooklineError('HOOKLINE_HOST_NOT_FOUND', {
      what: 'HOOKLINE_CODEX does not name an executable file.',
      where: named,
      fix: 'Set it to the path of codex, or unset it to use the codex on PATH.',
    });
  }
  // A relative PATH entry would take the program from whatever folder the agent works in.
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter((entry) => isAbsolute(entry))) {
    for (const name of process.platform === 'win32' ? ['codex.cmd', 'codex.exe'] : ['codex']) {
      const file = join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  throw new HooklineError('HOOKLINE_HOST_NOT_FOUND', {
    what: 'The Codex CLI was not found on PATH.',
    fix: 'Install it with: npm install -g @openai/codex  (or set HOOKLINE_CODEX to its path).',
  });
}
