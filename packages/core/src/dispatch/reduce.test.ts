import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer } from '../answer.ts';
import { estimateTokens } from './context-budget.ts';
import { type GivenAnswer, reduce, refuses } from './reduce.ts';

const text = fc.string({ minLength: 1, maxLength: 40 }).map((value) => value.trim() || 'x');
const answer: fc.Arbitrary<HandlerAnswer> = fc.record(
  {
    verdict: fc.record({ kind: fc.constantFrom('deny', 'ask', 'allow', 'feedback', 'resume'), reason: text }),
    context: fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', minLength: 1_000, maxLength: 3_000 }).map((value) => value.toWellFormed()),
    ),
    message: fc.string({ maxLength: 20 }),
    halt: fc.string({ maxLength: 20 }),
  },
  { requiredKeys: [] },
);
const given: fc.Arbitrary<GivenAnswer[]> = fc
  .array(fc.record({ priority: fc.constantFrom('high', 'normal', 'low'), answer }), { maxLength: 12 })
  .map((all) => all.map((one, order) => ({ ...one, order, by: `hook-${order}` })));
const shuffled = given.chain((answers) =>
  fc.tuple(
    fc.constant(answers),
    fc.shuffledSubarray(answers, { minLength: answers.length, maxLength: answers.length }),
  ),
);

describe('reduce', () => {
  it('gives the same outcome for any order in which handlers finished', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(200), ([inOrder, finished], budget) => {
        expect(reduce(finished, budget)).toEqual(reduce(inOrder, budget));
      }),
    );
  });

  it('denies whenever anybody denies', () => {
    fc.assert(
      fc.property(given, text, fc.nat(12), (answers, reason, place) => {
        const deny: GivenAnswer = {
          by: 'denies',
          order: place + 0.5,
          priority: 'low',
          answer: { verdict: { kind: 'deny', reason } },
        };
        expect(reduce([...answers, deny], 100).verdict).toMatchObject({
          kind: 'deny',
          reasons: expect.arrayContaining([{ by: 'denies', text: reason }]),
        });
      }),
    );
  });

  it('loses no reason of the strongest verdict, and of a refusal no reason of any refusal', () => {
    fc.assert(
      fc.property(given, (answers) => {
        const { verdict } = reduce(answers, 100);
        const all = answers.flatMap(({ by, answer: one }) =>
          one.verdict ? [{ by, verdict: one.verdict }] : [],
        );
        const expected = all.filter(({ verdict: { kind } }) =>
          verdict && refuses(verdict.kind) ? refuses(kind) : kind === verdict?.kind,
        );
        expect(verdict?.reasons ?? []).toEqual(
          expected.map(({ by, verdict: { reason } }) => ({ by, text: reason })),
        );
      }),
    );
  });

  it('keeps the context within the budget and says of every text that it kept it whole, or how much it left out', () => {
    fc.assert(
      fc.property(given, fc.nat(600), (answers, budget) => {
        const { context, trimmed } = reduce(answers, budget);
        const tokens = context.reduce((sum, one) => sum + estimateTokens(one.text), 0);
        expect(tokens).toBeLessThanOrEqual(budget);
        for (const { by, answer: one } of answers) {
          const text = one.context?.trim();
          const kept = context.find((other) => other.by === by)?.text;
          const left = trimmed.find((other) => other.by === by)?.tokens;
          if (!text) expect([kept, left]).toEqual([undefined, undefined]);
          else if (left === undefined) expect(kept).toBe(text);
          else expect(estimateTokens(kept ?? '') + left).toBe(estimateTokens(text));
        }
      }),
    );
  });

  it('halts with the first halt in registration order', () => {
    const halts = (order: number, halt: string): GivenAnswer => ({
      by: `hook-${order}`,
      order,
      priority: 'normal',
      answer: { halt },
    });
    expect(reduce([halts(2, 'two'), halts(1, 'one')], 0).halt).toEqual({ by: 'hook-1', text: 'one' });
  });
});
