/** Asks a person at a terminal for what the command line does not say: three questions at most. */
import { createInterface } from 'node:readline/promises';

/** Asks one question after the other. An end of the input takes the default. */
export async function ask(
  questions: readonly { readonly key: string; readonly text: string; readonly usual: string }[],
): Promise<Readonly<Record<string, string>>> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answers: Record<string, string> = {};
  try {
    for (const { key, text, usual } of questions) {
      const said = await lines.question(`${text} (${usual}) `);
      answers[key] = said.trim() || usual;
    }
  } finally {
    lines.close();
  }
  return answers;
}
