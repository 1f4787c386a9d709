/** The schema of the options. Imports zod: loaded only when a config changed. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { LOGGED_EVENTS } from './events.ts';

const file = z
  .string({ error: 'The file of the log is a path.' })
  .min(1, { message: 'The path of the log is empty.' })
  .refine((path) => !path.startsWith('~'), { message: 'No shell expands "~" here: write ${HOME} instead.' })
  .refine((path) => isAbsolute(path) || path.startsWith('${') || !path.split(/[\\/]/).includes('..'), {
    message: 'A relative path stays inside of $CODEX_HOME: write an absolute path for a file elsewhere.',
  });

export default z.strictObject({
  file: file.default('session.log').describe('Absolute, or relative to $CODEX_HOME.'),
  format: z
    .enum(['text', 'json'], { error: 'The format is "text" or "json".' })
    .default('text')
    .describe('Lines for people, or JSON for programs.'),
  events: z
    .array(z.enum(LOGGED_EVENTS, { error: `An event of the log is one of ${LOGGED_EVENTS.join(', ')}.` }))
    .default([...LOGGED_EVENTS])
    .describe('The events that get a line.'),
  commands: z
    .boolean({ error: 'It is true or false.' })
    .default(true)
    .describe('Whether the lines say which commands were run.'),
});
