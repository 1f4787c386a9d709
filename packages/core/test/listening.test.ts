import { definePlugin } from '@hookline/core';
import { describe, expect, it } from 'vitest';
import { openBench } from './bench.ts';

describe('who listens to an event', () => {
  it('is told in the order in which it is asked, and nobody is', async () => {
    const bench = openBench();
    const asked: string[] = [];
    const note = (lane: string) => () => void asked.push(lane);
    await bench.plugin(
      definePlugin({
        name: 'everywhere',
        events: ['exec.before'],
        setup({ on }) {
          on('exec.before').observe(note('observe'));
          on('exec.before').gate(note('gate'), { priority: 'low', required: true });
          on('exec.before').contribute(note('contribute'));
          on('exec.before').rewrite(note('rewrite'));
        },
      }),
    );
    bench.entry({ name: 'entry' }, () => undefined);
    bench.entry({ name: 'async', mode: 'async' }, () => undefined);
    const { handlers, failures } = bench.lifecycle.listening('exec.before');
    expect(handlers.map(({ lane, by }) => `${lane} ${by}`)).toEqual([
      'rewrite everywhere',
      'gate entry',
      'gate everywhere',
      'contribute everywhere',
      'observe everywhere',
    ]);
    expect(handlers[2]).toMatchObject({ priority: 'low', required: true });
    expect(failures).toEqual([]);
    expect(bench.lifecycle.listening('exec.after').handlers).toEqual([]);
    await bench.dispatch();
    expect(asked).toEqual(['rewrite', 'gate', 'contribute', 'observe']);
  });

  it('is told with the plugins that could not be set up', async () => {
    const bench = openBench();
    await bench.plugin({
      name: 'broken',
      events: ['exec.before'],
      setup() {
        throw new Error('Not today.');
      },
    });
    expect(bench.lifecycle.listening('exec.before').failures).toMatchObject([
      { by: 'broken', message: 'Not today.' },
    ]);
    expect(bench.lifecycle.listening('exec.after').failures).toEqual([]);
  });
});
