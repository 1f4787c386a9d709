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
    ['a bare allow', specific({ permissionDecision: 'allow' })],
    ['fields that nobody knows', { level: 'info', hookSpecificOutput: { extra: 1 } }],
    ['suppressOutput', { suppressOutput: true, continue: true }],
    ['fields that are null', { decision: null, reason: null, hookSpecificOutput: null }],
    ['an approval of a finished task', { decision: 'approve' }, 'task_complete'],
    ['a question about a permission', specific({ permissionDecision: 'ask' }), 'permission.request'],
    ['a bare allow of a permission', specific({ permissionDecision: 'allow' }), 'permission.request'],
    ['an approval of a permission', { decision: 'approve' }, 'permission.request'],
    ['a question after the fact', specific({ permissionDecision: 'ask' }), 'exec.after'],
    ['a permission at the end of a task', specific({ permissionDecision: 'deny' }), 'task_complete'],
    ['a new input after the fact', specific({ updatedInput: { command: 'x' } }), 'exec.after'],
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
    [
      'decision deny',
      { decision: 'deny', reason: 'no' },
      'exec.before',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    [
      'permissionDecision deny',
      specific({ permissionDecision: 'deny', permissionDecisionReason: 'no' }),
      'exec.before',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    [
      'a deny beside an approval',
      { decision: 'approve', ...specific({ permissionDecision: 'deny', permissionDecisionReason: 'no' }) },
      'exec.before',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    [
      'a block beside an allow',
      {
        decision: 'block',
        reason: 'no',
        ...specific({ permissionDecision: 'allow', updatedInput: { command: 'x' } }),
      },
      'exec.before',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    [
      'permissionDecision ask',
      specific({ permissionDecision: 'ask', permissionDecisionReason: 'sure?' }),
      'mcp.before',
      { verdict: { kind: 'ask', reason: 'sure?' } },
    ],
    [
      'a question about a prompt',
      specific({ permissionDecision: 'ask', permissionDecisionReason: 'sure?' }),
      'task_start',
      { verdict: { kind: 'deny', reason: 'sure?' } },
    ],
    [
      'a refused prompt',
      { decision: 'block', reason: 'no' },
      'task_start',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    [
      'feedback',
      { decision: 'block', reason: 'bad' },
      'exec.after',
      { verdict: { kind: 'feedback', reason: 'bad' } },
    ],
    [
      'a deny after the fact',
      specific({ permissionDecision: 'deny', permissionDecisionReason: 'bad' }),
      'patch.after',
      { verdict: { kind: 'feedback', reason: 'bad' } },
    ],
    [
      'more to do',
      { decision: 'block', reason: 'go on' },
      'task_complete',
      { verdict: { kind: 'resume', reason: 'go on' } },
    ],
    [
      'more to do for an agent',
      { decision: 'block', reason: 'x' },
      'agent.stop',
      { verdict: { kind: 'resume', reason: 'x' } },
    ],
    [
      'a refused compaction',
      { decision: 'block', reason: 'no' },
      'compact.before',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    [
      'an objection to what cannot be refused',
      { decision: 'block', reason: 'hm' },
      'session_end',
      { message: 'hm' },
    ],
    [
      'a permission given',
      specific({ decision: { behavior: 'allow', updatedInput: {}, interrupt: false } }),
      'permission.request',
      { verdict: { kind: 'allow', reason: '' } },
    ],
    [
      'a permission refused',
      specific({ decision: { behavior: 'deny', message: 'no' } }),
      'permission.request',
      { verdict: { kind: 'deny', reason: 'no' } },
    ],
    ['the end of the turn', { continue: false, stopReason: 'enough' }, 'session_start', { halt: 'enough' }],
    [
      'the end of the turn without a reason',
      { continue: false },
      'task_start',
      { halt: 'The hook "scan" ended this turn.' },
    ],
    ['a message', { systemMessage: 'look' }, 'exec.before', { message: 'look' }],
    ['context', specific({ additionalContext: 'note' }), 'exec.before', { context: 'note' }],
    [
      'a new command',
      specific({ permissionDecision: 'allow', updatedInput: { command: 'ls' } }),
      'exec.before',
      { rewrite: { command: 'ls' } },
    ],
    [
      'a new command without allow',
      specific({ updatedInput: { command: 'ls' } }),
      'exec.before',
      { rewrite: { command: 'ls' } },
    ],
    [
      'a new command and more',
      specific({ updatedInput: { command: 'ls', workdir: '/' } }),
      'exec.before',
      { rewrite: { input: { command: 'ls', workdir: '/' } } },
    ],
    [
      'a new patch',
      specific({ updatedInput: { command: 'P' } }),
      'patch.before',
      { rewrite: { patch: 'P' } },
    ],
    [
      'new arguments',
      specific({ updatedInput: { command: 'a' } }),
      'mcp.before',
      { rewrite: { arguments: { command: 'a' } } },
    ],
    [
      'a new input',
      specific({ updatedInput: { command: 'a' } }),
      'tool.before',
      { rewrite: { input: { command: 'a' } } },
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
    ['a decision of the wrong type', { decision: true }],
    ['a reason of the wrong type', { decision: 'block', reason: 7 }],
    ['a permission decision that is not known', specific({ permissionDecision: 'Deny' })],
    ['a behavior that is not known', specific({ decision: { behavior: 'maybe' } })],
    ['a decision without behavior', specific({ decision: {} })],
    ['a decision that is a text', specific({ decision: 'deny' })],
    ['an input that is a text', specific({ updatedInput: 'ls' })],
    ['context that is a list', specific({ additionalContext: ['a'] })],
    ['continue as a text', { continue: 'false' }],
    ['specific output that is a list', { hookSpecificOutput: [] }],
  ])('with %s is a failure, never consent', async (_, stdout) => {
    const text = typeof stdout === 'string' ? stdout : JSON.stringify(stdout);
    await expect(printed(text)).rejects.toMatchObject({
      code: 'HOOKLINE_SCRIPT_OUTPUT_INVALID',
      details: { where: expect.stringMatching(/hooks\.toml:7:1$/), fix: expect.any(String) },
    });
  });

  it.each(['exec.before', 'task_start', 'exec.after', 'task_complete'])(
    'never refuses %s without a reason',
    async (type) => {
      for (const reason of [undefined, '', '  ']) {
        const answer = await printed({ decision: 'block', reason }, type);
        expect(answer?.verdict?.reason).toMatch(/^The hook "scan" .*It gave no reason\.$/);
      }
    },
  );

  it('keeps plain text and stderr for the log', async () => {
    bench.logged.length = 0;
    await bench.ended({ stdout: 'scanned 3 files\n', stderr: 'slow today\n' });
    expect(bench.logged).toEqual(['debug scan: slow today', 'info scan: scanned 3 files']);
  });

  it('takes no field from the prototype of an object', async () => {
    expect(await printed('{"__proto__": {"decision": "block"}, "constructor": 1}')).toBeUndefined();
  });
});
