/**
 * An answer that is JSON as a whole: what a server sends. Servers have data of their own: a value that is no object,
 * and an object without any field of an answer, are no opinion.
 */
import type { HandlerAnswer } from '../answer.ts';
import { type AnswerScope, meaningOf } from './answer-meaning.ts';
import { type AnswerProblem, checkAnswer, parseAnswer } from './printed-answer.ts';

/** What a JSON text answers; without an answer it is no opinion. */
export function readJsonAnswer(
  json: string,
  scope: AnswerScope,
): { readonly answer?: HandlerAnswer } | AnswerProblem {
  if (json.trim() === '') return {};
  const parsed = parseAnswer(json);
  if ('problem' in parsed) return parsed;
  if (parsed.fields === undefined) return {};
  const checked = checkAnswer(parsed.fields);
  return 'problem' in checked ? checked : { answer: meaningOf(checked.answer, scope) };
}
