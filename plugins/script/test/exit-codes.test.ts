import { afterAll, describe, expect, it } from 'vitest';
import { bareEvent, createBench } from './real-exec.ts';

const bench = createBench();
afterAll(() => bench.close());

const event = (type: string, fields: object = {}): object =>
  /^(exec|patch|mcp|tool|permission)\./.test(type) ? { type, ...fields } : bareEvent({ type, ...fields });

describe('exit code 2', () => {
  const refused = (stderr: string, type: string, stdout = '') =>
    bench.ended({ exitCode: 2, stderr, stdout }, event(type));

  it.each([
    ['exec.before', 'deny'],
    ['patch.before', 'deny'],
    ['mcp.before', 'deny'],
    ['tool.before', 'deny'],
    ['task_start', 'deny'],
    ['permission.request', 'deny'],
    ['compact.before', 'deny'],
    ['integration.deploy', 'deny'],
    ['exec.after', 'feedback'],
    ['patch.after', 'feedback'],
    ['mcp.after', 'feedback'],
    ['tool.after', 'feedback'],
    ['task_complete', 'resume'],
    ['agent.stop', 'resume'],
  ])('refuses %s by %s, with stderr as the reason', async (type, kind) => {
    expect(await refused('not this\n', type)).toEqual({ verdict: { kind, reason: 'not this' } });
    expect(await refused('', type)).toEqual({ verdict: { kind, reason: expect.stringContaining('"scan"') } });
  });

  it.each(['session_start', 'session_end', 'agent.start', 'compact.after', 'model.after', 'error.occurred'])(
    'is a message on %s, which cannot be refused',
    async (type) => {
      expect(await refused('not this', type)).toEqual({ message: 'not this' });
    },
  );

  it('takes the reason from stdout when stderr is empty', async () => {
    expect(await refused('', 'exec.before', '{"reason": "why"}')).toEqual({
      verdict: { kind: 'deny', reason: 'why' },
    });
    expect((await refused('', 'exec.before', '{"rea'))?.verdict?.kind).toBe('deny');
  });

  it('bounds the reason', async () => {
    expect((await refused('x'.repeat(1_000_000), 'exec.before'))?.verdict?.reason).toHaveLength(64_000);
  });
});

describe('any other end', () => {
  it.each<[string, object, string, RegExp]>([
    ['exit code 1', { exitCode: 1, stderr: 'Traceback: boom' }, 'HOOKLINE_SCRIPT_FAILED', /exit code 1/],
    [
      'a refusal with exit code 1',
      { exitCode: 1, stdout: '{"decision":"block"}' },
      'HOOKLINE_SCRIPT_FAILED',
      /code 1/,
    ],
    [
      'a signal',
      { status: 'signalled', exitCode: undefined, signal: 'SIGSEGV' },
      'HOOKLINE_SCRIPT_FAILED',
      /SIGSEGV/,
    ],
    ['the deadline', { status: 'timed-out', exitCode: undefined }, 'HOOKLINE_HANDLER_TIMEOUT', /30000 ms/],
    ['an abort', { status: 'aborted', exitCode: undefined }, 'HOOKLINE_HANDLER_TIMEOUT', /stopped/],
    [
      'a flood',
      { status: 'output-too-large', exitCode: undefined },
      'HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE',
      /more than/,
    ],
    ['E2BIG', { status: 'not-started', errorCode: 'E2BIG' }, 'HOOKLINE_SCRIPT_FAILED', /E2BIG/],
    [
      'a missing folder',
      { status: 'not-started', errorCode: 'ENOENT_CWD' },
      'HOOKLINE_SCRIPT_NOT_FOUND',
      /folder to run in/,
    ],
    [
      'a noexec file system',
      { status: 'not-started', errorCode: 'EACCES' },
      'HOOKLINE_SCRIPT_NOT_EXECUTABLE',
      /executed/,
    ],
  ])('by %s is a failure that says what, where and what to do', async (_, result, code, what) => {
    await expect(bench.ended(result)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(what),
      details: { where: expect.stringMatching(/hooks\.toml:7:1$/), fix: expect.any(String) },
    });
  });

  it('shows the last lines of stderr, bounded', async () => {
    const stderr = `${'noise\n'.repeat(10_000)}ValueError: boom\n`;
    const error = await bench.ended({ exitCode: 1, stderr }).catch((thrown) => thrown);
    expect(error.details.why).toMatch(/^…noise\n[\s\S]*ValueError: boom$/);
    expect(error.details.why.length).toBeLessThan(2_100);
  });
});
