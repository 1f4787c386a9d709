import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDiff } from './text-diff.ts';

const shown = (before: string, after: string): readonly string[] | undefined =>
  textDiff(before, after)?.map(({ mark, text }) => mark + text);

describe('the difference of two texts', () => {
  it('is what goes and what comes, with two lines around it', () => {
    expect(shown('a\nb\nc\nd\ne\nf\ng\n', 'a\nb\nc\nD\ne\nf\ng\n')).toEqual([
      ' b',
      ' c',
      '-d',
      '+D',
      ' e',
      ' f',
    ]);
  });

  it('is nothing for the same text', () => {
    expect(shown('a\nb\n', 'a\nb\n')).toEqual([]);
  });

  it('is not made of texts that are too long', () => {
    expect(shown('a\n'.repeat(3_000), 'b')).toBeUndefined();
  });

  it('loses no line: what goes and what comes are all that is not common', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const counts = new Map<string, number>();
        const add = (line: string, by: number): void => void counts.set(line, (counts.get(line) ?? 0) + by);
        for (const line of before.replace(/\n$/, '').split('\n')) add(line, -1);
        for (const line of after.replace(/\n$/, '').split('\n')) add(line, 1);
        for (const { mark, text: line } of textDiff(before, after) ?? []) {
          if (mark === '+') add(line, -1);
          if (mark === '-') add(line, 1);
        }
        expect([...counts.values()].every((count) => count === 0)).toBe(true);
      }),
    );
  });
});
