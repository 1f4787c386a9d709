import { definePlugin } from '@hookline/core';
import { describe, expect, it } from 'vitest';
import { eventOf, openBench } from './bench.ts';

const contributes = (
  name: string,
  text: () => string | Promise<string>,
  priority: 'high' | 'normal' | 'low' = 'normal',
) =>
  definePlugin({
    name,
    events: ['task_start'],
    setup({ on }) {
      on('task_start').contribute(text, { priority });
    },
  });
const prompt = eventOf('task_start', { prompt: 'Fix it.' });

describe('context', () => {
  it('stands in registration order, never in finish order', async () => {
    const bench = openBench();
    const others = Promise.withResolvers<void>();
    await bench.plugin(contributes('first', () => others.promise.then(() => 'one')));
    await bench.plugin(contributes('second', () => 'two', 'high'));
    await bench.plugin(
      contributes('third', () => {
        others.resolve();
        return 'three';
      }),
    );
    const outcome = await bench.dispatch(prompt);
    expect(outcome.context.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });

  it('that does not fit the budget is trimmed from the lowest priority, and reported', async () => {
    const bench = openBench({ contextTokens: 5 });
    await bench.plugin(contributes('low', () => 'l'.repeat(8), 'low'));
    await bench.plugin(contributes('normal', () => 'n'.repeat(8)));
    await bench.plugin(contributes('high', () => 'h'.repeat(8), 'high'));
    const outcome = await bench.dispatch(prompt);
    expect(outcome.context.map(({ by }) => by)).toEqual(['normal', 'high']);
    expect(outcome.trimmed).toEqual([{ by: 'low', tokens: 2 }]);
  });

  it('that is too long for the budget keeps its head and its tail', async () => {
    const bench = openBench({ contextTokens: 200 });
    await bench.plugin(contributes('long', () => `begin ${'x'.repeat(4_000)} end`));
    const outcome = await bench.dispatch(prompt);
    expect(outcome.context[0]?.text).toMatch(/^begin x+\n\[about \d+ tokens left out\]\nx+ end$/);
    expect(outcome.trimmed).toEqual([{ by: 'long', tokens: 803 }]);
  });

  it('of a failing contributor is missing, and of the others is kept', async () => {
    const bench = openBench();
    await bench.plugin(contributes('fails', () => Promise.reject(new Error('offline'))));
    await bench.plugin(contributes('works', () => 'kept'));
    const outcome = await bench.dispatch(prompt);
    expect(outcome.context).toEqual([{ by: 'works', text: 'kept' }]);
    expect(outcome.failures).toMatchObject([{ by: 'fails' }]);
  });

  it('may come from an entry, where the event has no gate', async () => {
    const bench = openBench();
    bench.entry({ events: ['session_start'] }, () => ({ context: ' branch main ', message: 'Ready.' }));
    const outcome = await bench.dispatch(eventOf('session_start'));
    expect(outcome.context).toEqual([{ by: 'entry', text: 'branch main' }]);
    expect(outcome.messages).toEqual([{ by: 'entry', text: 'Ready.' }]);
    expect(outcome.runs).toMatchObject([{ lane: 'contribute' }]);
  });
});
