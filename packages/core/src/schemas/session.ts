import { z } from 'zod';
import { event, milliseconds } from './base.ts';

export const sessionStart = event('session_start', { source: z.string().optional() });
export const sessionEnd = event('session_end', {
  reason: z.string().optional(),
  duration: milliseconds.optional(),
});
