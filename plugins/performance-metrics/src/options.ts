/** The schema of the options. Imports zod: loaded only when a config changed. */
import { z } from 'zod';

const DAYS = 'It is a whole number of days, 0 to 36500; 0 keeps everything.';

export default z.strictObject({
  commands: z
    .enum(['program', 'none'], { error: 'It is "program" or "none". Whole commands are never kept.' })
    .default('program')
    .describe('What is kept of a command: the name of its program, or nothing.'),
  keep_days: z
    .int({ error: DAYS })
    .min(0, { error: DAYS })
    .max(36_500, { error: DAYS })
    .default(90)
    .describe('Days after which a file is removed, when a session ends; 0 keeps all.'),
});
