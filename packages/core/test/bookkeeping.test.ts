import { definePlugin } from '@hookline/core';
import { describe, expect, it } from 'vitest';
import { beforeExec, eventOf, execBefore, openBench } from './bench.ts';

const denies = definePlugin({
  name: 'denies',
  events: ['exec.before'],
  setup({ on }) {
    on('exec.before').gate((_event, ctx) => ctx.deny('No.'));
  },
});

describe('bookkeeping', () => {
  it('is told what is registered, what starts, what settles and what came of it', async () => {
    const bench = openBench();
    const told: string[] = [];
    const { hooks } = bench.lifecycle;
    hooks.pluginRegistered.tap('test', (name) => void told.push(`registered ${name}`));
    hooks.handlerStarted.tap('test', ({ by }) => void told.push(`started ${by}`));
    hooks.handlerSettled.tap('test', ({ by, status }) => void told.push(`settled ${by} ${status}`));
    hooks.outcome.tap('test', ({ verdict }) => void told.push(`outcome ${verdict?.kind}`));
    await bench.plugin(denies);
    bench.entry({ name: 'later', mode: 'async' });
    await bench.dispatch();
    expect(told).toEqual([
      'registered denies',
      'started denies',
      'settled denies ok',
      'settled later handed-over',
      'outcome deny',
    ]);
  });

  it.each(['handlerStarted', 'handlerSettled', 'outcome'] as const)(
    'that fails in %s takes no verdict away and is reported',
    async (hook) => {
      const bench = openBench();
      await bench.plugin(denies);
      bench.lifecycle.hooks[hook].tap('journal', () => {
        throw new Error('read-only file system');
      });
      const outcome = await bench.dispatch();
      expect(outcome.verdict?.kind).toBe('deny');
      expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_INTERNAL', required: false }]);
    },
  );

  it('that fails when a plugin is registered does not lose the plugin', async () => {
    const bench = openBench();
    bench.lifecycle.hooks.pluginRegistered.tap('journal', () => {
      throw new Error('read-only file system');
    });
    await bench.plugin(denies);
    expect((await bench.dispatch()).verdict?.kind).toBe('deny');
  });
});

describe('observers', () => {
  it('see the outcome, and cannot change it', async () => {
    const bench = openBench();
    bench.entry({ name: 'rewrites' }, () => ({ rewrite: { command: 'judged' } }));
    await beforeExec(bench, 'meddles', (lanes) => {
      lanes.observe((_event, { outcome }) => {
        expect(outcome.event).toMatchObject({ command: 'judged' });
        (outcome.rewrite?.change as { command: string }).command = 'not judged';
      });
    });
    const outcome = await bench.dispatch();
    expect(outcome.rewrite?.change).toEqual({ command: 'judged' });
    expect(outcome.failures).toMatchObject([{ by: 'meddles', code: 'HOOKLINE_HANDLER_THREW' }]);
  });
});

describe('an event', () => {
  it('is frozen all the way down, also where somebody froze a part before', async () => {
    const data = Object.freeze({ inner: { list: [1] } });
    const bench = openBench();
    const { event } = await bench.dispatch(eventOf('integration.deploy', { data }));
    expect(Object.isFrozen(data.inner)).toBe(true);
    expect(Object.isFrozen(data.inner.list)).toBe(true);
    expect(event).toMatchObject({ data: { inner: { list: [1] } } });
  });

  it('may carry bytes, which cannot be frozen', async () => {
    const bench = openBench();
    await expect(
      bench.dispatch(eventOf('integration.deploy', { data: Buffer.from('x') })),
    ).resolves.toMatchObject({
      failures: [],
    });
  });

  it('that nobody listens to is ignored, and gives an empty outcome when it is dispatched', async () => {
    const bench = openBench();
    expect(bench.lifecycle.ignores('exec.before')).toBe(true);
    const outcome = await bench.dispatch(execBefore());
    expect(outcome).toMatchObject({ verdict: undefined, context: [], failures: [], runs: [], conflicts: [] });
  });

  it('that nobody defined is refused with a code', async () => {
    await expect(openBench().dispatch(eventOf('exec.during'))).rejects.toMatchObject({
      code: 'HOOKLINE_USAGE',
    });
  });
});
