/**
 * The place in which a reader follows the document: a repository with the example files, a home with `~/.codex`, and a
 * `codex` on PATH that is `hookline codex`. The real Codex is behind it, and a scripted model behind that.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import {
  type CodexRun,
  codexBinary,
  runInTerminal,
  runOnStage,
  type Stage,
  type StageOptions,
  TASK_DONE,
  type TerminalRun,
  type Turn,
  waitUntil,
} from '../../src/index.ts';
import { stageFor } from '../stage.ts';

const EXAMPLES = fileURLToPath(new URL('../../../../examples', import.meta.url));

type Env = Readonly<Record<string, string>>;

/** One start or end of a script that was put there by `scripts`. */
export interface Ran {
  readonly script: string;
  readonly moment: 'begin' | 'end';
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What `hookline emit --json` prints, as far as it is looked at. */
export interface Emitted {
  readonly verdict?: { readonly kind: string; readonly reasons: readonly { readonly text: string }[] };
  readonly context: readonly { readonly text: string }[];
  readonly failures: readonly { readonly code: string; readonly message: string }[];
  readonly runs: readonly { readonly by: string; readonly status: string; readonly why?: string }[];
}

export interface World {
  readonly stage: Stage;
  readonly repo: string;
  /** `~/.codex`. */
  readonly codexHome: string;
  /** Writes files below the repository. */
  files(contents: Readonly<Record<string, unknown>>): void;
  /** Puts scripts there that record how they were run and end with 0, or with the code that is given. */
  /** `together`: each waits with its end until all have begun, so that those which run one after the other are seen to do so. */
  scripts(
    names: Readonly<Record<string, number>> | readonly string[],
    options?: { readonly together?: true },
  ): void;
  /** What the scripts recorded, in order. */
  ran(): Ran[];
  /** Runs a command as the reader does. */
  run(
    command: readonly string[],
    options?: { readonly env?: Env; readonly stdin?: string },
  ): Promise<CodexRun>;
  /** Runs a block in bash; what fails in it fails the run. */
  bash(text: string, options?: { readonly env?: Env }): Promise<CodexRun>;
  /** Runs a block in bash in a terminal, and leaves Codex when it has done its task. */
  bashInTerminal(text: string): Promise<TerminalRun>;
  /** Raises an event by hand; resolves when nothing of it waits any more. */
  emit(
    event: string,
    data?: object,
    options?: { readonly env?: Env; readonly session?: string },
  ): Promise<Emitted>;
  /** Proves that the configuration is right, to the last warning that is not expected. */
  valid(warnings?: readonly string[]): Promise<void>;
  /** A file below `~/.codex`. */
  home(name: string): string;
}

/** Makes a world that ends with the test. */
export async function openWorld(turns: readonly Turn[] = [], options: StageOptions = {}): Promise<World> {
  // A model that Codex does not know: it then offers no other one when it starts in a terminal.
  const stage = await stageFor(turns, { codexModel: 'scripted-model', ...options });
  const { sandbox } = stage;
  cpSync(EXAMPLES, path.join(sandbox.repo, 'examples'), {
    recursive: true,
    filter: (source) => !/node_modules|\/test\b/.test(source),
  });
  symlinkSync(sandbox.codexHome, path.join(sandbox.home, '.codex'));
  const shims = path.join(sandbox.root, 'shims');
  mkdirSync(shims);
  writeFileSync(
    path.join(shims, 'codex'),
    `#!/bin/sh\nHOOKLINE_CODEX=${JSON.stringify(codexBinary())} exec hookline codex "$@"\n`,
    { mode: 0o755 },
  );
  const record = path.join(sandbox.root, 'ran.jsonl');
  const reader = (env: Env = {}): Env => ({ PATH: `${shims}:${sandbox.env()['PATH']}`, ...env });
  // A reader has neither variable set.
  const plain = ['env', '-u', 'CODEX_HOME', '-u', 'HOOKLINE_HOME'];
  const run: World['run'] = (command, { env, stdin } = {}) =>
    runOnStage(stage, [...plain, ...command], {
      env: reader(env),
      ...(stdin === undefined ? {} : { stdin }),
    });
  const home = (name: string): string => readFileSync(path.join(sandbox.codexHome, name), 'utf8');

  async function settled(): Promise<void> {
    const waiting = async (): Promise<readonly { readonly state: string }[]> =>
      JSON.parse((await run(['hookline', 'spool', 'list', '--json'])).stdout);
    const isDone = await waitUntil(async () => (await waiting()).every(({ state }) => state === 'dead'), {
      attempts: 100,
      everyMs: 50,
    });
    expect(isDone).toBe(true);
  }

  return {
    stage,
    repo: sandbox.repo,
    codexHome: sandbox.codexHome,
    files: (contents) => sandbox.files(contents),
    scripts(names, { together } = {}) {
      const codes = Array.isArray(names) ? names.map((name) => [name, 0] as const) : Object.entries(names);
      sandbox.files(
        Object.fromEntries(
          codes.map(([name, code]) => [name, recorder(name, code, record, together ? codes.length : 1)]),
        ),
      );
    },
    ran: () =>
      existsSync(record)
        ? readFileSync(record, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as Ran)
        : [],
    run,
    bash: (text, { env } = {}) => run(['bash', '-eo', 'pipefail', '-c', text], { env }),
    bashInTerminal: (text) =>
      runInTerminal(stage, [...plain, 'bash', '-c', text], {
        env: reader(),
        quitWhen: (written) => written.includes(TASK_DONE),
      }),
    async emit(event, data = {}, { env, session = 'session_123' } = {}) {
      const args = ['--json', '--session', session, '--data', '-'];
      const emitted = await run(['hookline', 'emit', event, ...args], { env, stdin: JSON.stringify(data) });
      await settled();
      expect(emitted.stdout, emitted.stderr).not.toBe('');
      return JSON.parse(emitted.stdout);
    },
    async valid(warnings = []) {
      const checked = await run(['hookline', 'validate', '--json']);
      expect(checked.exitCode, checked.stdout).toBe(0);
      const { problems } = JSON.parse(checked.stdout) as { problems: { code?: string; message: string }[] };
      expect(problems.map(({ message }) => message)).toEqual(
        warnings.map((warning) => expect.stringContaining(warning)),
      );
    },
    home,
  };
}

/** A script that notes its begin, waits for the beginnings of so many (10 s at most), and notes its end. */
const recorder = (
  name: string,
  code: number,
  file: string,
  beginnings: number,
): string => `#!/usr/bin/env node
const { appendFileSync, readFileSync } = process.getBuiltinModule('node:fs');
const file = ${JSON.stringify(file)};
const note = (moment) => appendFileSync(file, JSON.stringify({
  script: ${JSON.stringify(name)}, moment, cwd: process.cwd(), env: process.env }) + '\\n');
const begun = () => readFileSync(file, 'utf8').split('"moment":"begin"').length - 1;
note('begin');
const until = Date.now() + 10_000;
const end = () => {
  if (begun() < ${beginnings} && Date.now() < until) return void setTimeout(end, 20);
  note('end');
  if (${code}) process.stderr.write('${name} has failed.\\n');
  process.exitCode = ${code};
};
end();
`;
