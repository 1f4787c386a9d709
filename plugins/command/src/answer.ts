/** Says what the end of a command hook means, by the rules of the agent's own engine (second seed; Codex facts). */
import type { HandlerAnswer } from '@hookline/core';
import {
  type AnswerScope,
  checkAnswer,
  contextOfText,
  meaningOf,
  refusalOf,
  shortened,
} from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { type AnsweringEvent, type Fields, formProblem, isAnswering } from './form.ts';
import { isGuarded, refusalIn, unsupported } from './support.ts';

/** How a command ended that was not cut short. */
export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What an answer is read for. */
export interface CommandScope extends AnswerScope {
  /** The agent's event. */
  readonly native: string;
  /** The place in the file. */
  readonly where: string;
}

/** Events at which 2 refuses, or sends the agent back to work. At the others it is a failure like any other code. */
const TWO_REFUSES: ReadonlySet<string> = new Set([
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'UserPromptSubmit',
  'Stop',
  'SubagentStop',
]);
/** Events at which what is printed has to be an answer: text is none. */
const ONLY_ANSWERS: ReadonlySet<string> = new Set(['Stop', 'SubagentStop', 'Interrupt']);

/**
 * The answer of a command, or undefined when it has no opinion.
 *
 * @throws HooklineError `HOOKLINE_COMMAND_FAILED`, `HOOKLINE_COMMAND_OUTPUT_INVALID`.
 */
export function answerOf(output: CommandOutput, scope: CommandScope): HandlerAnswer | undefined {
  const { native, where } = scope;
  const said = output.stderr.trim();
  if (output.exitCode === 2 && TWO_REFUSES.has(native) && (said !== '' || isGuarded(native))) {
    return refusalOf(said, scope);
  }
  if (output.exitCode !== 0) {
    throw new HooklineError('HOOKLINE_COMMAND_FAILED', {
      what: `"${scope.name}" ended with exit code ${output.exitCode}.`,
      where,
      ...(said !== '' && { why: shortened(said, -2_000, scope.redact) }),
      fix: TWO_REFUSES.has(native)
        ? 'End with 0 to let the action pass, or with 2 and a reason on stderr to refuse it.'
        : 'End with 0: at this event no exit code refuses.',
    });
  }
  const printed = output.stdout.trim();
  return printed === '' || !isAnswering(native) ? undefined : printedAnswer(printed, native, scope);
}

function printedAnswer(
  printed: string,
  native: AnsweringEvent,
  scope: CommandScope,
): HandlerAnswer | undefined {
  const answer = jsonObject(printed);
  if (answer === undefined) return plainAnswer(printed, scope);
  const problem = formProblem(native, answer) ?? unsupported(native, answer);
  if (problem === undefined) return meaning(answer, scope);
  const refusal = refusalIn(native, answer);
  if (refusal === undefined) throw invalid(problem, scope);
  scope.log.warn(`${scope.name}: the agent by itself would have set this refusal aside. ${problem}`);
  const said = held(answer, scope);
  if (said !== undefined) return said;
  return isGuarded(native)
    ? refusalOf(refusal, scope)
    : { halt: refusal || `The hook "${scope.name}" ended this.` };
}

/** A refusal with all else it says, where its fields can be read. */
function held(answer: Fields, scope: CommandScope): HandlerAnswer | undefined {
  const checked = checkAnswer(answer);
  const meant = 'problem' in checked ? undefined : meaningOf(checked.answer, scope);
  // Consent beside a refusal is none.
  if (meant?.verdict?.kind === 'allow') return undefined;
  return meant?.verdict !== undefined || meant?.halt !== undefined ? meant : undefined;
}

function meaning(answer: Fields, scope: CommandScope): HandlerAnswer | undefined {
  if (isUnusable(answer, scope)) {
    return refusalOf(`The hook "${scope.name}" put an input in its place that the tool cannot take.`, scope);
  }
  const checked = checkAnswer(answer);
  if ('problem' in checked) throw invalid(checked.problem, scope);
  const { answer: said } = checked;
  // After a tool the agent tells the model the reason, where there is one, and the person the other text.
  const isStopped = scope.native === 'PostToolUse' && said.continue === false && said.reason !== undefined;
  return meaningOf(
    isStopped
      ? {
          ...said,
          stopReason: said.reason,
          systemMessage: [said.systemMessage, said.stopReason].filter(Boolean).join('\n') || undefined,
          reason: undefined,
          decision: undefined,
        }
      : said,
    scope,
  );
}

/** A new input that the tool cannot take. The agent then runs neither the old one nor the new. */
function isUnusable(answer: Fields, { event }: CommandScope): boolean {
  const { updatedInput: input } = (answer['hookSpecificOutput'] ?? {}) as Fields;
  if (input === undefined || input === null) return false;
  if (typeof input !== 'object' || Array.isArray(input)) return true;
  const needsCommand = event.type === 'exec.before' || event.type === 'patch.before';
  return needsCommand && typeof (input as Fields)['command'] !== 'string';
}

function plainAnswer(printed: string, scope: CommandScope): HandlerAnswer | undefined {
  if (ONLY_ANSWERS.has(scope.native)) throw invalid('It is not a JSON object.', scope);
  if (/^[{[]/.test(printed)) throw invalid('It is not one well-formed JSON object.', scope);
  const context = contextOfText(printed, scope);
  return context === undefined ? undefined : { context };
}

function jsonObject(printed: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(printed);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}

const invalid = (problem: string, { name, native, where }: CommandScope): HooklineError =>
  new HooklineError('HOOKLINE_COMMAND_OUTPUT_INVALID', {
    what: `"${name}" printed something that is no answer for ${native}. ${problem}`,
    where,
    fix: 'Print one JSON object with the fields of this event and no others, or nothing.',
  });
