// A throw-away place for one run of the agent: its own home, CODEX_HOME, HOOKLINE_HOME and repository, and an environment
// that inherits nothing but PATH. The root's name is in that environment, so every process started here can be found
// again; cleanup ends what is left and removes the root.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sendSignal } from './child.ts';
import { codexBinary } from './codex-binary.ts';
import { type CodexConfigOptions, codexConfig } from './codex-config.ts';
import { hooklineBinary } from './hookline-binary.ts';
import { processesMentioning, waitUntil } from './processes.ts';
import { readTree } from './tree.ts';

/** Names of files and what they hold; a value that is no string is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Settings of a sandbox. */
export interface SandboxOptions extends CodexConfigOptions {
  /** Address of the scripted model. */
  readonly modelUrl: string;
  /** Files of the repository, part of its one commit. */
  readonly files?: Files;
}

/** A throw-away place. All paths are absolute and free of links. */
export interface Sandbox {
  readonly root: string;
  readonly home: string;
  readonly codexHome: string;
  readonly hooklineHome: string;
  readonly repo: string;
  /** Writes files below the repository, or below another folder of the sandbox; one that starts with `#!` is made executable. */
  files(contents: Files, below?: string): void;
  /** Adds lines to the end of the agent's `config.toml`. */
  appendConfig(toml: string): void;
  /** Makes a program available under a name on this sandbox's PATH. `codex`, `hookline` and `node` are there from the start. */
  putOnPath(name: string, program: string): void;
  /** The environment of everything that runs here. Of the caller's own only PATH is kept, behind the sandbox's programs. */
  env(extra?: Readonly<Record<string, string>>): Record<string, string>;
  /** The files of the repository as they are on disk now. */
  tree(): Record<string, string>;
  /** Ends what still runs with this sandbox's environment, then removes the sandbox. */
  cleanup(): Promise<void>;
}

/** Makes a sandbox whose agent talks to the given model. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hookline-e2e-')));
  const at = (name: string) => path.join(root, name);
  const [home, codexHome, hooklineHome, repo, bin] = [
    at('home'),
    at('codex-home'),
    at('hookline-home'),
    at('repo'),
    at('bin'),
  ];
  for (const folder of [home, codexHome, hooklineHome, repo, bin]) mkdirSync(folder);

  const sandbox: Sandbox = {
    root,
    home,
    codexHome,
    hooklineHome,
    repo,
    files: (contents, below = repo) => writeFiles(contents, below),
    appendConfig: (toml) => appendFileSync(path.join(codexHome, 'config.toml'), `\n${toml}\n`),
    putOnPath: (name, program) => symlinkSync(program, path.join(bin, name)),
    env: (extra = {}) => ({
      PATH: [bin, process.env['PATH'] ?? '/usr/bin:/bin'].join(path.delimiter),
      HOME: home,
      CODEX_HOME: codexHome,
      HOOKLINE_HOME: hooklineHome,
      // What the sandbox holds was written by the test; tests of trust itself take this away.
      HOOKLINE_TRUST: 'all',
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      TERM: 'dumb',
      ...extra,
    }),
    tree: () => readTree(repo),
    cleanup: async () => {
      await endProcessesOf(root);
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };

  sandbox.putOnPath('codex', codexBinary());
  sandbox.putOnPath('node', process.execPath);
  sandbox.putOnPath('hookline', hooklineBinary());
  sandbox.files({ 'config.toml': codexConfig(options.modelUrl, repo, options) }, codexHome);
  sandbox.files({ 'README.md': '# A repository\n', ...options.files });
  commitAll(repo, sandbox.env());
  return sandbox;
}

function writeFiles(contents: Files, below: string): void {
  for (const [name, content] of Object.entries(contents)) {
    const file = path.join(below, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
    writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
}

function commitAll(repo: string, env: Record<string, string>): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repo, env, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Sandbox');
  git('config', 'user.email', 'sandbox@localhost');
  git('config', 'commit.gpgsign', 'false');
  git('add', '--all');
  git('commit', '--quiet', '--message=Begin');
}

async function endProcessesOf(root: string): Promise<void> {
  // Only what inherited the sandbox's environment was started by it: a mention on a command line proves nothing.
  const left = () => processesMentioning(root).filter((found) => found.inherited);
  await waitUntil(
    () => {
      const found = left();
      for (const { pid } of found) sendSignal(pid, 'SIGKILL');
      return found.length === 0;
    },
    { attempts: 40 },
  );
}
