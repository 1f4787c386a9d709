/** The schema of the options. Imports zod: loaded only when a config changed. */
import { z } from 'zod';
import { DEFAULT_EVENTS, MIN_SECONDS, NOTIFIED_EVENTS, URGENCIES } from './desktop-notify-options.ts';

const yesOrNo = z.boolean({ error: 'It is true or false.' });

export default z.strictObject({
  events: z
    .array(z.enum(NOTIFIED_EVENTS, { error: `It can be about ${NOTIFIED_EVENTS.join(', ')}.` }), {
      error: 'It is a list of events.',
    })
    .default([...DEFAULT_EVENTS])
    .describe('What is notified about.'),
  min_seconds: z
    .number({ error: 'It is a number of seconds.' })
    .min(0, { error: 'It is a number of seconds, 0 for every task.' })
    .default(MIN_SECONDS)
    .describe('Seconds. The end of a shorter task is not told.'),
  title: z
    .string({ error: 'The title is a text.' })
    .trim()
    .min(1, { error: 'The title is empty.' })
    .default('Codex')
    .describe('With what the title begins.'),
  sound: yesOrNo.default(false).describe('Whether it makes a sound.'),
  urgency: z
    .enum(URGENCIES, { error: `The urgency is one of ${URGENCIES.join(', ')}.` })
    .default('normal')
    .describe('How pressing it is shown. Linux only.'),
  commands: yesOrNo.default(true).describe('Whether the command that permission is asked for is shown.'),
  show_message: yesOrNo.default(false).describe('Whether what the agent says is shown.'),
  command: z
    .array(z.string({ error: 'The program and its arguments are texts.' }), {
      error: 'It is a list: the program, then its arguments. No shell reads it.',
    })
    .refine(([file]) => file !== undefined && file !== '', { message: 'The first item is the program.' })
    .refine(([file = '']) => !/^\.|^[^\\/$]+[\\/]/.test(file) || /^[A-Za-z]:[\\/]/.test(file), {
      message: 'The program is an absolute path, or a name that is found on the PATH.',
    })
    .optional()
    .describe('A program in place of the desktop’s own; {title}, {body} and {event} are filled in.'),
});
