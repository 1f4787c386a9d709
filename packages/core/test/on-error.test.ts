/** `on_error = "closed"`: every gate counts as required, and so does a plugin that could not be loaded. */
import { describe, expect, it } from 'vitest';
import { beforeExec, eventOf, openBench } from './bench.ts';

const fails = (): never => {
  throw new Error('no database');
};

describe.each([
  ['open', undefined],
  ['closed', 'deny'],
] as const)('on_error = "%s": what fails and is not required leads to %s', (onError, verdict) => {
  it('as a hook of a configuration', async () => {
    const bench = openBench({ onError });
    bench.entry({ name: 'check', required: false }, fails);
    const outcome = await bench.dispatch();
    expect(outcome.verdict?.kind).toBe(verdict);
    expect(outcome.failures).toMatchObject([{ by: 'check', required: onError === 'closed' }]);
  });

  it("as a plugin's gate", async () => {
    const bench = openBench({ onError });
    await beforeExec(bench, 'check', (lanes) => lanes.gate(fails));
    expect(bench.lifecycle.requires('exec.before')).toBe(onError === 'closed');
    expect((await bench.dispatch()).verdict?.kind).toBe(verdict);
  });

  it('as a plugin that could not be loaded', async () => {
    const bench = openBench({ onError });
    bench.lifecycle.failSetup('check', { message: 'It is gone.' }, ['*']);
    expect((await bench.dispatch()).verdict?.kind).toBe(verdict);
  });

  it('but never where nothing can be refused', async () => {
    const bench = openBench({ onError });
    await beforeExec(bench, 'check', (lanes) => lanes.contribute(fails));
    bench.entry({ name: 'notes', required: false, events: ['session_end'] }, fails);
    bench.lifecycle.failSetup('gone', { message: 'It is gone.' }, ['session_end']);
    expect((await bench.dispatch()).verdict).toBeUndefined();
    const { verdict, halt, messages } = await bench.dispatch(eventOf('session_end'));
    expect([verdict, halt, messages]).toEqual([undefined, undefined, []]);
  });
});
