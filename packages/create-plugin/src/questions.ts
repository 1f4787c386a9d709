/** Asks a person at a terminal for what the command line does not say. */
import { createInterface } from 'node:readline/promises';

/** The person left at a question. Exit code 130, as after a Ctrl-C anywhere. */
export class LeftAtQuestion extends Error {}

/** One question. */
export interface Question<Key extends string = string> {
  readonly key: Key;
  /** What is asked, in the light of the answers so far. */
  readonly text: string;
  /** What an empty answer stands for. */
  readonly usual: string;
  /** Throws an error that tells what is wrong with an answer; it is shown, and the question asked again. */
  readonly check?: (answer: string) => void;
}

/**
 * Asks one question after the other; each may depend on the answers before it.
 *
 * @throws LeftAtQuestion on Ctrl-C, and where the input ends.
 */
export async function ask<Key extends string>(
  questions: readonly ((answers: Readonly<Partial<Record<Key, string>>>) => Question<Key> | undefined)[],
): Promise<Readonly<Partial<Record<Key, string>>>> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const left = new AbortController();
  lines.once('SIGINT', () => left.abort());
  // Ctrl-D. A question that is open then is never answered.
  lines.once('close', () => left.abort());
  const answers: Partial<Record<Key, string>> = {};
  try {
    for (const make of questions) {
      const question = make(answers);
      if (question) answers[question.key] = await answerTo(question, lines, left.signal);
    }
    return answers;
  } catch (thrown) {
    if (!left.signal.aborted) throw thrown;
    process.stdout.write('\n');
    throw new LeftAtQuestion('Nothing was made.');
  } finally {
    lines.close();
  }
}

async function answerTo(
  { text, usual, check }: Question,
  lines: ReturnType<typeof createInterface>,
  signal: AbortSignal,
): Promise<string> {
  for (;;) {
    const answer = (await lines.question(`${text} (${usual}) `, { signal })).trim() || usual;
    try {
      check?.(answer);
      return answer;
    } catch (thrown) {
      process.stdout.write(`  ${(thrown as Error).message}\n`);
    }
  }
}
