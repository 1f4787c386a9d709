/** Finds the answer on a script's stdout: a script may print nothing, a text, an answer, or log lines before an answer. */
import {
  type AnswerProblem,
  checkAnswer,
  type JsonFields,
  type PrintedAnswer,
  parseAnswer,
} from '@hookline/core/entry';

/** The plain text and the answer of one stdout. */
export interface Printed {
  readonly text: string;
  readonly answer?: PrintedAnswer;
}

const DECIDING = ['decision', 'continue', 'hookSpecificOutput'] as const;
const LOOKS_DECIDING = /"(?:decision|permissionDecision|hookSpecificOutput|continue)"\s*:/;

/** Reads what a script printed, or says what is wrong with it. */
export function readPrinted(stdout: string): Printed | AnswerProblem {
  const printed = stdout.trim();
  if (!printed.startsWith('{')) return readTrailing(printed);
  const parsed = parseAnswer(printed);
  if ('problem' in parsed) return parsed;
  return withAnswer('', parsed.fields ?? {});
}

/** A script that logs to stdout before it answers means its answer; the first such line on is read as one. */
function readTrailing(printed: string): Printed | AnswerProblem {
  const start = printed.search(/^\{/m);
  if (start < 0) return { text: printed };
  const tail = printed.slice(start);
  const parsed = parseAnswer(tail);
  if ('problem' in parsed) return LOOKS_DECIDING.test(tail) ? parsed : { text: printed };
  const { fields = {} } = parsed;
  if (!DECIDING.some((name) => Object.hasOwn(fields, name))) return { text: printed };
  return withAnswer(printed.slice(0, start).trim(), fields);
}

function withAnswer(text: string, fields: JsonFields): Printed | AnswerProblem {
  const checked = checkAnswer(fields);
  return 'problem' in checked ? checked : { text, answer: checked.answer };
}
