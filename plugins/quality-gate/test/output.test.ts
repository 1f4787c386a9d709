import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../src/output/clean-text.ts';
import { headAndTail } from '../src/output/head-and-tail.ts';
import { shownOutput } from '../src/output/shown-output.ts';

describe('what is printed for a terminal', () => {
  it.each([
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b]0;title\u001b\\x', 'x'],
    ['10%\r50%\r100%\ndone', '100%\ndone'],
    ['a\r\nb\r\n', 'a\nb'],
    ['a\u202eb\u200bc\u0000', 'abc'],
    ['\ttab  ', '\ttab'],
    ['\u009b31mx', 'x'],
  ])('%j is read as %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });
});

describe('a long text', () => {
  it('is kept within its bound, in whole lines, with its beginning and its end', () => {
    const text = Array.from({ length: 1_000 }, (_, index) => `line ${index}`).join('\n');
    const cut = headAndTail(text, 400);
    expect(cut).toMatch(/^line 0\nline 1\n[\s\S]*\n\[… \d+ lines left out …\]\nline \d+\n[\s\S]*\nline 999$/);
    const left = Number(/(\d+) lines left/.exec(cut)?.[1]);
    expect(cut.split('\n').length - 1 + left).toBe(1_000);
  });

  it('of any form stays within its bound', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 3_000 }),
        fc.integer({ min: 200, max: 800 }),
        (text, most) => {
          expect(headAndTail(text, most).length).toBeLessThanOrEqual(most + 50);
          expect(
            shownOutput(text, text, { root: '/r', most, redact: (same) => same }).length,
          ).toBeLessThanOrEqual(most + 150);
        },
      ),
    );
  });

  it('of 100 MB is done with at once', () => {
    const text = 'a line of a log\n'.repeat(6_500_000);
    const shown = shownOutput(text, '', { root: '/r', most: 4_000, redact: (same) => same });
    expect(shown.length).toBeLessThan(4_100);
  });
});
