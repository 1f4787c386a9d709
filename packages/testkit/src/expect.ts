/** Assertions about what came of an event. They throw what `node:assert` throws, so that any test runner shows them. */
import { AssertionError } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import type { Rewrite, VerdictKind } from '@hookline/core';
import type { RunResult } from './bench.ts';
import { whatHappened } from './what-happened.ts';

/** A part of the text, or a pattern. */
export type Text = string | RegExp;

function verdictExpected(kind: VerdictKind, words: string): (result: RunResult, why?: Text) => void {
  return function expectVerdict(result, why) {
    const { verdict } = result.outcome;
    if (verdict?.kind !== kind) fail(expectVerdict, result, `Expected ${words}.`, verdict?.kind, kind);
    const said = verdict.reasons.map(({ text }) => text).join('\n');
    if (!matches(said, why))
      fail(expectVerdict, result, `Expected ${words} for the reason ${String(why)}.`, said, why);
  };
}

/** The event was refused. */
export const expectDenied = verdictExpected('deny', 'a refusal');
/** The person at the agent is asked. */
export const expectAsked = verdictExpected('ask', 'a question to the user');
/** It was allowed, so that the agent does not ask. */
export const expectAllowed = verdictExpected('allow', 'an approval');
/** The model is told what was wrong with what it did. */
export const expectFeedback = verdictExpected('feedback', 'feedback for the model');
/** The agent is sent back to work. */
export const expectResumed = verdictExpected('resume', 'the agent to be sent back to work');

/** Nothing was decided, changed, added or said, and nothing failed: a broken handler has an opinion, unheard. */
export function expectNoOpinion(result: RunResult): void {
  const { verdict, rewrite, context, messages, halt, failures } = result.outcome;
  if (verdict || rewrite || halt || context.length + messages.length + failures.length > 0)
    fail(expectNoOpinion, result, 'Expected no opinion.', result.outcome, undefined);
}

/** A handler failed: it threw, ran out of time or answered what its lane does not take. The text is of its message or its code. */
export function expectFailed(result: RunResult, why?: Text): void {
  const said = result.outcome.failures.map(({ code, message }) => `${code} ${message}`);
  if (!said.some((one) => matches(one, why)))
    fail(
      expectFailed,
      result,
      `Expected a failure${why === undefined ? '' : ` with ${String(why)}`}.`,
      said,
      why,
    );
}

/** The model is given a text. */
export function expectContext(result: RunResult, text?: Text): void {
  const given = result.outcome.context.map((part) => part.text);
  if (!given.some((part) => matches(part, text)))
    fail(
      expectContext,
      result,
      `Expected context${text === undefined ? '' : ` with ${String(text)}`}.`,
      given,
      text,
    );
}

/** The input was rewritten: at least these fields, to these values. */
export function expectRewritten(result: RunResult, change: Rewrite): void {
  const made: Rewrite = result.outcome.rewrite?.change ?? {};
  const keys = Object.keys(change) as (keyof Rewrite)[];
  if (!result.outcome.rewrite || keys.some((key) => !isDeepStrictEqual(made[key], change[key])))
    fail(
      expectRewritten,
      result,
      `Expected the input to be rewritten to ${JSON.stringify(change)}.`,
      made,
      change,
    );
}

function matches(said: string, text: Text | undefined): boolean {
  if (text === undefined) return true;
  // `search` knows no `lastIndex`: a pattern with the flag `g` may be used twice.
  return typeof text === 'string' ? said.includes(text) : said.search(text) >= 0;
}

/** `by` is where the stack begins: what is above it is the test, and nothing of the testkit. */
function fail(
  by: (...args: never[]) => void,
  result: RunResult,
  what: string,
  actual: unknown,
  expected: unknown,
): never {
  throw new AssertionError({
    stackStartFn: by,
    message: `${what}\n${whatHappened(result)}`,
    actual,
    expected,
    operator: 'hookline',
  });
}
