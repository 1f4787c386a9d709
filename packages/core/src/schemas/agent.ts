import { z } from 'zod';
import { event } from './base.ts';

export const agentStart = event('agent.start', {});
export const agentStop = event('agent.stop', {
  lastMessage: z.string().optional(),
  agentTranscriptPath: z.string().optional(),
  resumed: z.boolean(),
});
