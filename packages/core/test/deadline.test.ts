import { guard, Stop } from '@hookline/core/engine';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openBench, untilAborted } from './bench.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const live = (): Stop => new Stop();

afterEach(() => void vi.useRealTimers());

describe('a deadline', () => {
  it('aborts the signal of the handler and is named in the failure', async () => {
    const bench = openBench();
    let reason: unknown;
    bench.entry({ timeoutMs: 1 }, (_event, signal) =>
      untilAborted(signal).catch((thrown) => {
        reason = thrown;
        return undefined;
      }),
    );
    const outcome = await bench.dispatch();
    expect(reason).toMatchObject({ name: 'TimeoutError' });
    expect(outcome.failures).toMatchObject([{ message: 'It gave no answer within 1 ms.' }]);
    expect(outcome.runs).toMatchObject([{ status: 'timed-out' }]);
  });

  it('is cut to what is left of the budget of the event', async () => {
    const bench = openBench();
    bench.entry({ timeoutMs: 600_000 }, (_event, signal) => untilAborted(signal));
    const outcome = await bench.dispatch(undefined, { budgetMs: 1 });
    expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_HANDLER_TIMEOUT' }]);
  });

  it('of the event is passed by one grace at most, however many handlers hang one after the other', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'hrtime'] });
    const bench = openBench({ parallel: false });
    for (let index = 0; index < 5; index++) bench.entry({ name: `hangs-${index}` }, never);
    let done = false;
    const dispatched = bench.dispatch(undefined, { budgetMs: 1_000 }).finally(() => {
      done = true;
    });
    await vi.advanceTimersByTimeAsync(3_100);
    expect(done).toBe(true);
    expect((await dispatched).failures).toHaveLength(5);
  });
});

describe('the agent going away', () => {
  it('stops what runs, starts nothing more, and blames nobody', async () => {
    const bench = openBench({ parallel: false });
    const gone = new AbortController();
    let started = 0;
    for (let index = 0; index < 2; index++) {
      bench.entry({}, (_event, signal) => {
        started += 1;
        gone.abort(new Error('gone'));
        return untilAborted(signal);
      });
    }
    const outcome = await bench.dispatch(undefined, { signal: gone.signal });
    expect(started).toBe(1);
    expect(outcome.failures).toEqual([]);
    expect(outcome.runs.map(({ status }) => status)).toEqual(['aborted', 'aborted']);
  });
});

describe('guard', () => {
  const hostile = {
    'null prototype': Object.create(null),
    'a text that throws': {
      toString() {
        throw new Error('no');
      },
    },
    'a message that throws': Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('no');
      },
    }),
    'a message that is no text': Object.assign(new Error('x'), { message: { a: 1 } }),
    'a revoked proxy': (() => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    })(),
    undefined: undefined,
    'a symbol': Symbol('s'),
    'marked as ours without details': Object.assign(new Error('x'), { [Symbol.for('hookline.error')]: true }),
  };

  it.each(Object.keys(hostile))('never rejects, whatever is thrown: %s', async (name) => {
    const result = await guard(
      () => {
        throw hostile[name as keyof typeof hostile];
      },
      { timeoutMs: 1_000, stop: live() },
    );
    expect(result).toMatchObject({ status: 'failed', message: expect.any(String) });
  });

  it('gives up on a thenable that never calls back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    // biome-ignore lint/suspicious/noThenProperty: a thenable that hangs is what is tested.
    const guarded = guard(() => ({ then: () => undefined }) as never, {
      timeoutMs: 5,
      stop: live(),
      graceMs: 5,
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(await guarded).toMatchObject({ status: 'timed-out' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits longer than the longest timer of Node without firing at once', async () => {
    const result = await guard(() => Promise.resolve('in time'), { timeoutMs: 2 ** 40, stop: live() });
    expect(result).toMatchObject({ status: 'ok', value: 'in time' });
  });

  it('leaves no listener on a signal that outlives the call', async () => {
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const stop = Stop.from(controller.signal);
    await guard(() => Promise.resolve(), { timeoutMs: 1_000, stop });
    stop.detach();
    expect(removed).toHaveBeenCalledOnce();
  });
});
