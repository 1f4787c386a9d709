/** The schema of the keys of a script entry. Imports zod: loaded only when a config changed. */
import { z } from 'zod';

const HOW = 'Write each word as an item of an array: command = ["python3", "./scan.py"].';
const SHAPE = `A command is an array of texts, or one text that is the path of a program. ${HOW}`;

/** What is wrong with a command of the right shape. */
function problemOf(command: string | readonly string[]): string | undefined {
  const [program = '', ...args] = [command].flat();
  if (program.trim() === '') return `The program is empty. ${HOW}`;
  if (typeof command === 'string' && /\s/.test(command.trim())) {
    return `A text with spaces is not split into words, and no shell is run. ${HOW}`;
  }
  return [program, ...args].some((word) => word.includes('\0')) ? 'A command cannot hold a NUL.' : undefined;
}

export default z.strictObject({
  command: z
    .union([z.string(), z.array(z.string())], { error: SHAPE })
    .superRefine((command, context) => {
      const message = problemOf(command);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .describe('The program and its arguments, one item each. No shell is involved.'),
});
