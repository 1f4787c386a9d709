import { z } from 'zod';
import { call, event, result } from './base.ts';

export const toolBefore = event('tool.before', call);
export const toolAfter = event('tool.after', { ...call, ...result });
export const permissionRequest = event('permission.request', {
  ...call,
  command: z.string().optional(),
  justification: z.string().optional(),
});
