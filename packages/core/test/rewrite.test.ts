import type { HandlerOptions, Rewrite, RewriteHandler } from '@hookline/core';
import { describe, expect, it } from 'vitest';
import { type Bench, beforeExec, eventOf, execBefore, openBench } from './bench.ts';

const rewriter = (
  bench: Bench,
  name: string,
  handler: RewriteHandler<'exec.before'>,
  options?: HandlerOptions,
): Promise<void> => beforeExec(bench, name, (lanes) => lanes.rewrite(handler, options));

/** A gate that keeps the commands it judged and refuses those that hold a word. */
const judge = async (bench: Bench, refused?: string): Promise<string[]> => {
  const judged: string[] = [];
  await beforeExec(bench, 'judge', (lanes) =>
    lanes.gate(
      (event, ctx) => {
        judged.push(event.command);
        if (refused && event.command.includes(refused)) return ctx.deny(`No ${refused}.`);
        return undefined;
      },
      { priority: 'high' },
    ),
  );
  return judged;
};

describe('rewriting by plugins', () => {
  it('comes before the gates, one rewriter after the other, and the gates judge the final input', async () => {
    const bench = openBench();
    const judged = await judge(bench);
    await rewriter(bench, 'second', (event) => ({ command: `${event.command} b` }));
    await rewriter(bench, 'first', (event) => ({ command: `${event.command} a` }), { priority: 'high' });
    const outcome = await bench.dispatch(execBefore('x'));
    expect(judged).toEqual(['x a b']);
    expect(outcome.event).toMatchObject({ command: 'x a b', input: { command: 'x a b' } });
    expect(outcome.rewrite).toEqual({ change: { command: 'x a b' }, by: ['first', 'second'] });
  });

  it.each<[string, Rewrite]>([
    ['a field that the event does not have', { patch: '*** Begin Patch' }],
    ['a wrong type', { command: 7 } as never],
    ['a key that is none', { cmd: 'x' } as never],
    ['a bigint', { input: { n: 1n } }],
  ])('with %s fails that plugin and changes nothing', async (_, change) => {
    const bench = openBench();
    const judged = await judge(bench);
    await rewriter(bench, 'odd', () => change);
    const outcome = await bench.dispatch(execBefore('ls'));
    expect(judged).toEqual(['ls']);
    expect(outcome.rewrite).toBeUndefined();
    expect(outcome.failures).toMatchObject([{ by: 'odd', code: 'HOOKLINE_HANDLER_ANSWER_INVALID' }]);
  });

  it('with an undefined field takes nothing back from the rewriter before', async () => {
    const bench = openBench();
    await rewriter(bench, 'first', () => ({ command: 'safe' }));
    await rewriter(bench, 'second', () => ({ command: undefined }));
    const outcome = await bench.dispatch();
    expect(outcome.rewrite).toEqual({ change: { command: 'safe' }, by: ['first'] });
  });

  it('with a whole input replaces what was rewritten before it', async () => {
    const bench = openBench();
    await rewriter(bench, 'first', () => ({ command: 'one' }));
    await rewriter(bench, 'second', () => ({ input: { command: 'two' } }));
    const outcome = await bench.dispatch();
    expect(outcome.event).toMatchObject({ command: 'two' });
    expect(outcome.rewrite?.change).toEqual({ input: { command: 'two' } });
  });

  it('cannot be changed through the object that was handed in', async () => {
    const bench = openBench();
    const input = { command: 'judged' };
    await rewriter(bench, 'keeps-a-hand-on-it', () => ({ input }));
    await beforeExec(bench, 'changes-its-mind', (lanes) => {
      lanes.observe(() => {
        input.command = 'not judged';
      });
    });
    const outcome = await bench.dispatch();
    expect(outcome.event).toMatchObject({ command: 'judged', input: { command: 'judged' } });
    expect(outcome.rewrite?.change).toEqual({ input: { command: 'judged' } });
  });

  it('that is required and fails refuses the event', async () => {
    const bench = openBench();
    await rewriter(bench, 'sandboxes', () => Promise.reject(new Error('no sandbox')), { required: true });
    expect((await bench.dispatch()).verdict).toMatchObject({ kind: 'deny', reasons: [{ by: 'sandboxes' }] });
  });
});

describe('rewriting by an entry', () => {
  it('lets plugin gates and required entries judge again', async () => {
    const bench = openBench();
    const judged = await judge(bench, 'evil');
    const seen: Record<string, string[]> = { required: [], optional: [] };
    for (const name of ['required', 'optional']) {
      bench.entry({ name, required: name === 'required', priority: 'high' }, (event) => {
        seen[name]?.push(event.command);
        return undefined;
      });
    }
    bench.entry({ name: 'rewrites', priority: 'low' }, () => ({ rewrite: { command: 'good' } }));
    const outcome = await bench.dispatch(execBefore('ls'));
    expect(judged).toEqual(['ls', 'good']);
    expect(seen).toEqual({ required: ['ls', 'good'], optional: ['ls'] });
    expect(outcome.verdict).toBeUndefined();
    expect(outcome.rewrite).toEqual({ change: { command: 'good' }, by: ['rewrites'] });
  });

  it('is refused by a gate that had let the old input through', async () => {
    const bench = openBench();
    await judge(bench, 'evil');
    bench.entry({ name: 'rewrites', priority: 'low' }, () => ({ rewrite: { command: 'evil' } }));
    const outcome = await bench.dispatch(execBefore('ls'));
    expect(outcome.verdict).toEqual({ kind: 'deny', reasons: [{ by: 'judge', text: 'No evil.' }] });
  });

  it.each([true, false])(
    'settles when a required entry answers the same rewrite each time (parallel=%s)',
    async (parallel) => {
      const bench = openBench({ parallel });
      const judged = await judge(bench);
      bench.entry({ name: 'pins', required: true }, () => ({ rewrite: { command: 'npm ci' } }));
      const outcome = await bench.dispatch(execBefore('npm install'));
      expect(outcome.verdict).toBeUndefined();
      expect(judged).toEqual(['npm install', 'npm ci']);
      expect(outcome.event).toMatchObject({ command: 'npm ci' });
    },
  );

  it('that never settles is refused after three rounds', async () => {
    const bench = openBench();
    const judged = await judge(bench);
    bench.entry({ name: 'grows', required: true, priority: 'low' }, (event) => ({
      rewrite: { command: `${event.command}!` },
      context: 'One more.',
    }));
    const outcome = await bench.dispatch(execBefore('go'));
    expect(judged).toEqual(['go', 'go!', 'go!!']);
    expect(outcome.verdict).toMatchObject({ kind: 'deny', reasons: [{ by: 'grows' }] });
  });

  it('reports a conflict once, and what was registered first stands', async () => {
    const bench = openBench();
    const second = Promise.withResolvers<void>();
    bench.entry({ name: 'first', required: true }, async () => {
      await second.promise;
      return { rewrite: { command: 'one' } };
    });
    bench.entry({ name: 'second', required: true }, () => {
      second.resolve();
      return { rewrite: { command: 'two' } };
    });
    const outcome = await bench.dispatch();
    expect(outcome.event).toMatchObject({ command: 'one' });
    expect(outcome.conflicts).toEqual([{ by: 'second', with: 'first', field: 'command' }]);
    expect(outcome.verdict).toBeUndefined();
  });

  it('sees a conflict between a field and the whole input', async () => {
    const bench = openBench();
    bench.entry({ name: 'field' }, () => ({ rewrite: { command: 'one' } }));
    bench.entry({ name: 'whole' }, () => ({ rewrite: { input: { command: 'two' } } }));
    const outcome = await bench.dispatch();
    expect(outcome.event).toMatchObject({ command: 'one' });
    expect(outcome.conflicts).toEqual([{ by: 'whole', with: 'field', field: 'input' }]);
  });

  it('of an event whose input cannot be rewritten is a failure, and its allow does not count', async () => {
    const bench = openBench();
    bench.entry({ name: 'odd', events: ['permission.request'] }, () => ({
      verdict: { kind: 'allow', reason: 'In this safer form.' },
      rewrite: { command: 'ls' },
    }));
    const outcome = await bench.dispatch(
      eventOf('permission.request', { toolName: 'Bash', input: { command: 'rm x' }, command: 'rm x' }),
    );
    expect(outcome).toMatchObject({ verdict: undefined, rewrite: undefined, event: { command: 'rm x' } });
    expect(outcome.failures).toMatchObject([{ by: 'odd', code: 'HOOKLINE_HANDLER_ANSWER_INVALID' }]);
  });
});
