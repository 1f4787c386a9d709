import { z } from 'zod';
import { event } from './base.ts';

const tokens = z.int().min(0);
const usage = z
  .strictObject({
    inputTokens: tokens,
    cachedInputTokens: tokens,
    outputTokens: tokens,
    reasoningOutputTokens: tokens,
    totalTokens: tokens,
  })
  .readonly();

export const modelBefore = event('model.before', {});
export const modelAfter = event('model.after', {
  success: z.boolean(),
  error: z.string().optional(),
  usage: usage.optional(),
});
