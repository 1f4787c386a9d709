/** Says what the end of a script means: its exit code, its stderr, and what it printed. */
import type { HandlerAnswer } from '@hookline/core';
import { type AnswerScope, contextOfText, meaningOf, refusalOf, shortened } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { readPrinted } from './printed.ts';

/** How a script ended that gave an answer. */
export interface ScriptOutput {
  /** Exit code 2. */
  readonly refused: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** What an answer is read for. */
export interface ScriptScope extends AnswerScope {
  /** The place in the config. */
  readonly where: string;
  /** Nobody waits for it: what it prints in plain words is no context, but a line in the log. */
  readonly isAsync?: boolean;
}

const LOG_LENGTH = 2_000;

/**
 * The answer of a script, or undefined when it has no opinion.
 *
 * @throws HooklineError `HOOKLINE_SCRIPT_OUTPUT_INVALID`.
 */
export function answerOf(output: ScriptOutput, scope: ScriptScope): HandlerAnswer | undefined {
  const remark = output.stderr.trim();
  if (output.refused) return refusalOf(remark || printedReason(output.stdout), scope);
  if (remark) scope.log.debug(`${scope.name}: ${shortened(remark, LOG_LENGTH, scope.redact)}`);
  const printed = readPrinted(output.stdout);
  if ('problem' in printed) {
    throw new HooklineError('HOOKLINE_SCRIPT_OUTPUT_INVALID', {
      what: `"${scope.name}" printed something that is not an answer. ${printed.problem}`,
      where: scope.where,
      fix: 'Print one JSON object, such as {"decision": "block", "reason": "…"}, and nothing else on stdout.',
    });
  }
  const answer = printed.answer && meaningOf(printed.answer, scope);
  if (scope.isAsync && printed.text.trim() !== '')
    scope.log.info(`${scope.name}: ${shortened(printed.text.trim(), LOG_LENGTH, scope.redact)}`);
  const text = scope.isAsync ? undefined : contextOfText(printed.text, scope);
  if (text === undefined) return answer;
  return { ...answer, context: [text, answer?.context].filter(Boolean).join('\n') };
}

/** For a script that refuses by its exit code and says why on stdout. */
function printedReason(stdout: string): string | undefined {
  const printed = readPrinted(stdout);
  if ('problem' in printed) return undefined;
  return printed.answer?.permissionDecisionReason ?? printed.answer?.reason;
}
