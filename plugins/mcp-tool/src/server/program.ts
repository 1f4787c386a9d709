/**
 * Finds the program of a server. A configuration outside of the project never gets a program out of it: relative
 * folders of PATH, and folders of PATH inside the repository, are passed over.
 */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { HooklineError } from '@hookline/core/errors';

/** Where a program is looked for. */
export interface ProgramScope {
  /** The folder of the file that says the server; relative paths start from it. */
  readonly baseDir: string;
  /** The folder that the agent works in. */
  readonly workDir: string;
  readonly path: string | undefined;
  readonly where: string;
}

/**
 * The absolute path of a program.
 *
 * @throws HooklineError `HOOKLINE_MCP_SERVER_FAILED`
 */
export function findServerProgram(name: string, scope: ProgramScope): string {
  if (name.includes('/') || name.includes('\\')) {
    const file = resolve(scope.baseDir, name);
    if (isProgram(file)) return file;
    throw notFound(
      `${file} is not a program that may be executed.`,
      'Correct the path, or run chmod +x on it.',
      scope,
    );
  }
  // Windows knows which extensions make a program.
  if (process.platform === 'win32') return name;
  for (const folder of (scope.path ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter)) {
    const file = join(folder, name);
    if (isAbsolute(folder) && isProgram(file) && !isForeign(folder, scope)) return file;
  }
  throw notFound(
    `No program "${name}" was found in PATH.`,
    `Install ${name}, or write its absolute path.`,
    scope,
  );
}

const notFound = (what: string, fix: string, { where }: ProgramScope): HooklineError =>
  new HooklineError('HOOKLINE_MCP_SERVER_FAILED', { what, where, fix });

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** True for a folder inside the project, unless the configuration is the project's as well. */
function isForeign(folder: string, { baseDir, workDir }: ProgramScope): boolean {
  const root = real(repositoryOf(workDir));
  return isInside(real(folder), root) && !isInside(real(baseDir), root);
}

function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
