import { z } from 'zod';
import { event } from './base.ts';

const trigger = z.string().optional();

export const compactBefore = event('compact.before', { trigger });
export const compactAfter = event('compact.after', { trigger });
