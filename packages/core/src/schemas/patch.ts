import { z } from 'zod';
import { call, event, filled, result } from './base.ts';

const lines = z.int().min(0);
const file = z
  .strictObject({
    path: filled,
    kind: z.enum(['add', 'update', 'delete']),
    movedTo: z.string().optional(),
    added: lines,
    removed: lines,
  })
  .readonly();
const patch = { patch: z.string(), files: z.array(file).readonly() };

export const patchBefore = event('patch.before', { ...call, ...patch });
export const patchAfter = event('patch.after', { ...call, ...result, ...patch });
