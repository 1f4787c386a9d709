import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConditionText } from './condition-text.ts';

const any = (key: string, value: string) => ({ key, op: 'any', values: [value] });
const none = (key: string, value: string) => ({ key, op: 'none', values: [value] });

describe('the text form of conditions', () => {
  it.each([
    ['true', []],
    [' true ', []],
    ['false', [{ key: '', op: 'never' }]],
    ['success == false', [any('success', 'false')]],
    ["tool=='web_search'", [any('tool', 'web_search')]],
    ['exit_code != 0', [none('exit_code', '0')]],
    ['env.CI == "true"', [any('env.CI', 'true')]],
    ["message.contains('rate limit')", [{ key: 'message', op: 'contains', value: 'rate limit' }]],
    ["error.message.contains('x')", [{ key: 'error.message', op: 'contains', value: 'x' }]],
    ["a == 'x && y' && b != 2", [any('a', 'x && y'), none('b', '2')]],
    ["a == ''", [any('a', '')]],
    ['true && a == 1', [any('a', '1')]],
  ])('reads %j', (text, conditions) => {
    expect(parseConditionText(text)).toEqual({ ok: true, conditions });
  });

  it.each([
    '',
    'success',
    'success =',
    'success == ',
    'a = b',
    'a === b',
    'a == b c',
    'a == b || c == d',
    'a == b &&',
    '&& a == b',
    'a.contains(',
    'a.contains()',
    "a == 'unclosed",
    'not a',
    '1 == 1',
    'truee',
    '(a == b)',
    'a == b && c',
  ])('refuses %j', (text) => {
    expect(parseConditionText(text)).toMatchObject({ ok: false });
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab=!&|.\'"() truefalscoin') })),
        (text) => {
          const parsed = parseConditionText(text);
          expect(parsed.ok ? parsed.conditions : parsed.message).toBeDefined();
        },
      ),
    );
  });

  it('takes nothing but the word true for a condition that always holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=!&|.\'"() true') }), (text) => {
        const parsed = parseConditionText(text);
        if (parsed.ok && parsed.conditions.length === 0) expect(text).toMatch(/^\s*true(\s*&&\s*true)*\s*$/);
      }),
    );
  });

  it('reads back every comparison that is written with quotes', () => {
    const field = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}(\.[a-z0-9_]{1,4})?$/);
    fc.assert(
      fc.property(
        field,
        fc.constantFrom('==', '!='),
        fc.stringMatching(/^[^']*$/),
        (key, operator, value) => {
          const op = operator === '==' ? 'any' : 'none';
          expect(parseConditionText(`${key} ${operator} '${value}'`)).toEqual({
            ok: true,
            conditions: [{ key, op, values: [value] }],
          });
        },
      ),
    );
  });
});
