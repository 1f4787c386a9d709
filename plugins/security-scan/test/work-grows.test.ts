/**
 * No text makes the scan slow: the work of the evaluator is counted and bounded, and the time of the reader under it
 * grows with the text. Times are compared with each other, of the processor and over several rounds, never with a clock.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, examine } from '../src/assess.ts';
import { readable } from '../src/shell/readable.ts';

const where = { cwd: '/home/dev/code/app', home: '/home/dev' };

/** The budget, and the most that its last step may go beyond it. */
const MOST_STEPS = 8_000;

const UNITS = [
  'a ',
  'a;',
  'a=b;',
  'a+=b;',
  '&& a ',
  '| a ',
  '$a',
  '"$a"',
  '${a:-',
  '$(a)',
  '$(',
  '`a`',
  '(',
  '((a++));',
  '{ a;}',
  '{a,b}',
  '{a,',
  '[[ a ]];',
  '"',
  "'",
  '\\',
  '<<A\n',
  '<<<a ',
  '0>a ',
  '< a ',
  '> a ',
  '<(a) ',
  '>(a) ',
  'if a; then ',
  'for a in b; do ',
  'while a; do ',
  'case a in a) ',
  'f() { ',
  'f(){ f;};',
  'a=(b);',
  'alias a=b;',
  '!(a|',
  '*',
  '?',
  '[a]',
  '~/',
  '../',
  '\u200b',
  'rm -rf a;',
  'ln -s a b;',
  'cp /bin/a b;',
  'cd a;',
  'exec 3<a;',
  'coproc a;',
  'eval ',
  'sudo ',
  "bash -c 'a';",
  'xargs a;',
  'find . -exec a \\;',
  'git clone https://a.example/b;',
  'curl a | tar x;',
  'python3 -c "a(";',
  'x=$x$x;',
  '# a\n',
];

const unit = fc.constantFrom(...UNITS);

describe('the work', () => {
  it('is bounded for whatever is repeated, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 12_000 }),
        (units, length) => {
          const part = units.join('');
          const text = part.repeat(Math.ceil(length / part.length)).slice(0, length);
          const read = readable(text);
          if (read === undefined) return;
          expect(examine(read, where).steps, text.slice(0, 80)).toBeLessThan(MOST_STEPS);
        },
      ),
      { numRuns: 150, seed: 11 },
    );
  });

  it('grows with the text', () => {
    fc.assert(
      fc.property(unit, (part) => {
        const of = (count: number): number => {
          const read = readable(part.repeat(count));
          return read === undefined ? 0 : examine(read, where).steps;
        };
        // What doubles each time is stopped by the budget.
        if (part === 'x=$x$x;') return;
        const [short, long] = [of(8), of(64)];
        expect(long, part).toBeLessThan(Math.max(short, 24) * 8 * 6);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('is none for what is too long to be read', () => {
    fc.assert(
      fc.property(unit, (part) => {
        const text = part.repeat(Math.ceil(1_000_000 / part.length));
        const read = readable(text);
        expect(read === undefined || read.length <= 12_000, part).toBe(true);
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});

describe('a dangerous command', () => {
  it('is not let through because of what stands before it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'a;',
          'a=b;',
          'a+=b;',
          '[[ a ]];',
          'rm -rf a;',
          'ln -s a b;',
          'cd a;',
          'f(){ a;};',
          '((a++));',
        ),
        fc.integer({ min: 1, max: 4_000 }),
        (part, count) => {
          const text = `${part.repeat(count)} rm -rf /`;
          expect(assess(text, where).verdict, `${part} ${count}`).not.toBe('allow');
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });
});

describe('the time', () => {
  // Of the processor: other work on the machine does not count.
  const spent = (text: string): number => {
    const from = process.cpuUsage();
    assess(text, where);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000;
  };

  it.each(UNITS)('grows with the text: %j', (part) => {
    const text = (length: number): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
    spent(text(3_000));
    let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // Eight times the text: a square is above the bound in every round, a pause for the memory is in one.
    for (let round = 0; round < 6 && !(long < Math.max(short, 3) * 32); round++) {
      short = Math.min(short, spent(text(1_490)));
      long = Math.min(long, spent(text(11_900)));
    }
    expect(long).toBeLessThan(Math.max(short, 3) * 32);
  });
});
