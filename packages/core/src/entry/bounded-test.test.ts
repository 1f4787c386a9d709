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

  it.each([
    ['what may be missing', `^${'a?'.repeat(40)}${'a'.repeat(40)}$`],
    ['choices', `^${'(?:a|a)'.repeat(40)}$`],
  ])('ends with an error where its time doubles with every character, by %s', (_, pattern) => {
    expect(() => boundedTest(pattern, `${'a'.repeat(60)}b`)).toThrow('could not be tested within 1 s');
  });

  it('ends with an error where it repeats repetitions, and is not tested when many took too long together', () => {
    const said = Array.from({ length: 100 }, (__, index) => {
      try {
        return boundedTest(`^(a+)+${index}$`, `${'a'.repeat(60)}b`);
      } catch (thrown) {
        return (thrown as Error).message;
      }
    });
    expect(said[0]).toContain('could not be tested within');
    expect(said.at(-1)).toContain('could not be tested within the 3 s that all patterns have together');
    expect(boundedTest('a|b', 'xb')).toBe(true);
  });
});
