/**
 * Finds the program of a command: a path from the folder of the file that names it, a bare name through `PATH`.
 * Relative entries of `PATH` are passed over: they would take a program from wherever the agent works.
 */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { HooklineError, nearest } from '@hookline/core/errors';

/** Where a program is looked for. */
export interface ProgramScope {
  /** Absolute folder that relative paths start from. */
  readonly baseDir: string;
  /** The value of `PATH`. */
  readonly path: string | undefined;
  /** The place in the config, for errors. */
  readonly where: string;
}

/**
 * The absolute path of a program. On Windows a bare name is left to the system, which knows its extensions.
 *
 * @throws HooklineError `HOOKLINE_SCRIPT_NOT_FOUND`, `HOOKLINE_SCRIPT_NOT_EXECUTABLE`.
 */
export function findProgram(name: string, scope: ProgramScope): string {
  if (!name.includes('/') && !name.includes('\\')) {
    return process.platform === 'win32' ? name : findOnPath(name, scope);
  }
  const file = isAbsolute(name) ? name : resolve(scope.baseDir, name);
  if (kindOf(file) === undefined) throw notFound(name, file, scope);
  assertExecutable(file, scope.where);
  return file;
}

/**
 * Passes for a file that this user may execute.
 *
 * @throws HooklineError `HOOKLINE_SCRIPT_NOT_EXECUTABLE`.
 */
export function assertExecutable(file: string, where: string): void {
  if (kindOf(file) === 'folder') {
    throw new HooklineError('HOOKLINE_SCRIPT_NOT_EXECUTABLE', {
      what: `${file} is a folder.`,
      where,
      fix: 'Name the program inside of it.',
    });
  }
  if (!isExecutable(file)) throw notExecutable(file, where);
}

/** The error for a file that is there and may not be executed. */
export function notExecutable(file: string, where: string): HooklineError {
  return new HooklineError('HOOKLINE_SCRIPT_NOT_EXECUTABLE', {
    what: `${file} may not be executed.`,
    where,
    fix: `Run: chmod +x ${/^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`}`,
  });
}

function kindOf(file: string): 'file' | 'folder' | undefined {
  try {
    return statSync(file).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findOnPath(name: string, { baseDir, path, where }: ProgramScope): string {
  for (const folder of (path ?? '/usr/local/bin:/usr/bin:/bin').split(delimiter)) {
    const file = join(folder, name);
    if (isAbsolute(folder) && kindOf(file) === 'file' && isExecutable(file)) return file;
  }
  const beside = kindOf(join(baseDir, name)) === 'file';
  throw new HooklineError('HOOKLINE_SCRIPT_NOT_FOUND', {
    what: `No program "${name}" was found.`,
    where,
    why: 'A bare name is looked for in the absolute folders of PATH.',
    fix: beside
      ? `Write "./${name}" for the file beside the configuration.`
      : `Install ${name}, or write its path.`,
  });
}

function notFound(name: string, file: string, { where }: ProgramScope): HooklineError {
  return new HooklineError('HOOKLINE_SCRIPT_NOT_FOUND', {
    what: `${file} does not exist.`,
    where,
    ...(isAbsolute(name) ? {} : { why: 'A relative path starts from the folder of the configuration.' }),
    fix: notFoundFix(name, file),
  });
}

function notFoundFix(name: string, file: string): string {
  if (name.startsWith('~')) return 'No shell expands "~" here: write ${HOME} instead.';
  const folder = dirname(file);
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return `The folder ${folder} does not exist either: correct the path.`;
  }
  const meant = nearest(basename(file), names);
  return meant === undefined
    ? 'Correct the path, or create the file.'
    : `Did you mean "${join(dirname(name), meant)}"?`;
}
