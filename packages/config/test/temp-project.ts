/** A project, a home and their files, in a temporary folder that is removed after the test. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoadedConfig, type LoadOptions, loadConfig } from '../src/index.ts';
import { KINDS } from './kinds.ts';

export interface TempProject {
  /** The repository's root. */
  readonly root: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file below the root and returns its path. */
  write(path: string, text: string | object): string;
  /** Writes a file below the home folder. */
  writeHome(path: string, text: string | object): string;
  load(options?: Partial<LoadOptions>): Promise<LoadedConfig>;
}

function writeBelow(folder: string, path: string, text: string | object): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text, null, 2));
  return file;
}

/** Makes an empty repository and an empty home. */
export function tempProject(files: Readonly<Record<string, string | object>> = {}): TempProject {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-config-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const root = join(top, 'repo');
  const home = join(top, 'home');
  mkdirSync(join(root, '.git'), { recursive: true });
  mkdirSync(home, { recursive: true });
  const env = { HOME: home, HOOKLINE_TRUST: 'all' };
  const project: TempProject = {
    root,
    home,
    env,
    write: (path, text) => writeBelow(root, path, text),
    writeHome: (path, text) => writeBelow(home, path, text),
    load: (options = {}) => loadConfig({ cwd: root, env, kinds: KINDS, runCode: true, ...options }),
  };
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  return project;
}

/** Problems as one line each, for comparing: `error hooks.toml:3:1 message`. */
export function lines(loaded: LoadedConfig, root: string): readonly string[] {
  return loaded.problems.map(({ severity, file, line, column, message }) => {
    const place = [file.replace(`${root}/`, ''), line, column].filter((part) => part !== undefined).join(':');
    return `${severity} ${place} ${message}`;
  });
}
