/** The schema of the keys. Loaded only when a configuration changed, so it may cost. */
import { z } from 'zod';

export default z.strictObject({
  append_to: z.string().min(1).describe('The file, absolute.'),
});
