import { definePlugin, type GateHandler, type HandlerOptions } from '@hookline/core';
import { describe, expect, it } from 'vitest';
import { type Bench, beforeExec, eventOf, openBench, untilAborted } from './bench.ts';

const gate = (
  bench: Bench,
  name: string,
  handler: GateHandler<'exec.before'>,
  options?: HandlerOptions,
): Promise<void> => beforeExec(bench, name, (lanes) => lanes.gate(handler, options));

describe('verdicts', () => {
  it('denies when a later gate denies after an earlier allow', async () => {
    const bench = openBench();
    await gate(bench, 'allows', (_event, ctx) => ctx.allow('Known.'), { priority: 'high' });
    await gate(bench, 'denies', (_event, ctx) => ctx.deny('Unknown host.'), { priority: 'low' });
    const { verdict } = await bench.dispatch();
    expect(verdict).toEqual({ kind: 'deny', reasons: [{ by: 'denies', text: 'Unknown host.' }] });
  });

  it.each([0, 1, 2])('denies whatever the place of the deny among the allows (%i)', async (place) => {
    for (const parallel of [true, false]) {
      const bench = openBench({ parallel });
      for (let index = 0; index < 3; index++) {
        await gate(bench, `gate-${index}`, (_event, ctx) =>
          index === place ? ctx.deny('No.') : ctx.allow('Yes.'),
        );
      }
      expect((await bench.dispatch()).verdict).toEqual({
        kind: 'deny',
        reasons: [{ by: `gate-${place}`, text: 'No.' }],
      });
    }
  });

  it('goes on after an allow and after a question: only a deny ends a gate', async () => {
    const bench = openBench();
    await gate(bench, 'allows', (_event, ctx) => ctx.allow('Yes.'), { priority: 'high' });
    await gate(bench, 'asks', (_event, ctx) => ctx.ask('Sure?'));
    await gate(bench, 'last', () => undefined, { priority: 'low' });
    const outcome = await bench.dispatch();
    expect(outcome.runs.map(({ by }) => by)).toEqual(['allows', 'asks', 'last']);
    expect(outcome.verdict).toEqual({ kind: 'ask', reasons: [{ by: 'asks', text: 'Sure?' }] });
  });

  it('keeps every reason of the strongest verdict, in registration order', async () => {
    const bench = openBench();
    const second = Promise.withResolvers<void>();
    await gate(bench, 'first', async (_event, ctx) => {
      await second.promise;
      return ctx.ask('One?');
    });
    await gate(bench, 'second', (_event, ctx) => {
      second.resolve();
      return ctx.ask('Two?');
    });
    expect((await bench.dispatch()).verdict?.reasons.map(({ by }) => by)).toEqual(['first', 'second']);
  });
});

describe('a deny', () => {
  it('aborts what still runs, without blame, and later priorities do not start', async () => {
    const bench = openBench();
    const running = Promise.withResolvers<void>();
    let reason: unknown;
    const late: string[] = [];
    await gate(bench, 'slow', async (_event, ctx) => {
      running.resolve();
      await untilAborted(ctx.signal).catch((thrown) => {
        reason = thrown;
      });
    });
    await gate(bench, 'denies', async (_event, ctx) => {
      await running.promise;
      return ctx.deny('No.');
    });
    await gate(bench, 'later', (event) => void late.push(event.type), { priority: 'low' });
    const outcome = await bench.dispatch();
    expect(reason).toMatchObject({ name: 'AbortError' });
    expect(late).toEqual([]);
    expect(outcome.failures).toEqual([]);
    expect(outcome.runs.map(({ by, status }) => [by, status])).toEqual([
      ['denies', 'ok'],
      ['slow', 'aborted'],
    ]);
  });

  it('keeps contributors out and lets observers see it', async () => {
    const bench = openBench();
    const seen: unknown[] = [];
    await beforeExec(bench, 'all-lanes', (lanes) => {
      lanes.gate((_event, ctx) => ctx.deny('No.'));
      lanes.contribute(() => 'never added');
      lanes.observe((_event, ctx) => void seen.push(ctx.outcome.verdict?.kind));
    });
    const outcome = await bench.dispatch();
    expect(outcome.context).toEqual([]);
    expect(seen).toEqual(['deny']);
  });

  it('of an entry counts as one of a plugin, and "block" is the refusal that the event has', async () => {
    const bench = openBench();
    const deny = { verdict: { kind: 'deny', reason: 'Tests are red.' } } as const;
    bench.entry({ events: ['exec.before', 'exec.after', 'task_complete', 'session_start'] }, () => deny);
    const kinds = [];
    for (const type of ['exec.before', 'exec.after', 'task_complete']) {
      kinds.push((await bench.dispatch(eventOf(type))).verdict?.kind);
    }
    expect(kinds).toEqual(['deny', 'feedback', 'resume']);
    const start = await bench.dispatch(eventOf('session_start'));
    expect(start.verdict).toBeUndefined();
    expect(start.messages).toEqual([{ by: 'entry', text: 'Tests are red.' }]);
  });
});

describe('a halt', () => {
  it('ends the gate like a deny', async () => {
    const bench = openBench();
    let later = false;
    bench.entry({ name: 'halts', priority: 'high' }, () => ({ halt: 'Budget spent.' }));
    bench.entry({ name: 'later' }, () => {
      later = true;
      return undefined;
    });
    const outcome = await bench.dispatch();
    expect(outcome.halt).toEqual({ by: 'halts', text: 'Budget spent.' });
    expect(later).toBe(false);
  });

  it('without a text still halts: it stopped the others, so it must not vanish', async () => {
    const bench = openBench();
    bench.entry({ name: 'halts' }, () => ({ halt: '' }));
    expect((await bench.dispatch()).halt?.text).toMatch(/\w/);
  });
});

describe('order', () => {
  it.each([
    [true, ['high-1 +', 'high-2 +', 'high-2 -', 'high-1 -', 'normal +', 'normal -', 'low +', 'low -']],
    [false, ['high-1 +', 'high-1 -', 'high-2 +', 'high-2 -', 'normal +', 'normal -', 'low +', 'low -']],
  ])(
    'runs priorities one after the other; parallel=%s says how one priority runs',
    async (parallel, expected) => {
      const bench = openBench({ parallel });
      const timeline: string[] = [];
      const second = Promise.withResolvers<void>();
      if (!parallel) second.resolve();
      const timed = (name: string, wait?: Promise<void>) => async () => {
        timeline.push(`${name} +`);
        await wait;
        timeline.push(`${name} -`);
      };
      await gate(bench, 'low', timed('low'), { priority: 'low' });
      await gate(bench, 'normal', timed('normal'));
      await gate(bench, 'high-1', timed('high-1', second.promise), { priority: 'high' });
      await gate(
        bench,
        'high-2',
        async () => {
          await timed('high-2')();
          second.resolve();
        },
        { priority: 'high' },
      );
      await bench.dispatch();
      expect(timeline).toEqual(expected);
    },
  );

  it.each(['contribute', 'observe'] as const)('holds in the %s lane too', async (lane) => {
    const bench = openBench();
    const timeline: string[] = [];
    await beforeExec(bench, 'orders', (lanes) => {
      for (const priority of ['low', 'high', 'normal'] as const) {
        const handler = (): undefined => void timeline.push(priority);
        if (lane === 'contribute') lanes.contribute(handler, { priority });
        else lanes.observe(handler, { priority });
      }
    });
    await bench.dispatch();
    expect(timeline).toEqual(['high', 'normal', 'low']);
  });
});

describe('resume', () => {
  it('sends the agent back to work, and is dropped with a word to the person when that was done often enough', async () => {
    const bench = openBench();
    await bench.plugin(
      definePlugin({
        name: 'not-done',
        events: ['task_complete'],
        setup({ on }) {
          on('task_complete').gate((_event, ctx) => ctx.resume('Run the tests first.'));
        },
      }),
    );
    const event = eventOf('task_complete', { success: true, resumed: false });
    expect((await bench.dispatch(event)).verdict).toMatchObject({ kind: 'resume' });
    const limited = await bench.dispatch(event, { mayResume: () => false });
    expect(limited.verdict).toBeUndefined();
    expect(limited.messages).toMatchObject([
      { by: 'not-done', text: expect.stringContaining('Run the tests first.') },
    ]);
  });
});
