// A place for attacks: a person with a home and a required gate of their own, and a repository of somebody else.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { ChildResult } from '../../src/child.ts';
import { hooklineBinary } from '../../src/hookline-binary.ts';
import { processesMentioning, waitUntil } from '../../src/index.ts';
import { runBounded } from '../../src/registry/index.ts';

export type Said = ChildResult;

/** How the person's own gate speaks. */
export const REFUSED = 'The gate of the user does not let this pass.';
/** What it does not let pass. */
export const FORBIDDEN = 'rm -rf precious';

// Builtins only: what it is written with is not looked for on a PATH that an attack has in its hands.
const GATE = `#!/bin/sh
IFS= read -r line
case "$line" in
  *'${FORBIDDEN}'*) echo '${REFUSED}' >&2; exit 2;;
esac
`;

/** That a project waits refuses nothing here, so that every refusal is that of the gate itself. */
export const OWN_LAYER = `[hooks]
untrusted = "skip"

[[hooks.exec]]
event = "exec.before"
command = ["./gate.sh"]
description = "Gate"
id = "gate"
required = true
`;

const RECORDED = path.resolve(import.meta.dirname, '../../../host-codex/test/recorded');
/** No run of an attack may need longer. The slowest ends after seconds. */
const BOUND_MS = 30_000;
/** What Hookline and the agent keep for themselves. */
const KEPT = ['hookline-home', 'codex-home', 'tmp', 'marks'];

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export class Arena {
  readonly root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hookline-hostile-')));
  readonly repo = path.join(this.root, 'repo');
  readonly hooklineHome = path.join(this.root, 'hookline-home');
  readonly codexHome = path.join(this.root, 'codex-home');
  readonly marksFolder = path.join(this.root, 'marks');
  /** For what a scene has to remember between its steps, such as what a server was asked. */
  readonly notes: string[] = [];

  #server: Server | undefined;

  constructor() {
    for (const name of ['home', 'elsewhere', 'repo/.git', ...KEPT]) {
      mkdirSync(path.join(this.root, name), { recursive: true, mode: 0o700 });
    }
    this.files({ 'hooks.toml': OWN_LAYER, 'gate.sh': GATE }, this.hooklineHome);
  }

  /** Writes files below the repository or another folder; what starts with `#!` is made executable. */
  files(contents: Readonly<Record<string, string>>, below = this.repo): void {
    for (const [name, content] of Object.entries(contents)) {
      const file = path.join(below, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      chmodSync(file, content.startsWith('#!') ? 0o755 : 0o644);
    }
  }

  /** A script that leaves a mark. */
  sh(id: string): string {
    return `#!/bin/sh\n: > '${this.mark(id)}'\n`;
  }

  /** JavaScript that leaves a mark when it is loaded. */
  js(id: string): string {
    return `process.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(this.mark(id))}, '');\n`;
  }

  mark(id: string): string {
    return path.join(this.marksFolder, id);
  }

  /** A web server on this machine that notes what it is asked. Gives its address. */
  async serve(): Promise<string> {
    const server = createServer((request, response) => {
      this.notes.push(`${request.method} ${request.url}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** The marks since the last look. */
  takeMarks(): readonly string[] {
    const found = readdirSync(this.marksFolder).sort();
    for (const name of found) rmSync(path.join(this.marksFolder, name));
    return found;
  }

  /** Runs a command of the built Hookline. */
  hookline(
    args: readonly string[],
    { cwd = this.repo, env = {}, stdin = '' }: RunOptions = {},
  ): Promise<Said> {
    return runBounded([process.execPath, hooklineBinary(), ...args], {
      cwd,
      stdin,
      timeoutMs: BOUND_MS,
      env: {
        PATH: [path.dirname(process.execPath), '/usr/bin', '/bin'].join(path.delimiter),
        HOME: path.join(this.root, 'home'),
        CODEX_HOME: this.codexHome,
        HOOKLINE_HOME: this.hooklineHome,
        TMPDIR: path.join(this.root, 'tmp'),
        LANG: 'C.UTF-8',
        ...env,
      },
    });
  }

  /** Calls a hook as the agent does, with a recorded payload of which some fields are changed. */
  hook(
    recorded: string,
    changes: Readonly<Record<string, unknown>> = {},
    options: RunOptions = {},
  ): Promise<Said> {
    const { cwd = this.repo } = options;
    const said = JSON.parse(readFileSync(path.join(RECORDED, `${recorded}.json`), 'utf8')) as object;
    return this.hookline(['hook', '--host', 'codex', '--event', recorded.split('.')[0] ?? ''], {
      stdin: `${JSON.stringify({ ...said, transcript_path: null, cwd, ...changes })}\n`,
      ...options,
    });
  }

  /** The command that the person's gate refuses. */
  forbidden(options: RunOptions = {}): Promise<Said> {
    return this.hook('PreToolUse.Bash', { tool_input: { command: FORBIDDEN } }, options);
  }

  /** Commands that show or judge what there is, one after the other as one person types them. */
  async show(commands: readonly string[], options: RunOptions = {}): Promise<Record<string, Said>> {
    const said = await Promise.all(
      commands.map(async (line) => [line, await this.hookline(line.split(' '), options)] as const),
    );
    return Object.fromEntries(said);
  }

  /** Everything that is not kept by Hookline or the agent: path to kind, size and time. */
  tree(): ReadonlyMap<string, string> {
    const entries = readdirSync(this.root, { recursive: true, withFileTypes: true });
    return new Map(
      entries.flatMap((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(this.root, file);
        if (KEPT.includes(name.split(path.sep)[0] ?? '')) return [];
        const { mode, size, mtimeNs } = lstatSync(file, { bigint: true });
        return [[name, entry.isDirectory() ? 'folder' : `${mode}:${size}:${mtimeNs}`] as const];
      }),
    );
  }

  /** Notes every line of every log and journal. */
  noteLogs(): void {
    for (const home of [this.hooklineHome, this.codexHome]) {
      for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(?:log|jsonl)$/.test(entry.name)) continue;
        this.notes.push(...readFileSync(path.join(entry.parentPath, entry.name), 'utf8').split('\n'));
      }
    }
  }

  /** What still runs of it when everything that was handed over had its time. */
  async leftRunning(): Promise<readonly unknown[]> {
    await waitUntil(() => processesMentioning(this.root).length === 0);
    return processesMentioning(this.root);
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** The reason with which a hook refused; empty where it did not. */
export function refusalOf({ stdout, stderr, exitCode }: Said): string {
  if (exitCode === 2) return stderr;
  if (stdout === '') return '';
  const answer = JSON.parse(stdout) as {
    reason?: string;
    hookSpecificOutput?: { permissionDecision?: string; permissionDecisionReason?: string };
  };
  const { permissionDecision, permissionDecisionReason = '' } = answer.hookSpecificOutput ?? {};
  return permissionDecision === 'deny' ? permissionDecisionReason : (answer.reason ?? '');
}
