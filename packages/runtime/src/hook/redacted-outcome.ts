/**
 * What the agent, and the model behind it, are told of an outcome. Texts alone: the input that takes the place of
 * another is what will run, and a mark in it would run, too.
 */
import type { Attributed, Outcome } from '@hookline/core/engine';

/** The outcome with its reasons, contexts and messages redacted. */
export function redactedOutcome(outcome: Outcome, redact: (text: string) => string): Outcome {
  const clean = ({ by, text }: Attributed): Attributed => ({ by: redact(by), text: redact(text) });
  const { verdict, halt, context, messages } = outcome;
  return {
    ...outcome,
    context: context.map(clean),
    messages: messages.map(clean),
    ...(verdict && { verdict: { ...verdict, reasons: verdict.reasons.map(clean) } }),
    ...(halt && { halt: clean(halt) }),
  };
}
