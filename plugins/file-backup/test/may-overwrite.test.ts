import { describe, expect, it } from 'vitest';
import { mayOverwrite } from '../src/may-overwrite.ts';
import { ORDINARY } from './ordinary-commands.ts';
import { THROUGH_GIT, TOUCHING } from './touching-commands.ts';

describe('a command of ordinary work', () => {
  it('is one of at least sixty', () => expect(ORDINARY.length).toBeGreaterThanOrEqual(60));

  it.each(ORDINARY)('is not read: %s', (command) => expect(mayOverwrite(command)).toBe(false));
});

describe('a command that overwrites or deletes', () => {
  const copying = TOUCHING.filter(([, copied]) => copied.length > 0).map(([command]) => command);
  const all = [...copying, ...THROUGH_GIT.map(([command]) => command)];

  it('is one of at least sixty', () => expect(all.length).toBeGreaterThanOrEqual(60));

  it.each(all)('is read: %s', (command) => expect(mayOverwrite(command)).toBe(true));
});

describe('the look at a command', () => {
  it.each([
    'git ',
    'git reset ',
    'git clean ',
    'sed -n ',
    '"',
    "'",
    'ln x ',
    '> /dev/null ',
    'sudo ',
    '\\',
    '/a',
    ';/a',
  ])('takes as much longer as the text is longer: %s', (piece) => {
    const best = (length: number): number => {
      const text = piece.repeat(Math.floor(length / piece.length));
      return Math.min(
        ...Array.from({ length: 5 }, () => {
          const began = performance.now();
          mayOverwrite(text);
          mayOverwrite(`${text}\n`);
          return performance.now() - began;
        }),
      );
    };
    best(4_000);
    // Eight times as long: sixty-four times as much work where it grows by the square.
    expect(best(32_000) / Math.max(best(4_000), 0.05)).toBeLessThan(32);
  });

  it('leaves a text that nobody writes to the reader', () => {
    expect(mayOverwrite(`echo ${'a'.repeat(70_000)}`)).toBe(true);
  });
});
