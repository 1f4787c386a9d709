/** The schema of the options. Loaded only when a configuration changed, so it may cost. */
import { z } from 'zod';

const options = z.strictObject({
  deny: z.array(z.string().min(1)).default([]).describe('Commands that hold one of these are refused.'),
});

export type Options = z.output<typeof options>;
export default options;
