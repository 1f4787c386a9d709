import { definePlugin } from '@hookline/core';
import { describe, expect, it } from 'vitest';
import { eventOf, openBench } from './bench.ts';

const deploy = () => eventOf('integration.deploy', { data: { to: 'production' } });

describe('integration events', () => {
  it('reach who listens to one of them and who listens to all, in the order of registration', async () => {
    const bench = openBench();
    const said: string[] = [];
    await bench.plugin(
      definePlugin({
        name: 'all',
        events: ['integration.*'],
        setup: ({ on }) => on('integration.*').observe((event) => void said.push(`all ${event.type}`)),
      }),
    );
    await bench.plugin(
      definePlugin({
        name: 'one',
        events: ['integration.deploy'],
        setup: ({ on }) => on('integration.deploy').gate((_event, ctx) => ctx.deny('Not on a Friday.')),
      }),
    );
    bench.entry({ name: 'entry of all', events: ['integration.*'] }, () => {
      said.push('entry');
      return undefined;
    });
    const outcome = await bench.dispatch(deploy());
    expect(outcome.verdict).toEqual({ kind: 'deny', reasons: [{ by: 'one', text: 'Not on a Friday.' }] });
    expect(said).toEqual(['entry', 'all integration.deploy']);
    said.length = 0;
    await bench.dispatch(eventOf('integration.test', { data: null }));
    expect(said).toEqual(['entry', 'all integration.test']);
  });

  it('are handed over to an async entry of all of them', async () => {
    const bench = openBench();
    bench.entry({ mode: 'async', events: ['integration.*'] });
    await bench.dispatch(deploy());
    expect(bench.handedOver).toHaveLength(1);
    expect(bench.lifecycle.ignores('integration.other')).toBe(false);
    expect(bench.lifecycle.ignores('exec.before')).toBe(true);
  });
});
