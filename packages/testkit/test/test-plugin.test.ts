import { definePlugin, type HandlerKind } from '@hookline/core';
import {
  expectAllowed,
  expectAsked,
  expectContext,
  expectDenied,
  expectFailed,
  expectFeedback,
  expectNoOpinion,
  expectResumed,
  expectRewritten,
  testHandler,
  testPlugin,
} from '@hookline/testkit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const plugin = definePlugin({
  name: 'all-lanes',
  events: ['exec.before', 'exec.after', 'task_complete', 'permission.request', 'integration.*'],
  setup({ on }) {
    on('exec.before').rewrite(({ command }) => (command === 'npm i' ? { command: 'npm ci' } : undefined));
    on('exec.before').gate(({ command }, ctx) => {
      if (command === 'boom') throw new Error('It broke.');
      if (command.startsWith('rm')) return ctx.deny('Nothing is removed here.');
      return command.startsWith('sudo') ? ctx.ask('Is root needed?') : undefined;
    });
    on('exec.before').contribute(({ command }) => (command === 'make' ? 'Use npm.' : undefined));
    on('exec.after').gate((event, ctx) =>
      event.exitCode === 3 ? ctx.feedback('It ended with 3.') : undefined,
    );
    on('task_complete').gate((_, ctx) => ctx.resume('The tests were not run.'));
    on('permission.request').gate((_, ctx) => ctx.allow('It is harmless.'));
  },
});

function thrownBy(act: () => void): Error {
  try {
    act();
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error('Nothing was thrown.');
}

describe('assertions about what came of an event', () => {
  it('hold where they are true', async () => {
    const { run } = await testPlugin(plugin);
    expectDenied(await run('exec.before', { command: 'rm x' }), /removed/);
    expectAsked(await run('exec.before', { command: 'sudo x' }), 'root');
    expectContext(await run('exec.before', { command: 'make' }), /npm/g);
    expectNoOpinion(await run('exec.before'));
    expectFeedback(await run('exec.after'), 'with 3');
    expectResumed(await run('task_complete'));
    expectAllowed(await run('permission.request'));
    expectFailed(await run('exec.before', { command: 'boom' }), 'HOOKLINE_HANDLER_THREW It broke.');
    const result = await run('exec.before', { command: 'npm i' });
    expectRewritten(result, { command: 'npm ci' });
    expect(result.outcome.event).toMatchObject({ command: 'npm ci', input: { command: 'npm ci' } });
  });

  it('show what happened instead where they are not', async () => {
    const { run } = await testPlugin(plugin);
    const denied = await run('exec.before', { command: 'rm x' });
    const silent = await run('exec.before');
    const said = 'On exec.before this happened:\n  deny by all-lanes: Nothing is removed here.';
    for (const wrong of [
      expectAsked,
      expectAllowed,
      expectFailed,
      expectFeedback,
      expectResumed,
      expectContext,
      expectNoOpinion,
    ])
      expect(() => wrong(denied)).toThrow(said);
    expect(() => expectDenied(denied, /other/)).toThrow(said);
    expect(() => expectRewritten(denied, { command: 'ls' })).toThrow(said);
    expect(() => expectDenied(silent)).toThrow('Expected a refusal.\nOn exec.before nothing happened.');
    expect(() => expectRewritten(silent, {})).toThrow('nothing happened');
    const rewritten = await run('exec.before', { command: 'npm i' });
    expect(() => expectRewritten(rewritten, { command: 'ls' })).toThrow('npm ci');
  });

  it('lead to the line of the test that does not hold', async () => {
    const { run } = await testPlugin(plugin);
    const silent = await run('exec.before');
    const denied = await run('exec.before', { command: 'rm x' });
    for (const wrong of [
      () => expectDenied(silent),
      () => expectDenied(denied, 'other'),
      () => expectNoOpinion(denied),
      () => expectFailed(silent),
      () => expectContext(silent),
      () => expectRewritten(silent, { command: 'ls' }),
    ]) {
      const [first] = String(thrownBy(wrong).stack).match(/^ +at .*$/m) ?? [];
      expect(first).toContain('test-plugin.test.ts');
    }
  });

  it('take a broken handler for no silence', async () => {
    const { run } = await testPlugin(plugin);
    const broken = await run('exec.before', { command: 'boom' });
    expect(() => expectNoOpinion(broken)).toThrow('FAILED all-lanes');
  });
});

const reacher = definePlugin({
  name: 'reacher',
  events: ['task_start'],
  setup({ on }) {
    on('task_start').contribute(async ({ prompt, id }, ctx) => {
      if (prompt === 'git') return (await ctx.exec('git', ['status'])).stdout;
      if (prompt === 'caught') await ctx.exec('git', ['push']).catch(() => undefined);
      if (prompt === 'post') {
        const body = JSON.stringify({ token: ctx.redact('hunter2') });
        const answer = await ctx.fetch('https://example.test/a', { method: 'POST', body });
        return `${answer.status} ${await answer.text()}`;
      }
      const count = Number(ctx.state.get('count') ?? 0) + 1;
      ctx.state.set('count', count);
      ctx.log.warn(`at ${ctx.env['STAGE']}`);
      ctx.appendLine(`${ctx.places.codexHome}/a.log`, id);
      ctx.emit('integration.seen', { count });
    });
  },
});

describe('the fakes', () => {
  it('answer what is planned and record what was asked', async () => {
    const { run } = await testPlugin(reacher, {
      exec: { git: { stdout: 'clean' } },
      fetch: { 'POST https://example.test/a': { status: 201, json: { ok: true } } },
      secrets: ['hunter2'],
    });
    const ran = await run('task_start', { prompt: 'git' });
    expectContext(ran, 'clean');
    expect(ran.execs).toEqual([{ file: 'git', args: ['status'], options: {} }]);
    const sent = await run('task_start', { prompt: 'post' });
    expectContext(sent, '201 {"ok":true}');
    expect(sent.requests).toMatchObject([
      { method: 'POST', url: 'https://example.test/a', body: '{"token":"[redacted]"}' },
    ]);
    expect(sent.execs).toEqual([]);
  });

  it('keep state over events, also when they are run at once, and every event has its own id', async () => {
    const { run } = await testPlugin(reacher, { env: { STAGE: 'test' }, state: { count: 4 } });
    const [first, second] = await Promise.all([run('task_start'), run('task_start')]);
    expect([first.state, second.state]).toEqual([{ count: 5 }, { count: 6 }]);
    expect(second).toMatchObject({
      logs: [{ level: 'warn', message: 'at test' }],
      lines: [{ file: '/home/user/.codex/a.log', line: second.event.id }],
      emitted: [{ name: 'integration.seen', data: { count: 6 } }],
    });
    expect(first.event.id).not.toBe(second.event.id);
  });

  it('fail the run when nothing was planned, also where the plugin catches it', async () => {
    const { run } = await testPlugin(reacher);
    await expect(run('task_start', { prompt: 'git' })).rejects.toThrow(
      /ran "git status", which this test has not planned[\s\S]*exec: { "git status": { stdout: '' } }/,
    );
    await expect(run('task_start', { prompt: 'caught' })).rejects.toThrow('ran "git push"');
    await expect(run('task_start', { prompt: 'post' })).rejects.toThrow(
      'fetch: { "POST https://example.test/a": { status: 200 } }',
    );
    expectNoOpinion(await run('task_start'));
  });

  it('take functions as plans, which may fail as the network does', async () => {
    const { run } = await testPlugin(reacher, {
      exec: (_, [command]) => (command === 'status' ? { stdout: 'by a function' } : undefined),
      fetch: () => {
        throw new TypeError('fetch failed');
      },
    });
    expectContext(await run('task_start', { prompt: 'git' }), 'by a function');
    await expect(run('task_start', { prompt: 'caught' })).rejects.toThrow('git push');
    expect((await run('task_start', { prompt: 'post' })).outcome.failures).toMatchObject([
      { message: 'fetch failed' },
    ]);
  });
});

describe('a plugin that cannot be tested so', () => {
  it('is told of options that its schema refuses', async () => {
    const strict = definePlugin({
      name: 'strict',
      events: ['exec.before'],
      options: async () => ({ default: z.strictObject({ limit: z.number().default(3) }) }),
    });
    await expect(testPlugin(strict, { options: { limit: 'x' } })).rejects.toThrow(
      /options of the plugin "strict" are refused by its own schema\. limit: .*number/,
    );
    await expect(testPlugin(strict, { options: { limt: 1 } })).rejects.toThrow('limt');
  });

  it('is told why its setup failed, and that it does not listen to an event', async () => {
    const broken = definePlugin({
      name: 'broken',
      events: ['exec.before'],
      setup() {
        throw new Error('No limit was given.');
      },
    });
    await expect(testPlugin(broken)).rejects.toThrow('could not be set up: No limit was given.');
    const { run } = await testPlugin(plugin);
    await expect(run('session_end' as 'exec.before')).rejects.toThrow('does not listen to "session_end"');
    expectNoOpinion(await run('integration.deploy', { data: 1 }));
  });

  it('is ended when it hangs: by its timeout, and by close', async () => {
    const aborted: string[] = [];
    let onStart = () => {};
    const hanging = definePlugin({
      name: 'hanging',
      events: ['exec.before'],
      setup({ on }) {
        on('exec.before').gate(
          ({ command }, { signal }) =>
            new Promise((resolve) => {
              signal.addEventListener('abort', () => {
                aborted.push(command);
                resolve(undefined);
              });
              onStart();
            }),
        );
      },
    });
    const short = await testPlugin(hanging, { timeoutMs: 5 });
    expect((await short.run('exec.before', { command: 'short' })).outcome.runs).toMatchObject([
      { status: 'timed-out' },
    ]);
    const long = await testPlugin(hanging);
    const running = new Promise<void>((resolve) => {
      onStart = resolve;
    });
    const run = long.run('exec.before', { command: 'long' });
    await running;
    await long.close();
    await run;
    expect(aborted).toEqual(['short', 'long']);
    await expect(long.run('exec.before')).rejects.toThrow('is closed');
  });
});

describe('an entry of a handler kind', () => {
  const kind: HandlerKind = {
    type: 'words',
    keys: ['words'],
    schema: async () => ({ default: z.strictObject({ words: z.array(z.string()) }) }),
    describe: () => 'words',
    run: async ({ fields }, event) =>
      (fields['words'] as string[]).some((word) => JSON.stringify(event.raw).includes(word))
        ? { verdict: { kind: 'deny', reason: 'This word is not said here.' } }
        : undefined,
  };

  it('judges as an entry of a configuration does', async () => {
    const { run } = await testHandler(kind, { fields: { words: ['secret'] } });
    expectDenied(await run('exec.before', { command: 'cat secret' }), 'not said');
    expectNoOpinion(await run('exec.before'));
    expectNoOpinion(await run('integration.deploy', { data: {} }));
  });

  it('is refused with fields that its schema refuses', async () => {
    await expect(testHandler(kind, { fields: { words: 'a' } })).rejects.toThrow('kind "words"');
  });
});

describe('what a plugin says of an event', () => {
  it('is what its explain gives, with its options, the environment and the fake places', async () => {
    const explains = definePlugin({
      name: 'explains',
      events: ['exec.before', 'task_start'],
      options: async () => ({ default: z.object({ word: z.string() }) }),
      explain: (event, { options, env, places }) => [
        event.type === 'exec.before' ? event.command : event.prompt,
        `${options.word} ${env['STAGE']} ${places.codexHome}`,
      ],
    });
    const { explain } = await testPlugin(explains, { options: { word: 'ok' }, env: { STAGE: 'live' } });
    expect(explain('exec.before', { command: 'make' })).toEqual(['make', 'ok live /home/user/.codex']);
    expect(explain('task_start', { prompt: 'Go' })[0]).toBe('Go');
    expect(() => explain('exec.after' as 'exec.before')).toThrow('does not listen to "exec.after"');
  });

  it('is an error where it has none', async () => {
    const { explain } = await testPlugin(plugin);
    expect(() => explain('exec.before')).toThrow('has no "explain"');
  });
});
