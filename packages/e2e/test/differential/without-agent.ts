// The same cases without an agent: the hooks of a case are run by the library, and its answer is read as the agent would.
import path from 'node:path';
import { runHooks } from 'hookline/engine';
import type { Sandbox } from '../../src/index.ts';
import type { Effect } from './effect.ts';
import type { HookCase } from './hook-case.ts';
import { hooksJson, leftIn, makePlace, setAnswers } from './place.ts';
import { SHELL_COMMAND, SHELL_FILE, sceneOf } from './scenes.ts';
import { joined, saidByHooks } from './words.ts';

/** What there is to compare with a case that was played: the part of an effect that stands in an answer. */
export type AnswerEffect = Pick<Effect, 'called' | 'made' | 'told'>;

/** Cases whose effect stands in one answer: before a shell command, by hooks that are waited for. */
export const standsInAnswer = (one: HookCase): boolean =>
  one.event === 'PreToolUse' &&
  sceneOf(one) === 'shell' &&
  one.hooks.every(({ sleep, handler }) => sleep === undefined && handler?.['async'] !== true);

/** Runs the hooks of a case and says what their answer would come to. */
export async function withoutAgent(one: HookCase, sandbox: Sandbox): Promise<AnswerEffect> {
  const place = makePlace(path.join(sandbox.root, 'places', one.id), 'hookline', hooksJson(one));
  setAnswers(place.folder, one);
  const { reply } = await runHooks({
    files: ['.codex/hookline-hooks.json'],
    event: one.event,
    payload: { tool_name: 'Bash', tool_input: { command: SHELL_COMMAND } },
    cwd: place.folder,
    env: sandbox.env(),
  });
  const { permissionDecision, updatedInput, additionalContext = '' } = specificIn(reply.stdout);
  const command = updatedInput?.command ?? SHELL_COMMAND;
  const word = new RegExp(`^printf (\\w+) > ${SHELL_FILE}`).exec(command)?.[1] ?? null;
  return {
    called: leftIn(place.folder).called,
    made: permissionDecision === 'deny' ? null : word,
    told: joined([{ as: 'developer', text: saidByHooks(additionalContext, place) }]),
  };
}

interface SpecificAnswer {
  readonly permissionDecision?: string;
  readonly updatedInput?: { readonly command?: string };
  readonly additionalContext?: string;
}

const specificIn = (stdout: string): SpecificAnswer =>
  stdout === ''
    ? {}
    : ((JSON.parse(stdout) as { hookSpecificOutput?: SpecificAnswer }).hookSpecificOutput ?? {});
