import type { Journal } from './record.ts';

/** The error of a call that the test has not planned; noted, for a plugin may catch it. */
export function unplanned(journal: Journal, did: string, plan: string): Error {
  const error = new Error(
    `The plugin ${did}, which this test has not planned. Nothing real is run or sent in a test.\n` +
      `Plan what it gets: { ${plan} }`,
  );
  journal.unplanned.push(error);
  return error;
}
