/** The schema of the keys of a script entry. Imports zod: loaded only when a config changed. */
import { z } from 'zod';
import { plainWords } from './shell-words.ts';

const HOW = 'Write each word as an item of an array: command = ["python3", "./scan.py"].';
const SPACES = 'A text with spaces is not split into words, and no shell is run.';
const SHAPE = `A command is an array of texts, or one text that is the path of a program. ${HOW}`;

/** The command that a line was meant as: its words, or a shell where only a shell can read it. */
const asWords = (line: string): string => {
  const words = plainWords(line) ?? ['sh', '-c', line];
  return `Write [${words.map((word) => JSON.stringify(word)).join(', ')}]`;
};

/** What is wrong with a command of the right shape. */
function problemOf(command: string | readonly string[]): string | undefined {
  const [program = '', ...args] = [command].flat();
  if (program.trim() === '') return `The program is empty. ${HOW}`;
  if (typeof command === 'string' && /\s/.test(command.trim())) {
    return SPACES;
  }
  return [program, ...args].some((word) => word.includes('\0')) ? 'A command cannot hold a NUL.' : undefined;
}

export default z.strictObject({
  command: z
    .union([z.string(), z.array(z.string())], { error: SHAPE })
    .superRefine((command, context) => {
      const message = problemOf(command);
      if (message === undefined) return;
      const fix = message === SPACES ? { params: { fix: asWords(String(command)) } } : {};
      context.addIssue({ code: 'custom', message, ...fix });
    })
    .describe('The program and its arguments, one item each. No shell is involved.'),
});
