import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowsVariable, narrowedTo } from './environment-allow.ts';

describe('a list of allowed variables', () => {
  it.each([
    [['PATH'], 'PATH', true],
    [['PATH'], 'PATHEXT', false],
    [['LC_*'], 'LC_ALL', true],
    [['LC_*'], 'LC_', true],
    [['LC_*'], 'LCX', false],
    [['*'], 'ANYTHING', true],
    [[], 'PATH', false],
    // No regular expression: these stand for themselves.
    [['P.TH', 'P?TH'], 'PATH', false],
  ])('%j names %s: %s', (list, name, named) => {
    expect(allowsVariable(list, name)).toBe(named);
  });

  it.each([
    [['PATH', 'LC_*'], ['LC_ALL', 'HOME'], ['LC_ALL']],
    [['*'], ['PATH', 'LC_*'], ['PATH', 'LC_*']],
    [['LC_*'], ['L*'], ['LC_*']],
    [['PATH'], [], []],
  ])('%j and %j meet in %j', (first, second, both) => {
    expect(narrowedTo(first, second)).toEqual(both);
    expect(narrowedTo(second, first)).toEqual(both);
  });

  it('is narrowed to exactly the names that both lists have', () => {
    const word = fc.string({ unit: fc.constantFrom('A', 'B'), maxLength: 3 });
    const pattern = fc.tuple(word, fc.boolean()).map(([text, open]) => `${text}${open ? '*' : ''}`);
    const list = fc.array(pattern, { maxLength: 4 });
    fc.assert(
      fc.property(list, list, word, (first, second, name) => {
        expect(allowsVariable(narrowedTo(first, second), name)).toBe(
          allowsVariable(first, name) && allowsVariable(second, name),
        );
      }),
    );
  });
});
