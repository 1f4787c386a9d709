/** `hookline migrate` killed between two of its writes: on the real Codex a guard holds all the same. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandHook, openAppServer, runOnStage, type Stage, type Turn } from '../src/index.ts';
import { hookline, hooksFolder, lineCount, plainCodex, type Scope } from './installed.ts';
import { stageFor } from './stage.ts';

/** Ends the process by SIGKILL right after so many files were put in their places or taken away. */
const KILLER = `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.env.KILL_AFTER);
const counted = (real, at) => (...args) => {
  const done = real(...args);
  if (/(?:hooks\\.json|config\\.toml|installs.*\\.json)$/.test(String(args[at])) && --left === 0)
    process.kill(process.pid, 'SIGKILL');
  return done;
};
fs.renameSync = counted(fs.renameSync, 1);
fs.rmSync = counted(fs.rmSync, 0);
syncBuiltinESMExports();
`;
const GUARD = `#!/bin/sh
echo guard >> "$HOME/guard.log"
case "$(cat)" in *forbidden*) echo "Not to be made." >&2; exit 2 ;; esac
`;
const TURNS: readonly Turn[] = [
  { type: 'shell', command: 'touch forbidden.txt' },
  { type: 'message', text: 'done' },
];

async function guardedStage(scope: Scope): Promise<Stage> {
  const stage = await stageFor(TURNS, { files: { 'guard.sh': GUARD } });
  const hooks = { PreToolUse: [commandHook('./guard.sh', 20, 'Bash')] };
  stage.sandbox.files({ 'hooks.json': { hooks } }, hooksFolder(stage, scope));
  stage.sandbox.files({ 'killer.mjs': KILLER }, stage.sandbox.root);
  const server = await openAppServer(stage.sandbox);
  await server.trustHooks();
  await server.close();
  return stage;
}

/** Whether it was killed; false when it came to its end before. */
async function killedAfter(stage: Stage, writes: number, ...args: readonly string[]): Promise<boolean> {
  const { exitCode } = await runOnStage(stage, ['hookline', 'migrate', ...args], {
    env: {
      NODE_OPTIONS: `--import ${path.join(stage.sandbox.root, 'killer.mjs')}`,
      KILL_AFTER: String(writes),
    },
  });
  return exitCode !== 0;
}

const held = async (stage: Stage): Promise<void> => {
  const before = lineCount(stage, 'guard.log');
  const run = await plainCodex(stage);
  expect(run.finalMessage, run.stderr).toBe('done');
  expect(run.filesTouched).not.toContain('forbidden.txt');
  expect(lineCount(stage, 'guard.log')).toBeGreaterThan(before);
};

/** All writes there are: the next one would be after the end. */
const WAYS: readonly { way: string; scope: Scope; writes: number }[] = [
  { way: 'there', scope: 'project', writes: 7 },
  { way: 'back', scope: 'user', writes: 9 },
];

describe.each(WAYS)('hookline migrate on its way $way', ({ way, scope, writes }) => {
  const numbers = Array.from({ length: writes }, (_, index) => index + 1);
  const move = ['--scope', scope, '--trust', '--yes'];
  const args = way === 'back' ? ['--back', '--scope', scope, '--yes'] : move;
  const prepared = async (): Promise<Stage> => {
    const stage = await guardedStage(scope);
    if (way === 'back') await hookline(stage, 'migrate', ...move);
    return stage;
  };

  it.each(numbers)(
    'killed after write %i leaves a guard that holds, and can be run again',
    async (number) => {
      const stage = await prepared();
      expect(await killedAfter(stage, number, ...args)).toBe(true);
      await held(stage);
      expect((await hookline(stage, 'migrate', ...args)).exitCode).toBe(0);
    },
  );

  it(`comes to its end after write ${writes}`, async () => {
    expect(await killedAfter(await prepared(), writes + 1, ...args)).toBe(false);
  });
});
