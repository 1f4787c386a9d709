/**
 * An event as it is written to disk for later: redacted. Who hears of it then observes, and decides nothing. What
 * places the event (its ids, its time, its folders, its transcript) stays to the letter, for work is found by it.
 */
import type { LifecycleEvent } from '@hookline/core';
import { redactedValue } from '@hookline/core/entry';

const PLACING = [
  'id',
  'type',
  'timestamp',
  'sessionId',
  'taskId',
  'cwd',
  'sessionCwd',
  'transcriptPath',
  'agentTranscriptPath',
];
/** The same in the agent's own words. */
const NATIVE_PLACING = [
  'hook_event_name',
  'session_id',
  'turn_id',
  'tool_use_id',
  'agent_id',
  'cwd',
  'transcript_path',
  'agent_transcript_path',
];

export function storedEvent(event: LifecycleEvent, redact: (text: string) => string): LifecycleEvent {
  const clean = redactedExcept(event, PLACING, redact);
  const { raw } = event;
  const isRecord = raw !== null && typeof raw === 'object' && !Array.isArray(raw);
  return (isRecord
    ? { ...clean, raw: redactedExcept(raw, NATIVE_PLACING, redact) }
    : clean) as unknown as LifecycleEvent;
}

function redactedExcept(
  value: object,
  kept: readonly string[],
  redact: (text: string) => string,
): Readonly<Record<string, unknown>> {
  const placing = Object.entries(value).filter(([key]) => kept.includes(key));
  return { ...(redactedValue(value, redact) as object), ...Object.fromEntries(placing) };
}
