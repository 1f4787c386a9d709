import { describe, expect, it } from 'vitest';
import { answerScope } from '../../test/answer-scope.ts';
import { meaningOf } from './answer-meaning.ts';
import { checkAnswer, type JsonFields } from './printed-answer.ts';

function meaning(printed: JsonFields, type = 'exec.before', scope = answerScope(type)) {
  const checked = checkAnswer(printed);
  if ('problem' in checked) throw new Error(checked.problem);
  return meaningOf(checked.answer, scope);
}

const specific = (fields: object) => ({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields } });
const DENIED = { verdict: { kind: 'deny', reason: 'no' } };

describe('an answer', () => {
  it.each<[string, JsonFields, string?]>([
    ['an empty object', {}],
    ['data of its own', { id: 7, ok: true }],
    ['a blank text', { systemMessage: ' ', ...specific({ additionalContext: '' }) }],
    ['an approval', { decision: 'approve', reason: 'fine' }],
    ['a bare allow', specific({ permissionDecision: 'allow' })],
    ['fields that nobody knows', { level: 'info', hookSpecificOutput: { extra: 1 } }],
    ['suppressOutput', { suppressOutput: true, continue: true }],
    ['fields that are null', { decision: null, reason: null, hookSpecificOutput: null }],
    ['an approval of a finished task', { decision: 'approve' }, 'task_complete'],
    ['a question about a permission', specific({ permissionDecision: 'ask' }), 'permission.request'],
    ['a bare allow of a permission', specific({ permissionDecision: 'allow' }), 'permission.request'],
    ['an approval of a permission', { decision: 'approve' }, 'permission.request'],
    ['a permission given before anybody asked', specific({ decision: { behavior: 'allow' } })],
    ['a question after the fact', specific({ permissionDecision: 'ask' }), 'exec.after'],
    ['a permission at the end of a task', specific({ permissionDecision: 'deny' }), 'task_complete'],
    ['a new input after the fact', specific({ updatedInput: { command: 'x' } }), 'exec.after'],
  ])('with %s is no opinion', (_, printed, type) => {
    expect(meaning(printed, type)).toBeUndefined();
  });

  it.each<[string, JsonFields, string, object]>([
    ['decision block', { decision: 'block', reason: 'no' }, 'exec.before', DENIED],
    ['decision deny', { decision: 'deny', reason: 'no' }, 'exec.before', DENIED],
    [
      'permissionDecision deny',
      specific({ permissionDecision: 'deny', permissionDecisionReason: 'no' }),
      'exec.before',
      DENIED,
    ],
    [
      'a deny beside an approval',
      { decision: 'approve', ...specific({ permissionDecision: 'deny', permissionDecisionReason: 'no' }) },
      'exec.before',
      DENIED,
    ],
    [
      'a block beside an allow',
      {
        decision: 'block',
        reason: 'no',
        ...specific({ permissionDecision: 'allow', updatedInput: { command: 'x' } }),
      },
      'exec.before',
      DENIED,
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
    ['a refused prompt', { decision: 'block', reason: 'no' }, 'task_start', DENIED],
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
    ['a refused compaction', { decision: 'block', reason: 'no' }, 'compact.before', DENIED],
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
      DENIED,
    ],
    [
      'the end of the turn with its own reason',
      { continue: false, stopReason: 'enough', reason: 'other' },
      'task_start',
      { halt: 'enough' },
    ],
    [
      'a reason without the white space around it',
      { decision: 'block', reason: '\n no ' },
      'exec.before',
      DENIED,
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
    [
      'a question with an empty reason beside a reason',
      { reason: 'sure?', ...specific({ permissionDecision: 'ask', permissionDecisionReason: ' ' }) },
      'exec.before',
      { verdict: { kind: 'ask', reason: 'sure?' } },
    ],
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
  ])('says %s', (_, printed, type, answer) => {
    expect(meaning(printed, type)).toEqual(answer);
  });

  it.each(['exec.before', 'task_start', 'exec.after', 'task_complete', 'agent.stop', 'permission.request'])(
    'never refuses %s without a reason',
    (type) => {
      for (const reason of [undefined, '', '  ']) {
        expect(meaning({ decision: 'block', reason }, type)?.verdict?.reason).toMatch(
          /^The hook "scan" .*It gave no reason\.$/,
        );
      }
    },
  );

  it('says of each "no" without a reason what it is', () => {
    const reasons = ['exec.before', 'exec.after', 'task_complete'].map(
      (type) => meaning({ decision: 'block' }, type)?.verdict?.reason,
    );
    expect(new Set(reasons).size).toBe(3);
  });

  it.each<[JsonFields, string]>([
    [{ permissionDecision: 'deny', permissionDecisionReason: 'special' }, 'special'],
    [{ permissionDecision: 'deny' }, 'general'],
    [{ decision: { behavior: 'deny', message: 'special' } }, 'special'],
    [{ decision: { behavior: 'deny' }, permissionDecisionReason: 'other' }, 'general'],
  ])('takes the reason that belongs to the word of refusal in %j', (fields, reason) => {
    expect(meaning({ reason: 'general', ...specific(fields) })?.verdict).toEqual({ kind: 'deny', reason });
  });

  it('takes the general reason for a block, and the special one where there is no other', () => {
    const special = specific({ permissionDecisionReason: 'special' });
    expect(meaning({ decision: 'block', reason: 'general', ...special })?.verdict?.reason).toBe('general');
    expect(meaning({ decision: 'block', ...special })?.verdict?.reason).toBe('special');
  });

  it('has bounded reasons and messages', () => {
    const long = 'x'.repeat(100_000);
    const bound = 'x'.repeat(64_000);
    expect(meaning({ decision: 'block', reason: long, systemMessage: long, continue: false })).toEqual({
      verdict: { kind: 'deny', reason: bound },
      message: bound,
      halt: bound,
    });
  });

  it('tells the log what means nothing for its event', () => {
    const scope = answerScope('task_complete');
    meaning(specific({ permissionDecision: 'deny', updatedInput: {} }), 'task_complete', scope);
    expect(scope.logged).toEqual([
      'debug scan: a permission decision means nothing for task_complete.',
      'debug scan: "updatedInput" means nothing for task_complete.',
    ]);
  });
});
