import { z } from 'zod';
import { base } from './base.ts';

/** The schema of every `integration.*` event: its `data` is the sender's own. */
export const integration = z
  .strictObject({
    ...base,
    type: z.templateLiteral(['integration.', z.string().regex(/^[\w.-]+$/)]),
    data: z.unknown(),
  })
  .readonly();

/** An event of a third party, whose own fields nobody here knows. */
export const thirdParty = z.looseObject({ ...base, type: z.string() }).readonly();
