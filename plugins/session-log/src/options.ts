/** The schema of the options. Imports zod: loaded only when a config changed. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { FORMATS, LEVELS, LOGGED_EVENTS } from './events.ts';
import { ENDS_AS_JSON, jsonFileBeside, STAYS_INSIDE } from './files.ts';
import { bytesOf, SIZE } from './size.ts';

const file = z
  .string({ error: 'The file of the log is a path.' })
  .min(1, { message: 'The path of the log is empty.' })
  .refine((path) => !path.startsWith('~'), { message: 'No shell expands "~" here: write ${HOME} instead.' })
  .refine((path) => isAbsolute(path) || path.startsWith('${') || !path.split(/[\\/]/).includes('..'), {
    message: STAYS_INSIDE,
  });

/** A file that holds less than a few lines would be moved aside with each of them. */
const LEAST_BYTES = 4 * 1024;

const maxSize = z
  .union([z.number(), z.string().regex(SIZE)], {
    error: 'A size is a number of bytes, or "500k", "10M", "1G".',
  })
  .refine((size) => bytesOf(size) >= LEAST_BYTES, { message: 'The least size is 4k.' });

const yesOrNo = z.boolean({ error: 'It is true or false.' });

const options = z.strictObject({
  file: file.default('session.log').describe('Absolute, or relative to $CODEX_HOME.'),
  format: z
    .enum(FORMATS, { error: 'The format is "text", "json" or "both".' })
    .default('text')
    .describe(
      'Lines for people, JSON for programs, or both: the JSON then in a file beside, ending in .jsonl.',
    ),
  events: z
    .array(z.enum(LOGGED_EVENTS, { error: `An event of the log is one of ${LOGGED_EVENTS.join(', ')}.` }))
    // Without a default: whether it is given says whether decisions get lines.
    .optional()
    .describe('The events that get a line. Default: all of them.'),
  decisions: yesOrNo
    .optional()
    .describe(
      'Whether what hooks refuse, ask about and change gets a line. Default true; false where "events" is given.',
    ),
  level: z
    .enum(LEVELS, { error: `The level is one of ${LEVELS.join(', ')}.` })
    .default('info')
    .describe('The least level that gets a line.'),
  commands: yesOrNo.default(true).describe('Whether the lines say which commands were run.'),
  max_size: maxSize.default('10M').describe('Bytes, or 500k, 10M, 1G. A larger file is moved aside.'),
  keep: z
    .int({ error: 'It is a whole number of files.' })
    .min(0, { error: 'It is a whole number of files.' })
    .max(99, { error: 'At most 99 files are kept.' })
    .default(1)
    .describe('How many files that were moved aside stay.'),
});

export default options.refine(({ file, format }) => format !== 'both' || jsonFileBeside(file) !== undefined, {
  message: ENDS_AS_JSON,
  path: ['file'],
});
