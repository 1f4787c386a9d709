import { matcherSelects } from '@hookline/core/engine';
import { interpolate, interpolateValue } from '@hookline/core/entry';
import { isHooklineError } from '@hookline/core/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { strange } from '../../../scripts/fuzz/mutations.ts';
import { estimateTokens } from '../src/dispatch/context-budget.ts';
import { type GivenAnswer, reduce, refuses } from '../src/dispatch/reduce.ts';
import { type Condition, holds } from '../src/entry/condition.ts';

const effort = { counted: 'payloads', share: 0.02 } as const;

describe('the matcher, fuzzed', () => {
  const tool = fc.oneof(fc.constantFrom('Bash', 'apply_patch', 'mcp__a__b'), fc.string({ unit: 'binary' }));
  const pattern = fc.string({ unit: fc.constantFrom(...'Bash|_()[]?*+{}1,\\^$.a'), maxLength: 12 });

  it('is what a regular expression says, or an error, and a list of exact names otherwise', async () => {
    await fuzzed(
      { ...effort, target: 'matcher', few: 300 },
      fc.property(pattern, tool, (matcher, name) => {
        const names = name === 'apply_patch' ? [name, 'Edit', 'Write'] : [name];
        const all = ['', '*'].includes(matcher);
        if (all || /^\w[\w|]*$|^[\w|]+$/.test(matcher)) {
          const wanted = matcher.split('|');
          expect(matcherSelects(matcher, name)).toBe(all || names.some((one) => wanted.includes(one)));
          return;
        }
        let regexp: RegExp;
        try {
          regexp = new RegExp(matcher);
        } catch {
          expect(() => matcherSelects(matcher, name)).toThrow(SyntaxError);
          return;
        }
        expect(matcherSelects(matcher, name)).toBe(names.some((one) => regexp.test(one)));
      }),
    );
  });
});

describe('conditions, fuzzed', () => {
  const key = fc.oneof(
    fc.constantFrom(
      'command',
      'input.path',
      'env.CI',
      'tool_input.command',
      '__proto__',
      'constructor',
      '',
      '.',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean());
  const event = fc.dictionary(fc.oneof(key, fc.constantFrom('input', 'raw')), strange);

  it('hold or do not, whatever the event is, and a not is the opposite of a one of', async () => {
    await fuzzed(
      { ...effort, target: 'conditions', few: 300 },
      fc.property(key, fc.array(scalar, { minLength: 1 }), event, (name, values, data) => {
        const scope = { env: { CI: '1' }, context: {} };
        const test = (condition: Condition): boolean => holds(condition, data, scope);
        expect(test({ key: name, op: 'none', values })).toBe(!test({ key: name, op: 'any', values }));
        expect(typeof test({ key: name, op: 'contains', value: values[0] ?? '' })).toBe('boolean');
        expect(typeof test({ key: name, op: 'matches', pattern: 'a+|^$' })).toBe('boolean');
        expect(test({ key: name, op: 'never' })).toBe(false);
      }),
    );
  });
});

describe('interpolation, fuzzed', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '${',
      '}',
      '$',
      ':-',
      '${A}',
      '${B}',
      '${A:-x}',
      '${B:-}',
      '${command}',
      '${input.a}',
      '${__proto__}',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const template = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const value = fc.string({ unit: 'binary', maxLength: 10 }).map((text) => text.replaceAll('${', '$('));

  it('fills in all or fails by the name of what is not set, and one argument stays one', async () => {
    await fuzzed(
      { ...effort, target: 'interpolation', few: 300 },
      fc.property(fc.array(template, { maxLength: 3 }), value, value, (texts, a, command) => {
        const scope = { env: { A: a }, event: { command, input: { a } } };
        try {
          const filled = interpolateValue(texts, scope);
          expect(filled).toHaveLength(texts.length);
          for (const [index, text] of texts.entries()) {
            const one = interpolate(text, scope);
            expect((filled as readonly unknown[])[index]).toBe(one);
            // Text beside a filled-in value may spell a reference with it; on its own none is left.
            if (!/\$\{?$|\$\{?\$\{|\$\{[^}]*\$/.test(text) && !/[}$]/.test(a + command))
              expect(one).not.toMatch(/\$\{[A-Za-z_][\w.]*(?::-[^}]*)?\}/);
          }
        } catch (thrown) {
          if (!isHooklineError(thrown)) throw thrown;
          expect(thrown.code).toBe('HOOKLINE_ENTRY_VARIABLE_UNSET');
        }
      }),
    );
  });
});

describe('the reducer, fuzzed', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('', ' ', '\0', '\ud800', 'word '.repeat(400), '\ud83d\ude00'.repeat(700)),
  );
  const answer = fc.record(
    {
      verdict: fc.record({
        kind: fc.constantFrom('deny', 'ask', 'allow', 'feedback', 'resume'),
        reason: text,
      }),
      context: text,
      message: text,
      halt: text,
    },
    { requiredKeys: [] },
  );
  const answers = fc
    .array(fc.record({ priority: fc.constantFrom('high', 'normal', 'low'), answer }), { maxLength: 8 })
    .map((all) => all.map((one, order): GivenAnswer => ({ ...one, order, by: `hook-${order}` })));

  it('gives the strongest verdict with every reason and its author, and no more context than fits', async () => {
    await fuzzed(
      { ...effort, target: 'reducer', few: 300 },
      fc.property(answers, fc.nat(800), fc.infiniteStream(fc.nat()), (given, budget, chance) => {
        const outcome = reduce(given, budget);
        const finished = given
          .map((one) => ({ one, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(reduce(finished, budget)).toEqual(outcome);
        const kinds = given.flatMap(({ answer: { verdict } }) => verdict?.kind ?? []);
        const { verdict } = outcome;
        if (kinds.includes('deny')) expect(verdict?.kind).toBe('deny');
        else if (kinds.some(refuses)) expect(verdict && refuses(verdict.kind)).toBe(true);
        const deniers = given.flatMap(({ by, answer: one }) => (one.verdict?.kind === 'deny' ? [by] : []));
        expect(verdict?.reasons.map(({ by }) => by) ?? []).toEqual(expect.arrayContaining(deniers));
        const tokens = outcome.context.reduce((sum, one) => sum + estimateTokens(one.text), 0);
        expect(tokens + Math.max(0, outcome.context.length - 1)).toBeLessThanOrEqual(budget);
      }),
    );
  });
});
