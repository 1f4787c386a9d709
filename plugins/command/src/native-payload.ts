/**
 * What a command hook reads on stdin: the agent's own payload. An event that was typed by hand has none; then the
 * fields that the agent's payload shares with it are put together. What the event does not know is absent.
 */
import type { LifecycleEvent } from '@hookline/core';

type Fields = LifecycleEvent & Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The payload as JSON, without a line end, as the agent sends it. */
export function nativePayload(event: LifecycleEvent, native: string): string {
  const { raw } = event;
  return JSON.stringify(isObject(raw) && 'hook_event_name' in raw ? raw : byHand(event as Fields, native));
}

function byHand(event: Fields, native: string): object {
  const { sessionId, cwd, model, taskId, transcriptPath, permissionMode, agent } = event;
  const { toolName, toolUseId, input, output, prompt, source, trigger, reason, resumed, lastMessage } = event;
  return {
    session_id: sessionId,
    transcript_path: transcriptPath ?? null,
    cwd,
    hook_event_name: native,
    model,
    permission_mode: permissionMode,
    turn_id: taskId,
    agent_id: agent?.id,
    agent_type: agent?.type,
    tool_name: toolName,
    tool_use_id: toolUseId,
    tool_input: input,
    tool_response: output,
    prompt,
    source,
    trigger,
    reason,
    stop_hook_active: resumed,
    last_assistant_message: lastMessage,
  };
}
