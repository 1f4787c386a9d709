// What the tests of effects share: a stage with hooks of Hookline in its repository, and two ways to run the agent on it.
// Both leave it to Hookline to make the agent trust its hooks, so that a missing trust shows as a missing effect.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventSpec } from '@hookline/core/engine';
import { expect, onTestFinished } from 'vitest';
import {
  type AppServerTurn,
  type AppServerTurnOptions,
  type CodexRun,
  type Files,
  openStage,
  processesMentioning,
  type RunCodexOptions,
  runAppServerTurn,
  runCodex,
  runOnStage,
  type Stage,
  type StageOptions,
  type Turn,
  waitUntil,
} from '../src/index.ts';

/** The last word of a script. */
export const done: Turn = { type: 'message', text: 'done' };

/** Opens a stage with files in its repository. When the test ends nothing of it may run any more. */
export async function effectStage(
  turns: readonly Turn[],
  files: Files,
  options?: StageOptions,
): Promise<Stage> {
  const stage = await openStage(turns, options);
  stage.sandbox.files(files);
  onTestFinished(async () => {
    const { root } = stage.sandbox;
    // What was handed over may still be on its way out; an orphan stays.
    const isOver = await waitUntil(() => processesMentioning(root).length === 0);
    const left = isOver ? [] : processesMentioning(root);
    await stage.close();
    expect(left).toEqual([]);
  });
  return stage;
}

/** Runs `hookline codex exec`. */
export function hooklineCodex(stage: Stage, options?: RunCodexOptions): Promise<CodexRun> {
  return runCodex(stage, { program: ['hookline', 'codex'], bypassHookTrust: false, ...options });
}

/** Installs Hookline for the user, trust included, and runs a turn over `codex app-server`. */
export async function installedTurn(stage: Stage, options?: AppServerTurnOptions): Promise<AppServerTurn> {
  const install = await runOnStage(stage, [
    'hookline',
    'install',
    'codex',
    '--scope',
    'user',
    '--trust',
    '--yes',
  ]);
  expect(install.exitCode, install.stdout + install.stderr).toBe(0);
  const turn = await runAppServerTurn(stage, { trustHooks: false, ...options });
  // Without this, "no hook failed" would also hold where no hook was called.
  expect(turn.hooks.map(({ event }) => event)).toContain('sessionStart');
  return turn;
}

/** Builds the lines of a `hooks.toml` for one entry that runs a script of the repository. */
export function entry(event: string, script: string, ...more: readonly string[]): string {
  const { category } = eventSpec(event) ?? {};
  return [`[[hooks.${category}]]`, `event = "${event}"`, `command = ["./${script}"]`, ...more, ''].join('\n');
}

/** Builds a shell script that also leaves its name for `calledScripts`. */
export const sh = (...lines: readonly string[]): string =>
  ['#!/bin/sh', 'echo "${0##*/}" >> "$HOME/called"', ...lines, ''].join('\n');

/** Lists the scripts that were called, in order: proof that one which changed nothing was there at all. */
export const calledScripts = (stage: Stage): string[] => linesOf(stage, 'called');

/** Builds a shell script that prints an answer. */
export const answering = (answer: unknown): string => sh("cat <<'ANSWER'", JSON.stringify(answer), 'ANSWER');

/** Builds a local plugin: its events and the body of its `setup`. */
export function plugin(events: readonly string[], setup: string): string {
  return [
    "import { definePlugin } from '@hookline/core';",
    'export default definePlugin({',
    "  name: 'policy',",
    `  events: ${JSON.stringify(events)},`,
    `  setup({ on }) {\n${setup}\n  },`,
    '});',
    '',
  ].join('\n');
}

/** Reads the lines that hooks have left in a file of the sandbox's home; none when there is no file. */
export function linesOf(stage: Stage, name: string): string[] {
  const file = path.join(stage.sandbox.home, name);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** Collects the texts that one request told the model, tool outputs included. */
export function heardBy(run: Pick<CodexRun, 'modelRequests'>, index: number): string {
  return JSON.stringify(run.modelRequests.at(index)?.body.input ?? []);
}
