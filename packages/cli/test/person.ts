/** A person with a project and a home in a temporary folder, who types `hookline` commands; the built bin runs them. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const BIN = fileURLToPath(new URL('../bin/hookline.cjs', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Person {
  readonly root: string;
  /** The repository, where commands are typed. */
  readonly project: string;
  readonly codexHome: string;
  readonly hooklineHome: string;
  /** The environment of the commands; nothing of the caller's but PATH. */
  readonly env: NodeJS.ProcessEnv;
  /** Writes a file below the project; one that starts with `#!` is made executable. Gives its path. */
  write(path: string, text: string, below?: string): string;
  /** Runs a command to its end. */
  hookline(args: readonly string[], options?: RunOptions): Promise<Run>;
  /** All files below the root with their texts, `.git` left out. */
  files(): Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  readonly cwd?: string;
}

/** Makes a person; when the test ends all that they started has ended too, and the folder is gone. */
export function person(files: Readonly<Record<string, string>> = {}): Person {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-cli-')));
  const [project, home, bin] = [join(root, 'project'), join(root, 'home'), join(root, 'bin')];
  for (const folder of [project, home, bin, join(project, '.git')]) mkdirSync(folder);
  const codexHome = join(home, '.codex');
  const hooklineHome = join(home, '.hookline');
  const env = {
    PATH: `${bin}:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    CODEX_HOME: codexHome,
    HOOKLINE_HOME: hooklineHome,
    // What trust does is told by its own test, trust.test.ts.
    HOOKLINE_TRUST: 'all',
  };
  onTestFinished(async () => {
    while (isAlive(root)) await wait(20);
    rmSync(root, { recursive: true, force: true });
  });
  const write = (path: string, text: string, below = project): string => {
    const file = join(below, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (text.startsWith('#!')) chmodSync(file, 0o755);
    return file;
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    root,
    project,
    codexHome,
    hooklineHome,
    env,
    write,
    hookline: (args, { env: more, stdin, cwd = project } = {}) =>
      run(spawn(process.execPath, [BIN, ...args], { cwd, env: { ...env, ...more } }), stdin),
    files: () => filesBelow(root),
  };
}

/** Collects what a program says until it ends. */
export function run(child: ReturnType<typeof spawn>, stdin = ''): Promise<Run> {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

/** True while a process runs that inherited this folder in its environment. Always false without /proc. */
function isAlive(root: string): boolean {
  try {
    return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(root));
  } catch {
    return false;
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

function filesBelow(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')]),
  );
}
