import { describe, expect, it } from 'vitest';
import { boundedTest } from './bounded-test.ts';

describe('a pattern of a configuration', () => {
  it.each([
    ['^rm +-rf', 'rm  -rf /', true],
    ['^rm +-rf', 'echo rm -rf', false],
    ['\\brm\\b', 'x; rm y', true],
    ['a+"\u2028$', 'aa"\u2028', true],
    ["'`\\$[{]{1,2}", "'`${{", true],
  ])('%j on %j is %s', (pattern, text, matches) => {
    expect(boundedTest(pattern, text)).toBe(matches);
  });

  it('ends with an error where its time doubles with every character', () => {
    expect(() => boundedTest('^(a+)+$', `${'a'.repeat(60)}b`)).toThrow('could not be tested within 1 s');
  });
});
