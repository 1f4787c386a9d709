/**
 * Says what a script's answer means for the event at hand. A refusal is kept wherever the event can be refused at
 * all; consent is silence, except for a permission that the agent asks for. A refusal always has a reason.
 */
import type { HandlerAnswer, LifecycleEvent, Log, Rewrite, Verdict } from '@hookline/core';
import { eventSpec } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { type PrintedAnswer, readPrinted } from './protocol.ts';

/** How a script ended that gave an answer. */
export interface ScriptOutput {
  /** Exit code 2. */
  readonly refused: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** What an answer is read for. */
export interface AnswerScope {
  /** The entry's name. */
  readonly name: string;
  readonly event: LifecycleEvent;
  /** The place in the config. */
  readonly where: string;
  readonly log: Log;
}

/** Characters of a reason or message. The agent passes long ones on whole; nobody reads them. */
const REASON_LENGTH = 10_000;
const LOG_LENGTH = 2_000;
/** Plain text on stdout is context here, as the agent has it; elsewhere it is a remark for the log. */
const TEXT_IS_CONTEXT = new Set(['session_start', 'task_start', 'agent.start']);

/**
 * The answer of a script, or undefined when it has no opinion.
 *
 * @throws HooklineError `HOOKLINE_SCRIPT_OUTPUT_INVALID`.
 */
export function answerOf(output: ScriptOutput, scope: AnswerScope): HandlerAnswer | undefined {
  if (output.refused) return refusal(output.stderr.trim() || printedReason(output.stdout), scope);
  const remark = output.stderr.trim();
  if (remark) scope.log.debug(`${scope.name}: ${remark.slice(0, LOG_LENGTH)}`);
  const printed = readPrinted(output.stdout);
  if ('problem' in printed) {
    throw new HooklineError('HOOKLINE_SCRIPT_OUTPUT_INVALID', {
      what: `"${scope.name}" printed something that is not an answer. ${printed.problem}`,
      where: scope.where,
      fix: 'Print one JSON object, such as {"decision": "block", "reason": "…"}, and nothing else on stdout.',
    });
  }
  const isContext = TEXT_IS_CONTEXT.has(scope.event.type);
  if (printed.text && !isContext) scope.log.info(`${scope.name}: ${printed.text.slice(0, LOG_LENGTH)}`);
  const text = isContext && printed.text ? printed.text : undefined;
  const answer: HandlerAnswer = {
    ...(printed.answer ? meaningOf(printed.answer, scope) : {}),
    ...(text === undefined
      ? {}
      : { context: [text, printed.answer?.additionalContext].filter(Boolean).join('\n') }),
  };
  return Object.keys(answer).length > 0 ? answer : undefined;
}

/** For a script that refuses by its exit code and says why on stdout. */
function printedReason(stdout: string): string | undefined {
  const printed = readPrinted(stdout);
  if ('problem' in printed) return undefined;
  return printed.answer?.permissionDecisionReason ?? printed.answer?.reason;
}

const verdictsOf = (event: LifecycleEvent) => eventSpec(event.type)?.verdicts ?? [];

/** The one word for "no" that the event has. */
const refusalKind = (event: LifecycleEvent) =>
  verdictsOf(event).find((kind) => kind === 'deny' || kind === 'feedback' || kind === 'resume');

function reasonOf(given: string | undefined, { name, event }: AnswerScope): string {
  const reason = given?.trim().slice(0, REASON_LENGTH);
  if (reason) return reason;
  switch (refusalKind(event)) {
    case 'resume':
      return `The hook "${name}" does not take this as finished. It gave no reason.`;
    case 'feedback':
      return `The hook "${name}" objects to what was done. It gave no reason.`;
    default:
      return `The hook "${name}" refused this. It gave no reason.`;
  }
}

function refusal(reason: string | undefined, scope: AnswerScope): HandlerAnswer {
  const kind = refusalKind(scope.event);
  const text = reasonOf(reason, scope);
  return kind === undefined ? { message: text } : { verdict: { kind, reason: text } };
}

function meaningOf(printed: PrintedAnswer, scope: AnswerScope): HandlerAnswer {
  const refused = refusalReason(printed, scope);
  const refusing = refused === undefined ? {} : refusal(refused, scope);
  const verdict = refusing.verdict ?? milderVerdict(printed, scope);
  const message = [printed.systemMessage, refusing.message].filter(Boolean).join('\n');
  const rewrite = verdict?.kind === 'deny' ? undefined : rewriteOf(printed.updatedInput, scope);
  return {
    ...(verdict ? { verdict } : {}),
    ...(rewrite ? { rewrite } : {}),
    ...(printed.additionalContext ? { context: printed.additionalContext } : {}),
    ...(message ? { message: message.slice(0, REASON_LENGTH) } : {}),
    ...(printed.continue === false ? { halt: haltReason(printed, scope) } : {}),
  };
}

const haltReason = ({ stopReason, reason }: PrintedAnswer, { name }: AnswerScope): string =>
  (stopReason?.trim() || reason?.trim() || `The hook "${name}" ended this turn.`).slice(0, REASON_LENGTH);

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
  const verdicts = verdictsOf(scope.event);
  const isPermission = scope.event.type === 'permission.request';
  if (printed.behavior === 'allow' && isPermission && printed.permissionDecision !== 'ask') {
    return { kind: 'allow', reason: printed.behaviorMessage ?? printed.reason ?? '' };
  }
  if (printed.permissionDecision !== 'ask' || isPermission) return undefined;
  const kind = verdicts.includes('ask') ? 'ask' : verdicts.includes('deny') ? 'deny' : undefined;
  if (kind === undefined) return undefined;
  const given = (printed.permissionDecisionReason ?? printed.reason)?.trim().slice(0, REASON_LENGTH);
  return { kind, reason: given || `The hook "${scope.name}" wants the user to be asked about this first.` };
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
  const command = input['command'];
  if (typeof command !== 'string' || Object.keys(input).length > 1) return { input };
  if (event.type === 'exec.before') return { command };
  return event.type === 'patch.before' ? { patch: command } : { input };
}
