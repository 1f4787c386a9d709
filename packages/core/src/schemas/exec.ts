import { z } from 'zod';
import { call, event, result } from './base.ts';

const command = z.string();

export const execBefore = event('exec.before', { ...call, command });
export const execAfter = event('exec.after', { ...call, ...result, command, exitCode: z.int().optional() });
