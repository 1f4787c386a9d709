import { HooklineError } from '@hookline/core/errors';
import { describe, expect, it } from 'vitest';
import { eventOf, execBefore, openBench } from './bench.ts';

describe('an entry', () => {
  it('is skipped with a reason when its matcher or a condition does not hold', async () => {
    const bench = openBench({ context: { environment: 'production' } });
    bench.entry({ name: 'runs', matcher: 'Bash|Edit' }, () => ({ context: 'ran' }));
    bench.entry({ name: 'other-tool', matcher: 'apply_patch' });
    bench.entry({
      name: 'other-place',
      conditions: [
        { key: 'toolName', op: 'any', values: ['Bash'] },
        { key: 'environment', op: 'any', values: ['staging'] },
      ],
    });
    const { runs, failures } = await bench.dispatch();
    expect(failures).toEqual([]);
    expect(runs.map(({ by, status, why }) => ({ by, status, why }))).toEqual([
      { by: 'other-tool', status: 'skipped', why: 'matcher "apply_patch" does not select Bash' },
      {
        by: 'other-place',
        status: 'skipped',
        why: 'condition on environment does not hold: it is "production"',
      },
      { by: 'runs', status: 'ok', why: undefined },
    ]);
  });

  it('cannot be switched off by what the model puts into the input of a tool', async () => {
    const bench = openBench(
      { context: { environment: 'production' } },
      { env: { HOOKLINE_USER_TYPE: 'contractor' } },
    );
    const conditions = [
      { key: 'environment', op: 'any', values: ['production'] },
      { key: 'user_type', op: 'any', values: ['contractor'] },
    ] as const;
    bench.entry({ events: ['mcp.before'], conditions }, () => ({
      verdict: { kind: 'deny', reason: 'Not here.' },
    }));
    const input = { environment: 'staging', user_type: 'admin' };
    const call = eventOf('mcp.before', {
      toolName: 'mcp__db__drop',
      server: 'db',
      tool: 'drop',
      input,
      arguments: input,
    });
    expect((await bench.dispatch(call)).verdict?.kind).toBe('deny');
  });

  it('whose test cannot be made fails, is told to the bookkeeping, and refuses when it is required', async () => {
    const bench = openBench();
    const settled: string[] = [];
    bench.lifecycle.hooks.handlerSettled.tap(
      'test',
      ({ by, status }) => void settled.push(`${by} ${status}`),
    );
    bench.entry({
      name: 'bad',
      required: true,
      conditions: [{ key: 'command', op: 'matches', pattern: '(' }],
    });
    const outcome = await bench.dispatch();
    expect(outcome.failures).toMatchObject([{ by: 'bad', code: 'HOOKLINE_CONFIG_INVALID' }]);
    expect(outcome.verdict?.kind).toBe('deny');
    expect(settled).toEqual(['bad failed']);
  });

  it('runs once per event, also when it names the event twice', async () => {
    const bench = openBench();
    let count = 0;
    bench.entry({ events: ['exec.before', 'exec.before'] }, () => {
      count += 1;
      return undefined;
    });
    await bench.dispatch();
    expect(count).toBe(1);
  });

  it('of a kind that nobody provides fails and says where it is written', async () => {
    const bench = openBench();
    bench.entry({ type: 'pigeon' });
    expect((await bench.dispatch()).failures).toEqual([
      expect.objectContaining({ code: 'HOOKLINE_ENTRY_KIND_UNKNOWN', where: '/repo/hooks.toml:7:1' }),
    ]);
  });

  it.each([
    ['null', null],
    ['a text', 'deny'],
    ['a verdict without a reason', { verdict: { kind: 'deny' } }],
    ['a verdict that is none', { verdict: { kind: 'refuse', reason: 'no' } }],
    ['context that is no text', { context: 42 }],
    ['a message that is no text', { message: {} }],
    ['a rewrite with a cycle', { rewrite: { input: cyclic() } }],
    ['a rewrite with a wrong type', { rewrite: { command: ['ls'] } }],
  ])('of a kind that answers %s never breaks the event', async (_, answer) => {
    const bench = openBench();
    bench.entry({ name: 'odd', required: true }, () => answer as never);
    const outcome = await bench.dispatch();
    if (answer === null) expect(outcome).toMatchObject({ failures: [], verdict: undefined });
    else {
      expect(outcome.failures).toMatchObject([{ by: 'odd', code: 'HOOKLINE_HANDLER_ANSWER_INVALID' }]);
      expect(outcome.verdict?.kind).toBe('deny');
    }
  });

  it('that blocks without a reason is given one', async () => {
    const bench = openBench();
    bench.entry({}, () => ({ verdict: { kind: 'deny', reason: '' } }));
    expect((await bench.dispatch()).verdict?.reasons[0]?.text).toMatch(/\w/);
  });
});

function cyclic(): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  input['self'] = input;
  return input;
}

describe('an async entry', () => {
  it('is handed over with the final event and decides nothing', async () => {
    const bench = openBench();
    bench.entry({ name: 'later', mode: 'async', required: true });
    bench.entry({ name: 'rewrites' }, () => ({ rewrite: { command: 'final' } }));
    const outcome = await bench.dispatch(execBefore('first'));
    expect(bench.handedOver).toMatchObject([{ entry: { name: 'later' }, event: { command: 'final' } }]);
    expect(outcome.runs.find(({ by }) => by === 'later')).toMatchObject({ status: 'handed-over' });
    expect(outcome.verdict).toBeUndefined();
  });

  it('is handed over for a refused event too, and only when its conditions hold', async () => {
    const bench = openBench();
    bench.entry({ name: 'audit', mode: 'async' });
    bench.entry({ name: 'other', mode: 'async', matcher: 'apply_patch' });
    bench.entry({ name: 'denies' }, () => ({ verdict: { kind: 'deny', reason: 'No.' } }));
    const outcome = await bench.dispatch();
    expect(bench.handedOver.map(({ entry }) => entry.name)).toEqual(['audit']);
    expect(outcome.runs.find(({ by }) => by === 'other')).toMatchObject({ status: 'skipped' });
  });

  it('that cannot be stored is a failure with its place, and no refusal', async () => {
    const bench = openBench(
      {},
      {
        handOver: () => {
          throw new HooklineError('HOOKLINE_SPOOL_WRITE_FAILED', {
            what: 'The disk is full.',
            fix: 'Make room.',
          });
        },
      },
    );
    bench.entry({ name: 'later', mode: 'async', required: true });
    const outcome = await bench.dispatch();
    expect(outcome.failures).toEqual([
      {
        by: 'later',
        required: true,
        code: 'HOOKLINE_SPOOL_WRITE_FAILED',
        message: 'The disk is full.',
        where: '/repo/hooks.toml:7:1',
        fix: 'Make room.',
      },
    ]);
    expect(outcome.verdict).toBeUndefined();
  });

  it('with a test that cannot be made blames the configuration, not the spool', async () => {
    const bench = openBench();
    bench.entry({ mode: 'async', conditions: [{ key: 'command', op: 'matches', pattern: '(' }] });
    expect((await bench.dispatch()).failures).toMatchObject([{ code: 'HOOKLINE_CONFIG_INVALID' }]);
  });
});
