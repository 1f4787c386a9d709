/** Asks yes or no on a terminal. Without one nobody can have said yes. */
import type { CommandContext } from '../command-context.ts';

/** True only for a yes that was chosen: Enter alone is a no. In a pipe it says how to answer beforehand and gives false. */
export async function confirm(context: CommandContext, question: string): Promise<boolean> {
  if (!context.interactive) {
    context.err(`${question} There is no terminal to answer on: add --yes to agree beforehand.`);
    return false;
  }
  const { confirm: ask, isCancel } = await import('@clack/prompts');
  const answer = await ask({ message: question, initialValue: false });
  return !isCancel(answer) && answer;
}
