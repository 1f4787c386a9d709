/** What a hook says in plain words: context where the agent takes it as such from its own hooks, else a remark. */
import type { AnswerScope } from './answer-meaning.ts';
import { shortened } from './shortened.ts';

const IS_CONTEXT = new Set(['session_start', 'task_start', 'agent.start']);
const LONGEST_IN_LOG = 2_000;

/** The text as context for the model, or undefined: then it is in the log, unless it is blank. */
export function contextOfText(text: string, { name, event, log, redact }: AnswerScope): string | undefined {
  const words = text.trim();
  if (words === '') return undefined;
  if (IS_CONTEXT.has(event.type)) return words;
  log.info(`${name}: ${shortened(words, LONGEST_IN_LOG, redact)}`);
  return undefined;
}
