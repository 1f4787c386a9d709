import { z } from 'zod';
import { event, milliseconds } from './base.ts';

export const taskStart = event('task_start', { prompt: z.string() });
export const taskComplete = event('task_complete', {
  success: z.boolean(),
  duration: milliseconds.optional(),
  lastMessage: z.string().optional(),
  resumed: z.boolean(),
});
export const taskInterrupted = event('task.interrupted', {});
