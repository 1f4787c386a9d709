import { defineEvent, type LaneRegistrar } from '@hookline/core';
import { EVENTS, type Outcome } from '@hookline/core/engine';
import { describe, expect, it } from 'vitest';
import { beforeExec, eventOf, openBench, untilAborted } from './bench.ts';

const WHAT_IT_LOOKS_LIKE: Record<string, (outcome: Outcome) => void> = {
  deny: ({ verdict }) => expect(verdict).toMatchObject({ kind: 'deny', reasons: [{ by: 'check' }] }),
  feedback: ({ verdict }) => expect(verdict).toMatchObject({ kind: 'feedback', reasons: [{ by: 'check' }] }),
  halt: ({ halt, verdict }) => {
    expect(halt).toMatchObject({ by: 'check' });
    expect(verdict).toBeUndefined();
  },
  report: ({ halt, verdict, messages }) => {
    expect([halt, verdict]).toEqual([undefined, undefined]);
    expect(messages).toMatchObject([{ by: 'check' }]);
  },
};

describe('a required entry that fails', () => {
  it.each(Object.entries(EVENTS).map(([name, spec]) => [name, spec.onRequiredFailure] as const))(
    'answers %s with %s',
    async (name, expected) => {
      const bench = openBench();
      bench.entry({ name: 'check', required: true, events: [name as never] }, () => {
        throw new Error('exit code 127 in /home/user/scan.sh');
      });
      const outcome = await bench.dispatch(eventOf(name));
      expect(outcome.failures).toMatchObject([{ by: 'check', required: true }]);
      WHAT_IT_LOOKS_LIKE[expected]?.(outcome);
      const told = JSON.stringify([outcome.verdict, outcome.halt, outcome.messages]);
      expect(told).not.toMatch(/HOOKLINE_|\/home\//);
    },
  );

  it('for lack of time refuses as well', async () => {
    const bench = openBench();
    bench.entry({ name: 'check', required: true, timeoutMs: 1 }, (_event, signal) => untilAborted(signal));
    const outcome = await bench.dispatch();
    expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_HANDLER_TIMEOUT' }]);
    expect(outcome.verdict?.kind).toBe('deny');
  });

  it('for a condition that takes for ever on what the model wrote refuses as well', async () => {
    const bench = openBench();
    const slow = { key: 'command', op: 'matches', pattern: '^(a+)+$' } as const;
    bench.entry({ name: 'check', required: true, conditions: [slow] }, () => undefined);
    const outcome = await bench.dispatch({
      ...eventOf('exec.before'),
      command: `${'a'.repeat(60)}b`,
    } as never);
    expect(outcome.failures).toMatchObject([{ by: 'check', code: 'HOOKLINE_CONFIG_INVALID' }]);
    expect(outcome.verdict?.kind).toBe('deny');
  });

  it('because the whole event was stopped refuses as well: it has not let anything through', async () => {
    const bench = openBench();
    const gone = new AbortController();
    bench.entry({ name: 'check', required: true }, (_event, signal) => {
      gone.abort(new Error('the agent has gone'));
      return untilAborted(signal);
    });
    const outcome = await bench.dispatch(undefined, { signal: gone.signal });
    expect(outcome.runs).toMatchObject([{ by: 'check', status: 'aborted' }]);
    expect(outcome.verdict?.kind).toBe('deny');
  });

  it('because the event was stopped before it began refuses as well', async () => {
    const bench = openBench();
    bench.entry({ name: 'check', required: true }, () => undefined);
    const outcome = await bench.dispatch(undefined, { signal: AbortSignal.abort() });
    expect(outcome.verdict?.kind).toBe('deny');
  });
});

describe('required plugin handlers', () => {
  it.each(['rewrite', 'gate', 'contribute', 'observe'] as const)(
    'refuse when they fail in the %s lane',
    async (lane) => {
      const bench = openBench();
      await beforeExec(bench, 'check', (lanes) => {
        const fails = (): never => {
          throw new Error('broken');
        };
        lanes[lane](fails, { required: true });
      });
      expect((await bench.dispatch()).verdict).toMatchObject({ kind: 'deny', reasons: [{ by: 'check' }] });
    },
  );

  it('halt an event of their own that says so, also from the rewrite lane', async () => {
    defineEvent('release.before', {
      ...EVENTS['exec.before'],
      verdicts: ['deny'],
      onRequiredFailure: 'halt',
      category: 'release',
    });
    const bench = openBench();
    await bench.plugin({
      name: 'check',
      events: ['release.before' as never],
      setup({ on }) {
        (on('release.before' as never) as unknown as LaneRegistrar<'exec.before'>).rewrite(
          () => {
            throw new Error('broken');
          },
          { required: true },
        );
      },
    });
    expect((await bench.dispatch(eventOf('release.before'))).halt).toMatchObject({ by: 'check' });
  });
});

describe('a failure that is not required', () => {
  it.each(Object.keys(EVENTS))('changes nothing for %s but the report', async (name) => {
    const bench = openBench();
    bench.entry({ events: [name as never] }, () => {
      throw new Error('broken');
    });
    const { verdict, halt, context, messages, rewrite, failures } = await bench.dispatch(eventOf(name));
    expect({ verdict, halt, context, messages, rewrite }).toEqual({
      verdict: undefined,
      halt: undefined,
      context: [],
      messages: [],
      rewrite: undefined,
    });
    expect(failures).toMatchObject([{ by: 'entry', required: false, message: 'broken' }]);
  });
});
