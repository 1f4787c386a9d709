/**
 * Says what a printed answer means for the event at hand. A refusal is kept wherever the event can be refused at all;
 * consent is silence, except for a permission that the agent asks for. A refusal always has a reason.
 */
import type { HandlerAnswer, Rewrite, Verdict } from '../answer.ts';
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import { eventSpec } from '../events/table.ts';
import type { Log } from '../plugin/capabilities.ts';
import type { PrintedAnswer } from './printed-answer.ts';
import { bounded, refusalKind, refusalOf } from './refusal.ts';

/** What an answer is read for. */
export interface AnswerScope {
  /** The entry's name. */
  readonly name: string;
  readonly event: LifecycleEvent;
  readonly log: Log;
  /** Takes secrets out. A text that is too long is redacted before it is cut: half a secret is not known as one. */
  readonly redact?: (text: string) => string;
}

/** The meaning of an answer for an event, or undefined when it is no opinion. What means nothing there is logged. */
export function meaningOf(printed: PrintedAnswer, scope: AnswerScope): HandlerAnswer | undefined {
  const refused = refusalReason(printed, scope);
  const refusing = refused === undefined ? {} : refusalOf(refused, scope);
  const verdict = refusing.verdict ?? milderVerdict(printed, scope);
  const message = [printed.systemMessage, refusing.message].filter(Boolean).join('\n');
  const rewrite = verdict?.kind === 'deny' ? undefined : rewriteOf(printed.updatedInput, scope);
  const answer: HandlerAnswer = {
    ...(verdict ? { verdict } : {}),
    ...(rewrite ? { rewrite } : {}),
    ...(printed.additionalContext ? { context: printed.additionalContext } : {}),
    ...(message ? { message: bounded(message, scope) } : {}),
    ...(printed.continue === false ? { halt: haltReason(printed, scope) } : {}),
  };
  return Object.keys(answer).length > 0 ? answer : undefined;
}

const haltReason = ({ stopReason, reason }: PrintedAnswer, scope: AnswerScope): string =>
  bounded(stopReason ?? reason ?? `The hook "${scope.name}" ended this turn.`, scope);

/** The reason of a refusal (it may be empty), or undefined where nothing was refused. */
function refusalReason(printed: PrintedAnswer, { event, name, log }: AnswerScope): string | undefined {
  const { decision, reason, permissionDecision, permissionDecisionReason, behavior, behaviorMessage } =
    printed;
  if (refusalKind(event) !== 'resume') {
    if (permissionDecision === 'deny') return permissionDecisionReason ?? reason ?? '';
    if (behavior === 'deny') return behaviorMessage ?? reason ?? '';
  } else if (permissionDecision !== undefined || behavior !== undefined) {
    // These words are about a tool call. Taken as "go on", they would keep the agent at work.
    log.debug(`${name}: a permission decision means nothing for ${event.type}.`);
  }
  return decision === 'block' ? (reason ?? permissionDecisionReason ?? '') : undefined;
}

/** A question, or consent to a permission. A question where nobody can be asked is a refusal, if there is one. */
function milderVerdict(printed: PrintedAnswer, scope: AnswerScope): Verdict | undefined {
  const { event, name } = scope;
  const isPermission = event.type === 'permission.request';
  if (printed.behavior === 'allow' && isPermission && printed.permissionDecision !== 'ask') {
    return { kind: 'allow', reason: bounded(printed.behaviorMessage ?? printed.reason ?? '', scope) };
  }
  if (printed.permissionDecision !== 'ask' || isPermission) return undefined;
  const verdicts = eventSpec(event.type)?.verdicts ?? [];
  const kind = verdicts.includes('ask') ? 'ask' : verdicts.includes('deny') ? 'deny' : undefined;
  if (kind === undefined) return undefined;
  const given = printed.permissionDecisionReason ?? printed.reason;
  return {
    kind,
    reason: bounded(given ?? `The hook "${name}" wants the user to be asked about this first.`, scope),
  };
}

/** The new input in the terms of the event; where the agent's input is nothing but the command, that is what changes. */
function rewriteOf(
  input: PrintedAnswer['updatedInput'],
  { event, name, log }: AnswerScope,
): Rewrite | undefined {
  if (input === undefined) return undefined;
  if (!eventSpec(event.type)?.lanes.includes('rewrite')) {
    log.debug(`${name}: "updatedInput" means nothing for ${event.type}.`);
    return undefined;
  }
  if (event.type === 'mcp.before') return { arguments: input };
  const { command } = input;
  if (typeof command !== 'string' || Object.keys(input).length > 1) return { input };
  if (event.type === 'exec.before') return { command };
  return event.type === 'patch.before' ? { patch: command } : { input };
}
