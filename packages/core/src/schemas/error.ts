import { z } from 'zod';
import { event } from './base.ts';

export const errorOccurred = event('error.occurred', {
  error: z.string(),
  source: z.enum(['model', 'tool', 'hook']),
  context: z.string().optional(),
});
