import { definePlugin, type SetupContext } from '@hookline/core';
import type { HandlerFailure, HandlerRun } from '@hookline/core/engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beforeExec, eventOf, execBefore, openBench } from './bench.ts';
import * as zoo from './plugins/index.ts';

const denies = definePlugin({
  name: 'denies',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((_event, ctx) => ctx.deny('Refused.'), { priority: 'low' });
  },
});

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
  vi.useRealTimers();
});

/** Unhandled rejections are told after the microtasks of a turn of the event loop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a plugin that fails in a gate', () => {
  it.each([
    [zoo.throwsSync, 'HOOKLINE_HANDLER_THREW', 'no rules were loaded'],
    [zoo.rejects, 'HOOKLINE_HANDLER_THREW', 'the service is down'],
    [zoo.throwsStrange, 'HOOKLINE_HANDLER_THREW', ''],
    [zoo.wrongReturn, 'HOOKLINE_HANDLER_ANSWER_INVALID', 'a value of type boolean'],
    [zoo.mutatesEvent, 'HOOKLINE_HANDLER_THREW', 'read only'],
  ])('$name is blamed by name, and the gate beside it still refuses', async (plugin, code, text) => {
    const bench = openBench();
    await bench.plugin(plugin);
    await bench.plugin(denies);
    const outcome = await bench.dispatch();
    expect(outcome.failures).toEqual([expect.objectContaining({ by: plugin.name, code, required: false })]);
    expect(outcome.failures[0]?.message).toContain(text);
    expect(outcome.verdict).toEqual({ kind: 'deny', reasons: [{ by: 'denies', text: 'Refused.' }] });
    await nextTurn();
    expect(unhandled).toEqual([]);
  });

  it('that was allowed to mutate nothing leaves the event as it was', async () => {
    const bench = openBench();
    await bench.plugin(zoo.mutatesEvent);
    const outcome = await bench.dispatch(execBefore('rm -r build'));
    expect(outcome.event).toMatchObject({ command: 'rm -r build', input: { command: 'rm -r build' } });
  });
});

describe('a plugin that never answers', () => {
  it('is left behind after its deadline and a moment of grace', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const bench = openBench();
    await bench.plugin(zoo.hangs);
    await bench.plugin(denies);
    const dispatched = bench.dispatch();
    await vi.advanceTimersByTimeAsync(50);
    await vi.advanceTimersByTimeAsync(2_000);
    const outcome = await dispatched;
    expect(outcome.failures).toMatchObject([{ by: 'hangs', code: 'HOOKLINE_HANDLER_TIMEOUT' }]);
    expect(outcome.verdict?.kind).toBe('deny');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may reject long after its deadline without a word', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told = Promise.withResolvers<void>();
    const bench = openBench();
    await bench.plugin(zoo.lateRejection(told.promise));
    const dispatched = bench.dispatch();
    await vi.advanceTimersByTimeAsync(50);
    await vi.advanceTimersByTimeAsync(2_000);
    const outcome = await dispatched;
    told.resolve();
    await nextTurn();
    expect(outcome.failures).toMatchObject([{ by: 'late-rejection', code: 'HOOKLINE_HANDLER_TIMEOUT' }]);
    expect(unhandled).toEqual([]);
  });
});

describe('a plugin that answers in an odd way', () => {
  it('has no opinion when it returns null', async () => {
    const bench = openBench();
    await bench.plugin(zoo.returnsNull);
    const outcome = await bench.dispatch();
    expect(outcome).toMatchObject({ verdict: undefined, failures: [] });
  });

  it.each([[zoo.returnsNonPromise], [zoo.logsToStdout]])('$name is heard', async (plugin) => {
    const bench = openBench();
    await bench.plugin(plugin);
    expect((await bench.dispatch()).verdict).toMatchObject({ kind: 'deny', reasons: [{ by: plugin.name }] });
  });

  it('gets a reason of ours when it refuses without one: the agent ignores a refusal that has none', async () => {
    const bench = openBench();
    await beforeExec(bench, 'mute', (lanes) => {
      lanes.gate(() => ({ kind: 'deny', reason: '  ' }) as const);
    });
    const { verdict } = await bench.dispatch();
    expect(verdict?.reasons[0]?.text).toMatch(/\w/);
  });
});

describe('a plugin that cannot be set up', () => {
  it.each([
    [zoo.setupThrows, 'exec.before', 'HOOKLINE_PLUGIN_SETUP_FAILED', 'SLACK_TOKEN is not set'],
    [zoo.undeclaredEvent, 'exec.before', 'HOOKLINE_PLUGIN_EVENT_NOT_DECLARED', 'task_start'],
    [zoo.laneThatDoesNotExist, 'session_end', 'HOOKLINE_PLUGIN_EVENT_NOT_DECLARED', 'no lane "gate"'],
    [zoo.wrongOptions, 'exec.before', 'HOOKLINE_PLUGIN_SETUP_FAILED', 'urgent'],
  ])('$name is left out whole and reported with its events', async (plugin, type, code, text) => {
    const bench = openBench();
    await bench.plugin(plugin);
    const outcome = await bench.dispatch(eventOf(type));
    expect(bench.lifecycle.ignores(type)).toBe(false);
    expect(outcome.verdict).toBeUndefined();
    expect(outcome.runs).toEqual<readonly HandlerRun[]>([]);
    expect(outcome.failures).toEqual<readonly HandlerFailure[]>([
      expect.objectContaining({ by: plugin.name, required: false, code }),
    ]);
    expect(outcome.failures[0]?.message).toContain(text);
  });

  it('is reported with every event when it declares none', async () => {
    const bench = openBench();
    await bench.plugin({
      name: 'nothing-declared',
      setup: ({ on }: SetupContext<'exec.before', unknown>) => void on('exec.before'),
    } as never);
    const outcome = await bench.dispatch();
    expect(outcome.failures).toMatchObject([{ by: 'nothing-declared' }]);
  });

  it('is reported with every event when nobody could read which ones it declares', async () => {
    const bench = openBench();
    bench.lifecycle.failSetup('./policy.mjs', { message: 'It has a syntax error.' }, ['*']);
    bench.lifecycle.failSetup('deploy-watch', { message: 'It is gone.' }, ['integration.*']);
    expect((await bench.dispatch()).failures.map(({ by }) => by)).toEqual(['./policy.mjs']);
    const deploy = await bench.dispatch(eventOf('integration.deploy', { data: 1 }));
    expect(deploy.failures.map(({ by }) => by)).toEqual(['./policy.mjs', 'deploy-watch']);
  });
});

describe('a plugin whose name tapable would refuse', () => {
  it.each([[''], ['   '], ['two words']])('runs in every lane as %j', async (name) => {
    const bench = openBench();
    await beforeExec(bench, name, (lanes) => {
      lanes.rewrite(() => ({ command: 'true' }));
      lanes.gate((_event, ctx) => ctx.allow('fine'));
      lanes.contribute(() => 'noted');
      lanes.observe(() => undefined);
    });
    const outcome = await bench.dispatch();
    expect(outcome.runs.map(({ lane, status }) => `${lane} ${status}`)).toEqual([
      'rewrite ok',
      'gate ok',
      'contribute ok',
      'observe ok',
    ]);
    expect(outcome.runs.every(({ by }) => by === name)).toBe(true);
  });
});
