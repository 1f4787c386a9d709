/**
 * Tests a pattern of a configuration on a text that the model may have written. Some patterns take a time that
 * doubles with every character; no timer fires meanwhile, and an agent that gives its hook up lets pass what the
 * hook was to judge. So a test ends after a while, by an error that a required check turns into a refusal.
 */

/** Milliseconds for one test. */
const LONGEST_TEST_MS = 1_000;

/** What repeats is what can take long; the rest need not pay for the clock. */
const REPEATS = /[*+{]/;

/**
 * Whether a regular expression matches somewhere in a text.
 *
 * @throws SyntaxError for a bad pattern; Error when the test takes longer than a second
 */
export function boundedTest(pattern: string, text: string): boolean {
  const regexp = new RegExp(pattern);
  if (!REPEATS.test(pattern)) return regexp.test(text);
  // Nothing but a script of its own has a clock that can end a test; its source holds both texts as literals.
  const source = `new RegExp(${JSON.stringify(pattern)}).test(${JSON.stringify(text)})`;
  try {
    return (
      process.getBuiltinModule('node:vm').runInThisContext(source, { timeout: LONGEST_TEST_MS }) === true
    );
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown;
    throw new Error(
      `The pattern ${pattern} could not be tested within ${LONGEST_TEST_MS / 1_000} s. Repetitions inside of repetitions take that long.`,
    );
  }
}
