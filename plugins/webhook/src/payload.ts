/**
 * What a webhook receives: the event by the names of the reference, and the model it happened under. The agent's
 * raw payload and the paths of its files stay on this machine. Every text is redacted before it becomes JSON.
 */
import type { LifecycleEvent } from '@hookline/core';
import { redactedJson } from '@hookline/core/entry';

const KEPT_BACK = new Set(['raw', 'host', 'model', 'provider', 'transcriptPath', 'agentTranscriptPath']);
/** First, in this order; what the event does not have is left out. */
const LEADING = ['type', 'sessionId', 'timestamp', 'taskId', 'success', 'duration'];

/** The body of the request. */
export function payloadOf(event: LifecycleEvent, redact: (text: string) => string): string {
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  const names = [...new Set([...LEADING, ...Object.keys(fields)])].filter((name) => !KEPT_BACK.has(name));
  const payload = {
    event: Object.fromEntries(names.map((name) => [name, fields[name]])),
    context: { model: event.model, provider: event.provider },
  };
  return redactedJson(payload, redact);
}
