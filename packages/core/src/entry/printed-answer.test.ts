import { describe, expect, it } from 'vitest';
import { checkAnswer, type JsonFields, parseAnswer } from './printed-answer.ts';

const specific = (fields: object) => ({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields } });

describe('an answer', () => {
  it.each<[string, JsonFields]>([
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
    ['suppressOutput as a text', { suppressOutput: 'yes' }],
  ])('with %s is a problem, never consent', (_, printed) => {
    expect(checkAnswer(printed)).toEqual({ problem: expect.stringMatching(/^"\w+" /) });
  });

  it('takes null as absent, and what it does not know as it comes', () => {
    const printed = { decision: null, reason: null, hookSpecificOutput: null, level: ['info'] };
    expect(checkAnswer(printed)).toEqual({ answer: {} });
  });

  it('has no field from the prototype of an object', () => {
    const parsed = parseAnswer('{"__proto__": {"decision": "block"}, "constructor": 1}');
    if ('problem' in parsed) throw new Error(parsed.problem);
    expect(checkAnswer(parsed.fields ?? {})).toEqual({ answer: {} });
    expect(checkAnswer(Object.create({ decision: 'block' }))).toEqual({ answer: {} });
  });
});

describe('the problem of a field', () => {
  it.each<[JsonFields, string]>([
    [{ decision: 'Block' }, '"decision" is "Block"; expected "block" or "approve" or "deny" or "allow".'],
    [{ reason: 7 }, '"reason" is 7; expected a text.'],
    [{ reason: ['a'] }, '"reason" is a list; expected a text.'],
    [{ reason: { a: 1 } }, '"reason" is an object; expected a text.'],
    [{ hookSpecificOutput: 'x'.repeat(41) }, '"hookSpecificOutput" is a long text; expected an object.'],
  ])('of %j is said without a part of what could be a secret', (printed, problem) => {
    expect(checkAnswer(printed)).toEqual({ problem });
  });
});
