/**
 * Reads the second seed's JSON answer for the event at hand. A known field has to be right: half a refusal must not
 * pass as consent. An object without any field of an answer is somebody's own data, and no opinion.
 */
import type { HandlerAnswer, LifecycleEvent, Rewrite, Verdict } from '@hookline/core';
import { eventSpec } from '@hookline/core/entry';

type Fields = Readonly<Record<string, unknown>>;

/** Says which field of an answer is wrong, and what was expected. */
export class AnswerProblem extends Error {}

const REASON_LENGTH = 10_000;

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function read<T>(
  fields: Fields,
  name: string,
  expected: string,
  is: (value: unknown) => value is T,
): T | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (!is(value)) throw new AnswerProblem(`"${name}" is not ${expected}.`);
  return value;
}

function text(fields: Fields, name: string): string | undefined {
  const value = read(fields, name, 'a text', (given) => typeof given === 'string');
  return value?.trim() ? value.slice(0, REASON_LENGTH) : undefined;
}

function word<T extends string>(fields: Fields, name: string, words: readonly T[]): T | undefined {
  const is = (given: unknown): given is T => (words as readonly unknown[]).includes(given);
  return read(fields, name, words.map((one) => `"${one}"`).join(' or '), is);
}

/** What a JSON text answers; undefined for nothing, for a value that is no object, and for no opinion. */
export function readJsonAnswer(json: string, event: LifecycleEvent, by: string): HandlerAnswer | undefined {
  const printed = json.replace(/^\uFEFF/, '').trim();
  if (printed === '') return undefined;
  let fields: unknown;
  try {
    fields = JSON.parse(printed);
  } catch (thrown) {
    throw new AnswerProblem(`It is not well-formed JSON: ${(thrown as Error).message.slice(0, 200)}.`);
  }
  return isFields(fields) ? answerOf(fields, event, by) : undefined;
}

function answerOf(fields: Fields, event: LifecycleEvent, by: string): HandlerAnswer | undefined {
  const specific = read(fields, 'hookSpecificOutput', 'an object', isFields) ?? {};
  const judged = judge(fields, specific, event, by);
  const goesOn = read(fields, 'continue', 'true or false', (given) => typeof given === 'boolean');
  const context = text(specific, 'additionalContext');
  const message = [text(fields, 'systemMessage'), judged.message].filter(Boolean).join('\n');
  const change = read(specific, 'updatedInput', 'an object', isFields);
  const rewrite = change && judged.verdict?.kind !== 'deny' ? rewriteOf(change, event) : undefined;
  const halt = text(fields, 'stopReason') ?? text(fields, 'reason') ?? `The hook "${by}" ended this turn.`;
  const answer: HandlerAnswer = {
    ...(judged.verdict ? { verdict: judged.verdict } : {}),
    ...(rewrite ? { rewrite } : {}),
    ...(context ? { context } : {}),
    ...(message ? { message } : {}),
    ...(goesOn === false ? { halt } : {}),
  };
  return Object.keys(answer).length > 0 ? answer : undefined;
}

/** A refusal, a question, or the consent that only a permission takes; consent elsewhere is silence. */
function judge(
  fields: Fields,
  specific: Fields,
  event: LifecycleEvent,
  by: string,
): { verdict?: Verdict; message?: string } {
  const verdicts = eventSpec(event.type)?.verdicts ?? [];
  const decision = word(fields, 'decision', ['block', 'approve']);
  const permission = word(specific, 'permissionDecision', ['allow', 'deny', 'ask']);
  const inner = read(specific, 'decision', 'an object with "behavior"', isFields);
  const behavior = inner && word(inner, 'behavior', ['allow', 'deny']);
  if (inner && !behavior) throw new AnswerProblem('"decision" in "hookSpecificOutput" has no "behavior".');
  const given =
    text(specific, 'permissionDecisionReason') ?? (inner && text(inner, 'message')) ?? text(fields, 'reason');
  const refusal = verdicts.find((kind) => kind === 'deny' || kind === 'feedback' || kind === 'resume');
  // A word about a tool call says nothing on whether a task is finished.
  const aboutTool = refusal === 'resume' ? undefined : permission;
  if (decision === 'block' || behavior === 'deny' || aboutTool === 'deny') {
    const reason = given ?? `The hook "${by}" refused this. It gave no reason.`;
    return refusal ? { verdict: { kind: refusal, reason } } : { message: reason };
  }
  if (aboutTool === 'ask' && event.type !== 'permission.request') {
    const kind = verdicts.find((one) => one === 'ask') ?? verdicts.find((one) => one === 'deny');
    const reason = given ?? `The hook "${by}" wants the user to be asked about this first.`;
    return kind ? { verdict: { kind, reason } } : {};
  }
  const consents = behavior === 'allow' && permission !== 'ask' && verdicts.includes('allow');
  return consents && event.type === 'permission.request'
    ? { verdict: { kind: 'allow', reason: given ?? '' } }
    : {};
}

/** The new input in the terms of the event. */
function rewriteOf(input: Fields, event: LifecycleEvent): Rewrite | undefined {
  if (!eventSpec(event.type)?.lanes.includes('rewrite')) return undefined;
  if (event.type === 'mcp.before') return { arguments: input };
  const { command } = input;
  if (typeof command !== 'string' || Object.keys(input).length > 1) return { input };
  if (event.type === 'exec.before') return { command };
  return event.type === 'patch.before' ? { patch: command } : { input };
}
