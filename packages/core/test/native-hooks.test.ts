import { describe, expect, it } from 'vitest';
import { eventOf, execBefore, openBench, untilAborted } from './bench.ts';

const deny = { verdict: { kind: 'deny', reason: 'No.' } } as const;

describe('a hook of a hooks.json', () => {
  it('runs to its end when another one refuses, and its own refusal is told too', async () => {
    const bench = openBench();
    const first = Promise.withResolvers<void>();
    bench.entry({ name: 'refuses', native: 'PreToolUse' }, () => {
      first.resolve();
      return deny;
    });
    bench.entry({ name: 'slower', native: 'PreToolUse' }, async (_event, signal) => {
      await first.promise;
      await new Promise(setImmediate);
      return signal.aborted ? undefined : deny;
    });
    const outcome = await bench.dispatch();
    expect(outcome.runs.map(({ by, status }) => `${by} ${status}`)).toEqual(['refuses ok', 'slower ok']);
    expect(outcome.verdict?.reasons.map(({ by }) => by)).toEqual(['refuses', 'slower']);
  });

  it('does not keep a hook of the configuration from being aborted by its refusal', async () => {
    const bench = openBench();
    bench.entry({ name: 'refuses', native: 'PreToolUse' }, () => deny);
    bench.entry({ name: 'waits' }, (_event, signal) => untilAborted(signal));
    const outcome = await bench.dispatch();
    expect(outcome.runs).toContainEqual(expect.objectContaining({ by: 'waits', status: 'aborted' }));
  });

  it('runs at the same time as the others of its kind, also where hooks run one by one', async () => {
    const bench = openBench({ parallel: false });
    const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const meet = (own: number) => async () => {
      both[own]?.resolve();
      await both[1 - own]?.promise;
      return own === 0 ? deny : undefined;
    };
    bench.entry({ name: 'one', native: 'PreToolUse' }, meet(0));
    bench.entry({ name: 'other', native: 'PreToolUse' }, meet(1));
    bench.entry({ name: 'later' });
    const outcome = await bench.dispatch();
    expect(outcome.runs.map(({ by, status }) => `${by} ${status}`)).toEqual(['one ok', 'other ok']);
  });

  it('runs at its own moment of the agent, not at what else follows from another one', async () => {
    const bench = openBench();
    bench.entry({ events: ['task_complete'], native: 'Stop' }, () => ({ message: 'ran' }));
    const complete = (host: { name: string; event?: string }) =>
      bench.dispatch({ ...eventOf('task_complete', { success: true, resumed: false }), host });
    expect((await complete({ name: 'codex', event: 'PostModelRequest' })).runs).toMatchObject([
      { status: 'skipped', why: 'it is for Stop, and this follows from PostModelRequest' },
    ]);
    expect((await complete({ name: 'codex', event: 'Stop' })).messages).toHaveLength(1);
    expect((await complete({ name: 'hookline' })).messages).toHaveLength(1);
  });

  it.each([
    ['session_start', 'SessionStart', { source: 'startup' }, 'startup|resume', 'ok'],
    ['session_start', 'SessionStart', { source: 'clear' }, 'startup|resume', 'skipped'],
    ['compact.before', 'PreCompact', { trigger: 'auto' }, 'manual', 'skipped'],
    ['agent.start', 'SubagentStart', { agent: { id: '1', type: 'explorer' } }, 'worker', 'skipped'],
    ['agent.start', 'SubagentStart', { agent: { id: '1', type: 'explorer' } }, '^expl', 'ok'],
    ['task_start', 'UserPromptSubmit', { prompt: 'Go.' }, 'nothing', 'ok'],
    ['task_complete', 'Stop', { success: true, resumed: false }, 'nothing', 'ok'],
  ] as const)(
    'on %s is matched as the agent matches %s: %j by "%s" is %s',
    async (type, native, fields, matcher, status) => {
      const bench = openBench();
      bench.entry({ events: [type], native, matcher }, () => undefined);
      const host = { name: 'codex', event: native };
      expect((await bench.dispatch({ ...eventOf(type, fields), host })).runs).toMatchObject([{ status }]);
    },
  );

  it('is matched on the tool as every entry is', async () => {
    const bench = openBench();
    bench.entry({ native: 'PreToolUse', matcher: 'Edit|Write' }, () => undefined);
    expect((await bench.dispatch(execBefore('ls'))).runs).toMatchObject([{ status: 'skipped' }]);
  });
});
