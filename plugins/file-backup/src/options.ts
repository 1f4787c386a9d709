/** The schema of the options. Imports zod: loaded only when a config changed. */
import { z } from 'zod';
import { DEFAULTS } from './settings.ts';

const wholeNumber = (what: string) =>
  z.int({ error: `${what} is a whole number.` }).positive({ error: `${what} is a whole number above zero.` });

const texts = (what: string) =>
  z.array(z.string({ error: `${what} is a text.` }).min(1, { error: `${what} is not empty.` }), {
    error: `It is a list: ["…", "…"].`,
  });

export default z.strictObject({
  max_file_size: wholeNumber('The size of the largest file, in bytes,')
    .default(DEFAULTS.max_file_size)
    .describe('Bytes; a larger file is not copied.'),
  max_files: wholeNumber('The number of files')
    .default(DEFAULTS.max_files)
    .describe('Files that are copied for one patch or command.'),
  max_total: wholeNumber('The size of all copies, in bytes,')
    .default(DEFAULTS.max_total)
    .describe('Bytes that all copies together may take; the oldest make room.'),
  keep_days: z
    .number({ error: 'The days that a copy is kept are a number.' })
    .positive({ error: 'The days that a copy is kept are a number above zero.' })
    .default(DEFAULTS.keep_days)
    .describe('Days that a copy is kept.'),
  exclude: texts('A glob')
    .default([...DEFAULTS.exclude])
    .describe('Globs of files that are never copied; one without "/" is the name of a file or folder.'),
  exclude_folders: texts('The name of a folder')
    .refine((names) => names.every((name) => !/[\\/]/.test(name)), {
      error: 'A folder is given by its name alone: paths and patterns stand in "exclude".',
    })
    .default([...DEFAULTS.exclude_folders])
    .describe('Folders that are not copied as part of a folder or a pattern; a file that is named is.'),
  on_failure: z
    .enum(['allow', 'deny'], { error: 'It is "allow" or "deny".' })
    .default(DEFAULTS.on_failure)
    .describe('With "deny" a patch or command is refused when a file of it could not be copied.'),
});
