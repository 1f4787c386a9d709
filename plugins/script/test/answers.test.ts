import { afterAll, describe, expect, it } from 'vitest';
import { bareEvent, createBench } from './real-exec.ts';

const bench = createBench();
afterAll(() => bench.close());

const event = (type: string, fields: object = {}): object =>
  /^(exec|patch|mcp|tool|permission)\./.test(type) ? { type, ...fields } : bareEvent({ type, ...fields });
const printed = (value: unknown, type = 'exec.before') =>
  bench.ended({ stdout: typeof value === 'string' ? value : JSON.stringify(value) }, event(type));
const specific = (fields: object) => ({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields } });

describe('exit code 0', () => {
  it.each<[string, unknown, string?]>([
    ['nothing', ''],
    ['white space', ' \n'],
    ['an empty object', '{}'],
    ['plain text where that is no context', 'all fine'],
    ['a list', '[1]'],
    ['an approval', { decision: 'approve', reason: 'fine' }],
    ['fields that nobody knows', { level: 'info', hookSpecificOutput: { extra: 1 } }],
    ['a log line that is JSON', 'looking\n{"level": "info", "reason": 7}'],
    ['a log line that is half a JSON', 'looking\n{"level": "in'],
    ['a permission at the end of a task', specific({ permissionDecision: 'deny' }), 'task_complete'],
  ])('with %s is no opinion', async (_, stdout, type) => {
    expect(await printed(stdout, type)).toBeUndefined();
  });

  it.each<[string, unknown, string, object]>([
    [
      'decision block',
      { decision: 'block', reason: 'no' },
      'exec.before',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    ['plain text at the start of a session', 'note\n', 'session_start', { context: 'note' }],
    ['plain text with a prompt', 'note', 'task_start', { context: 'note' }],
    ['plain text at the start of an agent', 'note', 'agent.start', { context: 'note' }],
    [
      'log lines before the answer',
      '[INFO] looking\n{"decision": "block",\n "reason": "no"}',
      'exec.before',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    [
      'plain text before the answer',
      `note\n${JSON.stringify(specific({ additionalContext: 'more' }))}`,
      'session_start',
      { context: 'note\nmore' },
    ],
    ['a byte order mark', '\uFEFF{"systemMessage": "look"}', 'exec.before', { message: 'look' }],
    [
      'all at once',
      {
        systemMessage: 'm',
        continue: false,
        stopReason: 's',
        ...specific({ additionalContext: 'c', updatedInput: { a: 1 } }),
      },
      'exec.before',
      { message: 'm', halt: 's', context: 'c', rewrite: { input: { a: 1 } } },
    ],
  ])('says %s', async (_, stdout, type, answer) => {
    expect(await printed(stdout, type)).toEqual(answer);
  });

  it.each<[string, unknown]>([
    ['half a JSON', '{"decision": "blo'],
    ['two objects', '{"decision": "block"}\n{}'],
    ['half a JSON after log lines', 'looking\n{"decision": "blo'],
    ['a decision that is not known', { decision: 'perhaps' }],
    ['a decision that is not known after log lines', 'looking\n{"decision": "perhaps"}'],
    ['a reason of the wrong type', { decision: 'block', reason: 7 }],
  ])('with %s is a failure, never consent', async (_, stdout) => {
    const text = typeof stdout === 'string' ? stdout : JSON.stringify(stdout);
    await expect(printed(text)).rejects.toMatchObject({
      code: 'HOOKLINE_SCRIPT_OUTPUT_INVALID',
      details: { where: expect.stringMatching(/hooks\.toml:7:1$/), fix: expect.any(String) },
    });
  });

  it('keeps plain text and stderr for the log', async () => {
    bench.logged.length = 0;
    await bench.ended({ stdout: 'scanned 3 files\n', stderr: 'slow today\n' });
    expect(bench.logged).toEqual(['debug scan: slow today', 'info scan: scanned 3 files']);
  });
});
