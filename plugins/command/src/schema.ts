/** The schema of the keys of a command entry. Imports zod: loaded only when a config changed. */
import { z } from 'zod';

const line = z
  .string({ error: 'A command of this type is one line for the shell; a list of words has type = "script".' })
  .refine((text) => text.trim() !== '', { error: 'The command is empty.' })
  .refine((text) => !text.includes('\0'), { error: 'A command cannot hold a NUL.' });

export default z.strictObject({
  command: line.describe('A line for the shell.'),
  commandWindows: line.optional().describe('The same for Windows.'),
  statusMessage: z.string().optional().describe('What the person is shown while it runs.'),
});
