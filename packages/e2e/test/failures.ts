// A scene of something that breaks beside a command of the agent: what was touched, told, logged and left running.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import {
  type CodexRun,
  processesMentioning,
  type RunCodexOptions,
  runCodex,
  type Stage,
  type Turn,
  waitUntil,
} from '../src/index.ts';
import { stageFor } from './stage.ts';

/** Two seconds is enough for what answers at once, and short for what never does. */
export const SETTINGS = '[hooks]\nenabled = true\ntimeout_seconds = 2\n';

/** An entry that refuses by failing, or only looks on. */
export const gateEntry = (required: boolean, more = ''): string => `
[[hooks.exec]]
event = "exec.before"
type = "script"
command = ["./gate.sh"]
description = "The gate"
required = ${required}
${more}`;

/** Keeps what `error.occurred` says, so that a test sees that it was raised. */
export const LISTENER = `
[[hooks.error]]
event = "error.occurred"
type = "script"
command = ["./on-error.sh"]
`;

/** Lets everything pass. */
export const PASS = '#!/bin/sh\nexit 0\n';

export interface Scene {
  readonly config: string;
  /** The file that it stands in; `hooks.toml` unless told. */
  readonly name?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly turns?: readonly Turn[];
  readonly run?: RunCodexOptions;
  /** The agent's last words; null when it never got to speak. `done` unless told. */
  readonly ends?: string | null;
  /** Works on the stage before the agent starts. */
  readonly prepare?: (stage: Stage) => void;
}

export interface Played {
  readonly stage: Stage;
  readonly run: CodexRun;
  /** What the model was given for its first command. */
  readonly told: string;
  /** `hooks.log`. */
  readonly log: string;
  /** What listeners of `error.occurred` saw, one line each. */
  readonly errors: () => string;
}

/** The command that the model asks for, unless told. */
export const TOUCH: Turn = { type: 'shell', command: 'echo ran > ran.txt' };

/** Plays a scene with `hookline codex exec` and proves that the turn ended well and nothing is left running. */
export async function play({
  config,
  name = 'hooks.toml',
  files = {},
  turns = [TOUCH],
  run: options,
  ends = 'done',
  prepare,
}: Scene): Promise<Played> {
  const stage = await stageFor([...turns, { type: 'message', text: 'done' }]);
  const { sandbox } = stage;
  const seen = path.join(sandbox.root, 'errors');
  sandbox.files({
    [name]: config,
    'on-error.sh': `#!/bin/sh\necho "$CODEX_ERROR | $CODEX_CONTEXT" >> '${seen}'\n`,
    ...files,
  });
  prepare?.(stage);
  const run = await runCodex(stage, { program: ['hookline', 'codex'], ...options });
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.finalMessage).toBe(ends);
  await expectNoProcess(sandbox.root);
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return {
    stage,
    run,
    told: [...run.toolOutputs.values()][0] ?? '',
    log: read(path.join(sandbox.codexHome, 'hooks.log')),
    errors: () => read(seen),
  };
}

/** Proves that nothing of a folder's programs runs any more. What has just been ended is given a moment to go. */
export async function expectNoProcess(root: string): Promise<void> {
  await waitUntil(() => processesMentioning(root).length === 0);
  expect(processesMentioning(root)).toEqual([]);
}

/** Proves that the command was refused for a reason that a model can use: no code, no path of the machine. */
export function expectRefused({ run, told, stage }: Played): void {
  expect(run.filesTouched).toEqual([]);
  expect(told).toMatch(/blocked by PreToolUse hook/);
  expect(told).toMatch(/not let through|not allowed/);
  expect(told).toMatch(/ask the user/i);
  expect(told).not.toMatch(/HOOKLINE_|undefined|\[object/);
  expect(told).not.toContain(stage.sandbox.root);
}
