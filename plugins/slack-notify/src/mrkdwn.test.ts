import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, codeBlock, plain } from './mrkdwn.ts';

/** What means something to Slack, more often than chance would have it. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('`', '```', '<!here>', '&', '<', '>', '@channel', '\n', '\u202e', '…'),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));
const bound = fc.integer({ min: 20, max: 400 });

const isHarmless = (shown: string): boolean =>
  !/[<>]|&(?!(?:amp|lt|gt);)/.test(shown) && !/(?![\n\t])[\p{Cc}\u202a-\u202e]/u.test(shown);

describe('text of an event', () => {
  it.each([
    ['plain', plain],
    ['code', code],
    ['codeBlock', codeBlock],
  ] as const)('in %s holds no markup and keeps to its bound', (_, write) => {
    fc.assert(
      fc.property(text, bound, (given, longest) => {
        const shown = write(given, longest);
        expect(isHarmless(shown)).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(longest);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  it('never ends its code', () => {
    fc.assert(
      fc.property(text, bound, (given, longest) => {
        expect(codeBlock(given, longest).slice(3, -3)).not.toContain('```');
        expect(codeBlock(given, longest)).toMatch(/^```[^`]/);
        expect(codeBlock(given, longest)).toMatch(/[^`]```$/);
        expect(code(given, longest).slice(1, -1)).not.toMatch(/[`\n]/);
      }),
    );
  });
});
