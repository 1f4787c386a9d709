import { describe, expect, it } from 'vitest';
import { answerScope } from '../../test/answer-scope.ts';
import { readJsonAnswer } from './json-answer.ts';

const readText = (json: string) => readJsonAnswer(json, answerScope('exec.before'));

describe('a JSON text', () => {
  it.each([
    '',
    ' \n',
    '\uFEFF',
    'null',
    '"ok"',
    '[1]',
    '[{"decision": "block"}]',
    '7',
    '{"id": 7, "ok": true}',
  ])('is no opinion when it is %j', (json) => {
    expect(readText(json)).toEqual({});
  });

  it.each(['{"decision": "blo', '{"decision": "block"}\n{}', 'rubbish', "{'decision': 'block'}"])(
    'is a problem when it is %j',
    (json) => {
      expect(readText(json)).toEqual({ problem: expect.stringContaining('not well-formed JSON') });
    },
  );

  it('may begin with a byte order mark', () => {
    expect(readText('\uFEFF{"systemMessage": "look"}')).toEqual({ answer: { message: 'look' } });
  });

  it('is an answer for its event, or the problem of a field', () => {
    const refusal = { decision: 'block', reason: 'no' };
    expect(readText(JSON.stringify(refusal))).toEqual({
      answer: { verdict: { kind: 'deny', reason: 'no' } },
    });
    expect(readText('{"decision": "perhaps"}')).toEqual({ problem: expect.stringContaining('"decision"') });
  });
});
