/** Turns what plugin code returned into an answer, or throws: a wrong return value is a failure, never consent. */
import type { HandlerAnswer, Rewrite, Verdict } from '../answer.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { Lane, LifecycleEvent, VerdictKind } from '../events/lifecycle-events.ts';
import type { EventSpec } from '../events/table.ts';
import { deepFreeze } from './freeze.ts';

const REWRITE_KEYS = ['command', 'patch', 'arguments', 'input'];
const ANSWER_KEYS = ['verdict', 'rewrite', 'context', 'message', 'halt'];
const VERDICT_KINDS: readonly unknown[] = ['deny', 'ask', 'allow', 'feedback', 'resume'];

function wrong(expected: string, got: unknown): HooklineError {
  const shown = got === null ? 'null' : Array.isArray(got) ? 'an array' : `a value of type ${typeof got}`;
  return invalid(`It returned ${shown}; expected ${expected}.`);
}

const invalid = (what: string): HooklineError =>
  new HooklineError('HOOKLINE_HANDLER_ANSWER_INVALID', { what });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A reason that is never empty: the agent lets pass what is refused without one. */
export const reasonOrDefault = (reason: unknown): string =>
  typeof reason === 'string' && reason.trim() ? reason : 'No reason was given.';

/** The answer of a plugin's lane handler. */
export function checkLaneAnswer(
  lane: Lane,
  returned: unknown,
  event: LifecycleEvent,
  spec: EventSpec,
): HandlerAnswer | undefined {
  if (returned === undefined || returned === null || lane === 'observe') return undefined;
  if (lane === 'gate') {
    const { kind, reason } = isRecord(returned) ? returned : {};
    if (!spec.verdicts.includes(kind as VerdictKind) || typeof reason !== 'string') {
      throw wrong(`${spec.verdicts.map((name) => `ctx.${name}(reason)`).join(', ')} or nothing`, returned);
    }
    return { verdict: { kind: kind as VerdictKind, reason: reasonOrDefault(reason) } };
  }
  if (lane === 'contribute') {
    if (typeof returned !== 'string') throw wrong('a text or nothing', returned);
    return { context: returned };
  }
  const rewrite = checkRewrite(returned, event);
  return rewrite && { rewrite };
}

/**
 * A rewrite as the agent will get it, that is as JSON: what is judged is what runs, and nobody holds a reference
 * into it. An undefined field is no field; undefined when nothing is left.
 */
function checkRewrite(returned: unknown, event: LifecycleEvent): Rewrite | undefined {
  if (!isRecord(returned))
    throw wrong('{ command }, { patch }, { arguments }, { input } or nothing', returned);
  let rewrite: Record<string, unknown>;
  try {
    rewrite = JSON.parse(JSON.stringify(returned));
  } catch {
    throw invalid('It returned a rewrite that JSON cannot hold, such as a cycle or a bigint.');
  }
  for (const [key, value] of Object.entries(rewrite)) {
    if (!REWRITE_KEYS.includes(key) || !Object.hasOwn(event, key)) {
      const fields = REWRITE_KEYS.filter((name) => Object.hasOwn(event, name));
      throw invalid(
        `It rewrote "${key}"; of this event, ${fields.join(' and ') || 'nothing'} can be rewritten.`,
      );
    }
    const text = key === 'command' || key === 'patch';
    if (text ? typeof value !== 'string' : !isRecord(value)) {
      throw wrong(`${text ? 'a text' : 'an object'} in ${key}`, value);
    }
  }
  return Object.keys(rewrite).length > 0 ? deepFreeze(rewrite) : undefined;
}

/** The answer of a handler kind: verdicts that the event does not have become a message or nothing. */
export function checkEntryAnswer(
  returned: unknown,
  event: LifecycleEvent,
  spec: EventSpec,
): HandlerAnswer | undefined {
  if (returned === undefined || returned === null) return undefined;
  if (!isRecord(returned)) throw wrong('an answer or nothing', returned);
  const strange = Object.keys(returned).find((key) => !ANSWER_KEYS.includes(key));
  if (strange !== undefined) throw invalid(`It answered with "${strange}", which is no part of an answer.`);
  const halt = textIn(returned, 'halt');
  const answer = {
    context: textIn(returned, 'context'),
    message: textIn(returned, 'message'),
    halt: halt === undefined ? undefined : reasonOrDefault(halt),
    rewrite: rewriteIn(returned, event, spec),
  };
  const verdict = verdictIn(returned);
  if (!verdict) return answer;
  if (spec.verdicts.includes(verdict.kind)) return { ...answer, verdict };
  if (verdict.kind === 'allow') return answer;
  // `deny`, `feedback` and `resume` are one word in a script's vocabulary: "block".
  const refusal = spec.verdicts.find((kind) => kind === 'deny' || kind === 'feedback' || kind === 'resume');
  if (refusal) return { ...answer, verdict: { kind: refusal, reason: verdict.reason } };
  return { ...answer, message: answer.message ?? verdict.reason };
}

function textIn(answer: Record<string, unknown>, key: string): string | undefined {
  const text = answer[key];
  if (text !== undefined && typeof text !== 'string') throw wrong(`a text in ${key}`, text);
  return text;
}

function verdictIn({ verdict }: Record<string, unknown>): Verdict | undefined {
  if (verdict === undefined) return undefined;
  const { kind, reason } = isRecord(verdict) ? verdict : {};
  if (!VERDICT_KINDS.includes(kind) || typeof reason !== 'string') {
    throw wrong('a kind and a reason in verdict', verdict);
  }
  return { kind: kind as VerdictKind, reason: reasonOrDefault(reason) };
}

function rewriteIn(
  { rewrite }: Record<string, unknown>,
  event: LifecycleEvent,
  { lanes }: EventSpec,
): Rewrite | undefined {
  if (rewrite === undefined) return undefined;
  if (!lanes.includes('rewrite') || !lanes.includes('gate')) {
    // Dropping it would let the old input pass on the strength of an answer that was given for the new one.
    throw invalid('It rewrote the input of an event whose input cannot be rewritten.');
  }
  return checkRewrite(rewrite, event);
}
