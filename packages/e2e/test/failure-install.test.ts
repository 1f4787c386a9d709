/** Hookline itself is damaged: what was installed still refuses where something may be required, and a turn still ends. */
import { cpSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hooklineBinary } from '../src/hookline-binary.ts';
import { type CodexRun, runCodex, runOnStage, type Stage } from '../src/index.ts';
import { expectNoProcess, gateEntry, PASS, SETTINGS, TOUCH } from './failures.ts';
import { stageFor } from './stage.ts';

/** A copy of the built package, installed for the user's Codex. */
async function installedCopy(required: boolean): Promise<{ stage: Stage; copy: string }> {
  const stage = await stageFor([TOUCH, { type: 'message', text: 'done' }]);
  const { sandbox } = stage;
  const original = path.resolve(hooklineBinary(), '../..');
  const copy = path.join(sandbox.root, 'installed');
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(path.join(original, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.resolve(original, '../../node_modules'), path.join(copy, 'node_modules'));
  sandbox.files({ 'hooks.toml': SETTINGS + gateEntry(required), 'gate.sh': PASS });
  const bin = path.join(copy, 'bin/hookline.cjs');
  const events = ['--events', 'PreToolUse,Stop'];
  const installed = await runOnStage(stage, [
    'node',
    bin,
    'install',
    'codex',
    '--scope',
    'user',
    '--yes',
    '--trust',
    ...events,
  ]);
  expect(installed.exitCode, installed.stderr).toBe(0);
  return { stage, copy };
}

async function playBroken(
  required: boolean,
  damage: (copy: string, stage: Stage) => void,
): Promise<{ run: CodexRun; told: string; stage: Stage }> {
  const { stage, copy } = await installedCopy(required);
  damage(copy, stage);
  const run = await runCodex(stage);
  expect(run.exitCode, run.stderr).toBe(0);
  // Stop is wired too: a broken Hookline must not send the agent back to work for ever.
  expect(run.finalMessage).toBe('done');
  expect(run.modelRequests).toHaveLength(2);
  await expectNoProcess(stage.sandbox.root);
  return { run, told: [...run.toolOutputs.values()][0] ?? '', stage };
}

const bundle = (copy: string, file = 'hook.cjs'): string => path.join(copy, 'dist/bundle', file);

it('lets the command run when nothing is damaged', async () => {
  const { run } = await playBroken(true, () => {});
  expect(run.filesTouched).toEqual(['ran.txt']);
});

describe('a Hookline that cannot start refuses every command', () => {
  const DAMAGES: Readonly<Record<string, (copy: string, stage: Stage) => void>> = {
    'its bundle throws': (copy) =>
      writeFileSync(bundle(copy), `throw new Error('broken');\n${readFileSync(bundle(copy), 'utf8')}`),
    'its bundle is missing': (copy) => rmSync(bundle(copy)),
    'its bundle is empty': (copy) => truncateSync(bundle(copy), 0),
    'its bundle is cut in half': (copy) => truncateSync(bundle(copy), 50_000),
    'its script is missing': (copy) => rmSync(path.join(copy, 'bin/hookline.cjs')),
    'its folder is gone': (copy) => rmSync(copy, { recursive: true }),
    'the node that was recorded is gone': (_, { sandbox }) => {
      const file = path.join(sandbox.codexHome, 'hooks.json');
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(process.execPath, '/nowhere/node'));
    },
  };

  it.each(Object.entries(DAMAGES))('%s', async (_, damage) => {
    const { run, told } = await playBroken(false, damage);
    expect(run.filesTouched).toEqual([]);
    expect(told).toMatch(
      /Hookline could not run, so this was not allowed\. Ask the user to run: npx hookline validate/,
    );
  });
});

describe('a Hookline that lacks a part', () => {
  const lose = (file: string) => (copy: string) => rmSync(bundle(copy, file));

  it('refuses the command when the part runs a required check', async () => {
    const { run, told } = await playBroken(true, lose('exec.cjs'));
    expect(run.filesTouched).toEqual([]);
    expect(told).toContain('The required check "The gate" could not run');
  });

  it('lets the command run when nothing is required, and says so in the log', async () => {
    const { run, stage } = await playBroken(false, lose('exec.cjs'));
    expect(run.filesTouched).toEqual(['ran.txt']);
    expect(readFileSync(path.join(stage.sandbox.codexHome, 'hooks.log'), 'utf8')).toMatch(
      /\[WARN\] \[The gate\].*exec\.cjs/,
    );
  });

  it('goes on without the thread that watches over plugins', async () => {
    const { run } = await playBroken(true, lose('watchdog.cjs'));
    expect(run.filesTouched).toEqual(['ran.txt']);
  });

  it('refuses the command when the reader of configurations is missing: nobody knows what is required', async () => {
    const { run, told, stage } = await playBroken(false, (copy) => rmSync(path.join(copy, 'dist/cold.js')));
    expect(run.filesTouched).toEqual([]);
    expect(told).toMatch(/Hookline failed before it could check this/);
    expect(readFileSync(path.join(stage.sandbox.codexHome, 'hooks.log'), 'utf8')).toMatch(
      /HOOKLINE_INTERNAL.*cold\.js/,
    );
  });
});
