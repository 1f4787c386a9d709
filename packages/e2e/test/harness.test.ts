// The real agent without Hookline: each moment of its lifecycle can be produced, and what the harness reports is what
// happened. Tests with Hookline stand on this.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  answeringHook,
  apiErrorMoment,
  codexVersion,
  commandHook,
  compactThread,
  mcpMoment,
  moments,
  NATIVE_EVENTS,
  patchMoment,
  playMoment,
  processesMentioning,
  runAppServerTurn,
  runCodex,
  runOnStage,
  shellMoment,
  waitUntil,
  writeHooks,
} from '../src/index.ts';
import { observedStage, stageFor } from './stage.ts';

describe('the lifecycle of the agent', () => {
  it.each(NATIVE_EVENTS)('reaches %s by its ready-made script', async (event) => {
    const { stage, observer } = await observedStage(moments[event]);
    const run = await playMoment(stage, moments[event]);
    expect(observer.events(), run.stderr).toContain(event);
    expect(run.modelSaw('script exhausted')).toBe(false);
    expect(await waitUntil(() => processesMentioning(stage.sandbox.root).length === 0)).toBe(true);
  });

  it('goes through a turn with one command in a fixed order', async () => {
    const { stage, observer } = await observedStage(shellMoment);
    await playMoment(stage, shellMoment);
    expect(observer.events()).toEqual([
      'SessionStart',
      'UserPromptSubmit',
      'PreModelRequest',
      'PostModelRequest',
      'PreToolUse',
      'PostToolUse',
      'PreModelRequest',
      'PostModelRequest',
      'Stop',
      'SessionEnd',
    ]);
  });

  it('starts a sub-agent and waits for its answer', async () => {
    const { stage, observer } = await observedStage(moments.SubagentStop);
    const run = await playMoment(stage, moments.SubagentStop);
    const stop = observer.payloads().find((payload) => payload.hook_event_name === 'SubagentStop');
    expect(stop?.['last_assistant_message']).toBe('three files');
    expect(run.finalMessage).toBe('done');
    expect(run.modelSaw('three files')).toBe(true);
  });

  it('compacts by itself when the model reports many tokens, and by hand when asked', async () => {
    const { stage, observer } = await observedStage(moments.PreCompact);
    await playMoment(stage, moments.PreCompact);
    const byHand = await observedStage(shellMoment);
    await runAppServerTurn(byHand.stage, { after: compactThread });
    const triggers = [observer, byHand.observer].map(
      (one) => one.payloads().find((payload) => payload.hook_event_name === 'PostCompact')?.['trigger'],
    );
    expect(triggers).toEqual(['auto', 'manual']);
  });

  it('tells the hook of a failed request, and ends the turn without Stop', async () => {
    const { stage, observer } = await observedStage(apiErrorMoment);
    const run = await playMoment(stage, apiErrorMoment);
    expect(run.exitCode).toBe(1);
    expect(run.errors.join()).toContain('the model refuses');
    const failed = observer.payloads().find((payload) => payload.hook_event_name === 'PostModelRequest');
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('the model refuses') });
    expect(observer.events()).not.toContain('Stop');
    expect(observer.events().at(-1)).toBe('SessionEnd');
  });

  it('ends an interrupted run with Interrupt and SessionEnd, without Stop', async () => {
    const { stage, observer } = await observedStage(moments.Interrupt);
    const run = await playMoment(stage, moments.Interrupt);
    expect(run).toMatchObject({ exitCode: 1, timedOut: false, finalMessage: null });
    expect(observer.events().slice(-2)).toEqual(['Interrupt', 'SessionEnd']);
  });

  it('interrupts a turn of the app server', async () => {
    const { stage, observer } = await observedStage(moments.Interrupt);
    const turn = await runAppServerTurn(stage, { interruptAtRequest: 1 });
    expect(turn.turnStatus).toBe('interrupted');
    expect(turn.hooks.map(({ event }) => event)).toContain('interrupt');
    expect(observer.events()).toContain('Interrupt');
  });
});

describe('what a run reports', () => {
  it('shows a command as the process told it, as the model saw it and as the disk proves it', async () => {
    const { stage } = await observedStage(shellMoment);
    const run = await playMoment(stage, shellMoment);
    expect(run).toMatchObject({ exitCode: 0, finalMessage: 'done', filesTouched: ['witness.txt'] });
    expect(run.commands).toMatchObject([{ exitCode: 0, output: 'hello\n' }]);
    expect([...run.toolOutputs.values()]).toEqual([expect.stringContaining('hello')]);
    expect(stage.sandbox.tree()['witness.txt']).toBe('hello\n');
    expect(run.modelSaw('do the task')).toBe(true);
    expect(run.modelSaw('witness.txt')).toBe(false);
  });

  it('shows a patch', async () => {
    const { stage, observer } = await observedStage(patchMoment);
    const run = await playMoment(stage, patchMoment);
    expect(run.fileChanges).toEqual([
      { status: 'completed', paths: [path.join(stage.sandbox.repo, 'added.txt')] },
    ]);
    expect(run.filesTouched).toEqual(['added.txt']);
    expect(observer.payloads().find((payload) => payload.hook_event_name === 'PostToolUse')).toMatchObject({
      tool_name: 'apply_patch',
    });
  });

  it('shows a call of an MCP tool', async () => {
    const { stage, observer } = await observedStage(mcpMoment);
    const run = await playMoment(stage, mcpMoment);
    expect(run.mcpCalls).toMatchObject([{ server: 'echo', tool: 'echo', status: 'completed' }]);
    expect(run.modelSaw('echo:hello')).toBe(true);
    expect(observer.payloads().find((payload) => payload.hook_event_name === 'PreToolUse')).toMatchObject({
      tool_name: 'mcp__echo__echo',
    });
  });

  it('shows a denied command by its absence from the disk', async () => {
    const { stage } = await observedStage(shellMoment);
    writeHooks(stage.sandbox, { PreToolUse: [commandHook('echo not today >&2; exit 2')] });
    const run = await playMoment(stage, shellMoment);
    expect(run.filesTouched).toEqual([]);
    expect(run.modelSaw('not today')).toBe(true);
  });

  it('runs any program, with input', async () => {
    const stage = await stageFor([]);
    const run = await runOnStage(stage, ['codex', '--version']);
    expect(run.stdout).toContain(codexVersion());
    const echo = await runOnStage(stage, ['cat'], { stdin: 'some input' });
    expect(echo.stdout).toBe('some input');
  });

  it('gives a program nothing of the environment of the test but PATH', async () => {
    const stage = await stageFor([]);
    const run = await runOnStage(stage, ['node', '-p', 'JSON.stringify(Object.keys(process.env).sort())']);
    expect(JSON.parse(run.stdout)).toEqual(Object.keys(stage.sandbox.env()).sort());
  });
});

describe('permissions', () => {
  const moment = moments.PermissionRequest;
  const answers = (decision: unknown) => ({
    PermissionRequest: [
      answeringHook({ hookSpecificOutput: { hookEventName: 'PermissionRequest', decision } }),
    ],
  });

  it.each([
    ['accept', ['witness.txt']],
    ['decline', []],
  ] as const)('asks the person when no hook answers: %s', async (decision, filesTouched) => {
    const { stage } = await observedStage(moment);
    const turn = await playMoment(stage, moment, { approve: () => decision });
    expect(turn).toMatchObject({
      filesTouched,
      asked: [{ method: 'item/commandExecution/requestApproval' }],
    });
  });

  it('does not ask when a hook allows', async () => {
    const { stage } = await observedStage(moment);
    writeHooks(stage.sandbox, answers({ behavior: 'allow' }));
    expect(await playMoment(stage, moment)).toMatchObject({ asked: [], filesTouched: ['witness.txt'] });
  });

  it('does not ask when a hook denies, and tells the model why', async () => {
    const { stage } = await observedStage(moment);
    writeHooks(stage.sandbox, answers({ behavior: 'deny', message: 'ask the owner first' }));
    const turn = await playMoment(stage, moment);
    expect(turn).toMatchObject({ asked: [], filesTouched: [] });
    expect(turn.modelSaw('ask the owner first')).toBe(true);
  });
});

describe('the end of a run', () => {
  it('kills a program that hangs, and what it started', async () => {
    const stage = await stageFor([]);
    const run = await runOnStage(stage, ['sh', '-c', 'sleep 600 & sleep 600'], { timeoutMs: 300 });
    expect(run).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
    expect(await waitUntil(() => processesMentioning(stage.sandbox.root).length === 0)).toBe(true);
  });

  it('finds a process that outlived its run, and ends it at cleanup', async () => {
    const stage = await stageFor([]);
    const { root } = stage.sandbox;
    const run = await runOnStage(stage, ['sh', '-c', 'setsid sleep 600 >/dev/null 2>&1 & echo started']);
    expect(run.stdout).toBe('started\n');
    expect(
      await waitUntil(() => processesMentioning(root).some((found) => /sleep/.test(found.command))),
    ).toBe(true);
    await stage.close();
    expect(processesMentioning(root)).toEqual([]);
    expect(existsSync(root)).toBe(false);
  });

  it('skips a hook that nobody has reviewed unless told otherwise', async () => {
    const { stage, observer } = await observedStage(shellMoment);
    await runCodex(stage, { bypassHookTrust: false });
    expect(observer.events()).toEqual([]);
  });
});
