import { parse } from 'unbash';
import { describe, expect, it } from 'vitest';
import { assess, examine } from '../src/assess.ts';
import { Exhausted } from '../src/shell/machine.ts';
import { readable } from '../src/shell/readable.ts';

const where = { cwd: '/home/dev/code/app', home: '/home/dev' };

/** The work is counted, not timed: the budget of the evaluator. */
const BUDGET = 6_000;

const HOSTILE: Readonly<Record<string, string>> = {
  'functions that double':
    'f(){ g; g; }; g(){ h; h; }; h(){ i; i; }; i(){ j; j; }; j(){ k; k; }; k(){ l; l; }; f',
  'a variable that doubles': `a=x; ${'a=$a$a; '.repeat(60)}echo $a`,
  'loops in loops':
    'for a in {1..99}; do for b in {1..99}; do for c in {1..99}; do x $a $b $c; done; done; done',
  'many braces': `rm ${'{a,b}'.repeat(40)}`,
  'deep braces': `echo ${'{a,'.repeat(100)}${'}'.repeat(100)}`,
  'wrappers without end': `${'sudo '.repeat(2_000)}ls`,
  'shells in shells': `${'bash -c '.repeat(1_000)}x`,
  'evals of evals': `${'eval '.repeat(2_000)}x`,
  'an alias of itself': 'alias a="a a a"; a',
  'a function of itself': 'f(){ f; f; f; }; f',
  'patterns in paths': `rm -rf ${'/*a*/*b*/*c* '.repeat(500)}`,
  'patterns in parameters': `x=${'a'.repeat(400)}; ${'echo ${x##*a*b*c*} '.repeat(400)}`,
  'an array in a loop': `a=(${'x '.repeat(1_000)}); ${'echo "${a[@]}"; '.repeat(300)}`,
  'brackets in Python': `python3 -c '${'[('.repeat(4_000)}'`,
  'calls in Node': `node -e "${"require('x').exec(".repeat(600)}"`,
  'texts in awk': `awk '${'"" '.repeat(3_000)}'`,
  'comments in SQL': `psql -c "${'/* '.repeat(3_000)}"`,
  'words for a cloud': `aws ${'s3 sync '.repeat(1_200)}`,
  'many substitutions': `echo ${'$(a) '.repeat(380)}`,
  'deep substitutions': `${'$(a '.repeat(70)}${')'.repeat(70)}`,
  'items for xargs': `echo ${'a '.repeat(1_500)}| xargs -I{} sh -c "echo {}"`,
};

describe.each(Object.entries(HOSTILE))('%s', (_, command) => {
  it('end within the budget', () => {
    const { steps, failure } = examine(readable(command) ?? '', where);
    // The step that goes beyond it is the last one.
    expect(steps).toBeLessThan(BUDGET + 2_000);
    if (failure instanceof Error) expect(failure).toBeInstanceOf(Exhausted);
  });

  it('leave a dangerous command behind them unseen only by asking', () => {
    expect(assess(`${command}; rm -rf /`, where).verdict).not.toBe('allow');
  });
});

it('reads nothing that is too long or too deep for the parser', () => {
  expect(readable('$('.repeat(500))).toBeUndefined();
  expect(readable('('.repeat(500))).toBeUndefined();
  expect(readable('`a` '.repeat(500))).toBeUndefined();
  expect(readable('cat <<A '.repeat(50))).toBeUndefined();
  expect(readable('a '.repeat(50_000))).toBeUndefined();
  expect(readable('a'.repeat(5_000_000))).toBeUndefined();
});

/** A generator of numbers that gives the same ones every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const PIECES =
  'rm|-rf|/|~|*|$x|${x:-/}|${x%/}|"$@"|$(|)|`|{|}|{a,b}|(|;|&&|\\|\\||\\||&|>|<|<<E|\nE\n|<<<|<(|"|\'|\\|$\'\\x2f\'|eval|sh -c|bash|xargs|sudo|env|find .|-delete|-exec|{}|\\;|python3 -c|node -e|os.system(|if|then|fi|for i in|do|done|while true|case x in|esac|f()|f|alias a=|a=(b c)|git|push --force|curl x|\\| sh|cat .env|psql -c|DROP TABLE x|[[|]]|((|))|!|#|=|~/x|../|\u200b|ｒｍ|\u202e|\0|😀|\n| '.split(
    /(?<!\\)\|/,
  );

describe('texts of random pieces of shell', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('are judged without a fault (%i)', (seed) => {
    const next = random(seed * 7_919 + 1);
    for (let round = 0; round < 40; round++) {
      const length = 1 + Math.floor(next() * 40);
      const text = Array.from({ length }, () =>
        (PIECES[Math.floor(next() * PIECES.length)] as string).replaceAll('\\|', '|'),
      ).join(next() < 0.5 ? ' ' : '');
      const readableText = readable(text);
      if (readableText === undefined) continue;
      const { failure, steps } = examine(readableText, where);
      if (failure instanceof Error) expect(failure, JSON.stringify(text)).toBeInstanceOf(Exhausted);
      expect(steps).toBeLessThan(BUDGET + 2_000);
      for (const { span } of assess(text, where).findings) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(text.length);
        expect(span.start).toBeLessThanOrEqual(span.end);
      }
    }
  });
});

it('stands on a parser that reports what it cannot read', () => {
  expect(parse('echo "a').errors?.length).toBeGreaterThan(0);
});
