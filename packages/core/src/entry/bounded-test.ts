/**
 * Tests a pattern of a configuration on a text that the model may have written. Some patterns take a time that
 * doubles with every character; no timer fires meanwhile, and an agent that gives its hook up lets pass what the
 * hook was to judge. So a test ends after a while, by an error that a required check turns into a refusal.
 */

import { clock } from '../dispatch/clock.ts';

/** Milliseconds for one test. */
const LONGEST_TEST_MS = 1_000;

/**
 * Milliseconds for all slow tests within a minute. A configuration may hold hundreds of such patterns, and they are
 * tested one after the other before any timer fires. A process that lives on gets new time.
 */
const LONGEST_TOGETHER_MS = 3_000;
const TIME_IS_NEW_MS = 60_000;
/** No sound pattern takes so long, so that any number of them costs nothing of the common time. */
const SLOW_MS = 10;

/** What repeats is what can take long; the rest need not pay for the clock. */
const REPEATS = /[*+{]/;
/** Each may double the time without repeating anything: `a?a?a?…`, `(a|a)(a|a)…`. */
const CHOICES = /[?|]/g;
const FEW_CHOICES = 6;

const together = { since: Number.NEGATIVE_INFINITY, spentMs: 0 };

/**
 * Whether a regular expression matches somewhere in a text.
 *
 * @throws SyntaxError for a bad pattern; Error when the test takes longer than a second, or all of them together three
 */
export function boundedTest(pattern: string, text: string): boolean {
  const regexp = new RegExp(pattern);
  if (!REPEATS.test(pattern) && (pattern.match(CHOICES)?.length ?? 0) <= FEW_CHOICES)
    return regexp.test(text);
  const began = clock();
  const left = timeLeft(began);
  const limit =
    left < LONGEST_TEST_MS
      ? `the ${LONGEST_TOGETHER_MS / 1_000} s that all patterns have together`
      : `${LONGEST_TEST_MS / 1_000} s`;
  if (left < 1) throw tooLong(pattern, limit);
  // Nothing but a script of its own has a clock that can end a test; its source holds both texts as literals.
  const source = `new RegExp(${JSON.stringify(pattern)}).test(${JSON.stringify(text)})`;
  try {
    return process.getBuiltinModule('node:vm').runInThisContext(source, { timeout: left }) === true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown;
    throw tooLong(pattern, limit);
  } finally {
    const took = clock() - began;
    if (took >= SLOW_MS) together.spentMs += took;
  }
}

/** Whole milliseconds for a test that begins now. */
function timeLeft(now: number): number {
  if (now - together.since > TIME_IS_NEW_MS) {
    together.since = now;
    together.spentMs = 0;
  }
  return Math.min(LONGEST_TEST_MS, Math.floor(LONGEST_TOGETHER_MS - together.spentMs));
}

const tooLong = (pattern: string, limit: string): Error =>
  new Error(
    `The pattern ${pattern} could not be tested within ${limit}. Repetitions inside of repetitions take that long.`,
  );
