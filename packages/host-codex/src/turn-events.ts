/** Ends of turns and sessions, with the durations that Codex does not send. */
import type { EventBase, LifecycleEvent, TaskCompleteEvent, TokenUsage } from '@hookline/core';
import type { DecodeScope } from '@hookline/core/engine';
import { beside, type Decoded, event } from './event-base.ts';
import { readHead } from './transcript.ts';
import { readTurnFailure, readTurnStart } from './transcript-facts.ts';
import { isObject, type Payload, text } from './wire/payload.ts';

/** The end of a turn. */
export function taskComplete(
  base: EventBase,
  scope: DecodeScope,
  how: Pick<TaskCompleteEvent, 'success' | 'resumed' | 'lastMessage'>,
): LifecycleEvent {
  const { sessionId, taskId, transcriptPath } = base;
  const startedAt =
    taskId === undefined
      ? undefined
      : (seenStart(scope, sessionId, taskId) ?? readTurnStart(transcriptPath, taskId));
  return event({ ...base, type: 'task_complete', ...how, duration: since(startedAt, scope) });
}

/** An interrupted turn has also ended, without success. */
export function taskInterrupted(base: EventBase, scope: DecodeScope): Decoded {
  return [
    event({ ...base, type: 'task.interrupted' }),
    taskComplete(beside(base), scope, { success: false, resumed: false }),
  ];
}

/** The end of a session; of its last task too, when that failed where Codex calls no hook: in a compaction. */
export function sessionEnd(base: EventBase, payload: Payload, scope: DecodeScope): Decoded {
  const startedAt = seenStart(scope, base.sessionId) ?? readHead(base.transcriptPath).startedAt;
  return [
    event({
      ...base,
      type: 'session_end',
      reason: text(payload, 'reason'),
      duration: since(startedAt, scope),
    }),
    ...untoldFailure(base, scope),
  ];
}

function untoldFailure(base: EventBase, scope: DecodeScope): readonly LifecycleEvent[] {
  const taskId = seen(() => scope.openTask?.(base.sessionId));
  const failure = taskId === undefined ? undefined : readTurnFailure(base.transcriptPath, taskId);
  if (failure === undefined) return [];
  const ofTask = { ...base, taskId };
  return [
    event({
      ...beside(ofTask),
      type: 'error.occurred',
      error: failure.error,
      source: 'model',
      context: 'the turn',
    }),
    event({
      ...beside(ofTask),
      type: 'task_complete',
      success: false,
      resumed: false,
      duration: failure.duration,
    }),
  ];
}

/**
 * The end of a model request. Codex has spent its retries when it reports a failure, and calls no Stop hook then:
 * the turn is over. In a sub-agent only the child is; the task goes on.
 */
export function modelAfter(base: EventBase, payload: Payload, scope: DecodeScope): Decoded {
  const success = payload['status'] !== 'failed';
  const error = text(payload, 'error');
  const after = event({
    ...base,
    type: 'model.after',
    success,
    error,
    usage: tokenUsage(payload['token_usage']),
  });
  if (success) return [after];
  const failed = event({
    ...beside(base),
    type: 'error.occurred',
    error: error ?? 'The model request failed.',
    source: 'model',
    context: base.model === undefined ? 'model request' : `model request to ${base.model}`,
  });
  if (base.agent) return [after, failed];
  return [after, failed, taskComplete(beside(base), scope, { success: false, resumed: false })];
}

function tokenUsage(value: unknown): TokenUsage | undefined {
  if (!isObject(value)) return undefined;
  const count = (key: string): number => {
    const tokens = value[key];
    return Number.isSafeInteger(tokens) && (tokens as number) >= 0 ? (tokens as number) : 0;
  };
  return {
    inputTokens: count('input_tokens'),
    cachedInputTokens: count('cached_input_tokens'),
    outputTokens: count('output_tokens'),
    reasoningOutputTokens: count('reasoning_output_tokens'),
    totalTokens: count('total_tokens'),
  };
}

function seenStart(scope: DecodeScope, sessionId: string, taskId?: string): number | undefined {
  return seen(() => scope.startedAt?.(sessionId, taskId));
}

function seen<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Clocks of one machine agree so far; a beginning that lies further ahead is none. */
const CLOCKS_AGREE_MS = 1_000;

function since(startedAt: number | undefined, scope: DecodeScope): number | undefined {
  if (startedAt === undefined) return undefined;
  const passed = Math.round(scope.now.getTime() - startedAt);
  return passed < -CLOCKS_AGREE_MS ? undefined : Math.max(0, passed);
}
