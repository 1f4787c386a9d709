/** Folds the answers of all handlers into one outcome. Pure: the order in which handlers finished never matters. */
import type { HandlerAnswer } from '../answer.ts';
import type { Priority } from '../entry/resolved-entry.ts';
import type { VerdictKind } from '../events/lifecycle-events.ts';
import { cutToTokens, estimateTokens, SEPARATOR_TOKENS } from './context-budget.ts';
import type { Attributed, Outcome } from './outcome.ts';

/** One handler's answer with what reduce needs to know of the handler. */
export interface GivenAnswer {
  readonly by: string;
  /** Registration order. */
  readonly order: number;
  readonly priority: Priority;
  readonly answer: HandlerAnswer;
}

/**
 * A refusal outranks a question, a question outranks consent. No built-in event allows two kinds of refusal; of a
 * third party's event that does, a deny is the strongest.
 */
const RANK: Readonly<Record<VerdictKind, number>> = { deny: 4, feedback: 3, resume: 3, ask: 2, allow: 1 };

/** True for the verdicts that refuse and so end a gate. */
export function refuses(kind: VerdictKind): boolean {
  return RANK[kind] >= 3;
}

const PRIORITY_RANK: Readonly<Record<Priority, number>> = { high: 0, normal: 1, low: 2 };

/** The parts of an outcome that come from the answers alone. */
export type Reduced = Pick<Outcome, 'verdict' | 'context' | 'trimmed' | 'messages' | 'halt'>;

/** Merges answers: the strongest verdict with all its reasons, context within the budget, messages, the first halt. */
export function reduce(given: readonly GivenAnswer[], contextTokens: number): Reduced {
  const answers = [...given].sort((a, b) => a.order - b.order);
  const texts = (pick: (answer: HandlerAnswer) => string | undefined): Attributed[] =>
    answers.flatMap(({ by, answer }) => {
      const text = pick(answer)?.trim();
      return text ? [{ by, text }] : [];
    });
  return {
    verdict: strongest(answers),
    ...withinBudget(answers, contextTokens),
    messages: texts((answer) => answer.message),
    halt: texts((answer) => answer.halt)[0],
  };
}

function strongest(answers: readonly GivenAnswer[]): Outcome['verdict'] {
  let kind: VerdictKind | undefined;
  for (const { answer } of answers) {
    if (answer.verdict && (kind === undefined || RANK[answer.verdict.kind] > RANK[kind]))
      kind = answer.verdict.kind;
  }
  if (kind === undefined) return undefined;
  const strongestKind = kind;
  const counts = (given: VerdictKind): boolean =>
    given === strongestKind || (refuses(given) && refuses(strongestKind));
  const reasons = answers.flatMap(({ by, answer: { verdict } }) =>
    verdict && counts(verdict.kind) ? [{ by, text: verdict.reason.trim() }] : [],
  );
  return { kind, reasons };
}

function withinBudget(answers: readonly GivenAnswer[], budget: number): Pick<Outcome, 'context' | 'trimmed'> {
  const offered = answers.flatMap(({ by, order, priority, answer }) => {
    const text = answer.context?.trim();
    return text ? [{ by, order, priority, text, tokens: estimateTokens(text) }] : [];
  });
  let left = budget;
  const kept = new Map<number, string>();
  const trimmed = new Map<number, number>();
  for (const one of [...offered].sort(
    (a, b) => PRIORITY_RANK[a.priority] - PRIORITY_RANK[b.priority] || a.order - b.order,
  )) {
    const separator = kept.size > 0 ? SEPARATOR_TOKENS : 0;
    const text = cutToTokens(one.text, left - separator);
    const tokens = text === undefined ? 0 : estimateTokens(text);
    if (text !== undefined) left -= tokens + separator;
    if (text !== undefined) kept.set(one.order, text);
    if (text !== one.text) trimmed.set(one.order, one.tokens - tokens);
  }
  return {
    context: offered.flatMap(({ by, order }) => {
      const text = kept.get(order);
      return text === undefined ? [] : [{ by, text }];
    }),
    trimmed: offered.flatMap(({ by, order }) => {
      const tokens = trimmed.get(order);
      return tokens === undefined ? [] : [{ by, tokens }];
    }),
  };
}
