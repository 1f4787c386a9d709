/** What the failure of a required hook answers, by the event table. */
import type { HandlerAnswer } from '../answer.ts';
import type { EventSpec } from '../events/table.ts';

/**
 * The answer that stands in for a required hook that failed. The text is read by the model: no codes, no paths of
 * the user's machine; what exactly broke is in the hook log.
 */
export function requiredFailureAnswer(spec: EventSpec, by: string): HandlerAnswer {
  const reason = `The required check "${by}" could not run, so this was not let through. Do not retry or work around it: ask the user to look at the hook log and repair the check.`;
  switch (spec.onRequiredFailure) {
    case 'deny':
      return { verdict: { kind: 'deny', reason } };
    case 'feedback':
      return {
        verdict: {
          kind: 'feedback',
          reason: `The required check "${by}" could not run after this action, so its result is not confirmed. Stop and ask the user to repair the check.`,
        },
      };
    case 'halt':
      return { halt: `The required hook "${by}" failed. See the hook log and repair it.` };
    case 'report':
      return { message: `The required hook "${by}" failed; see the hook log.` };
  }
}
