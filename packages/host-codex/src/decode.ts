/**
 * Turns one payload of Codex into the event it is and the events that follow from it: a failed call is also an
 * error, a failed or interrupted turn is also the end of the task. Never throws; a payload that lacks what must
 * be judged is unreadable, so that nobody allows it by accident.
 */
import type { DecodedPayload, DecodeScope, UnreadablePayload } from '@hookline/core/engine';
import { isHooklineError } from '@hookline/core/errors';
import { type Decoded, event, eventBase } from './event-base.ts';
import { toolAfter, toolBefore } from './tool-events.ts';
import { readHead } from './transcript.ts';
import { modelAfter, sessionEnd, taskComplete, taskInterrupted } from './turn-events.ts';
import { isNativeEvent, NATIVE, type NativeEventName } from './wire/native-events.ts';
import { type Payload, parsePayload, required, text, unreadable } from './wire/payload.ts';
import { commandOf, toolCall } from './wire/tool-call.ts';

/** Decodes stdin. `scope.event` names the event when the payload does not. */
export function decode(stdin: string, scope: DecodeScope): DecodedPayload | UnreadablePayload {
  let native = scope.event;
  try {
    const payload = parsePayload(stdin.startsWith('\ufeff') ? stdin.slice(1) : stdin);
    native = nativeName(payload, scope);
    if (!isNativeEvent(native)) {
      return {
        ok: false,
        native,
        error: unreadable(`There is no event "${native.slice(0, 80)}" in Codex 0.169.`),
        reason: 'unknown-event',
      };
    }
    const { budgetMs } = NATIVE[native];
    return { ok: true, native, events: events(native, payload, scope), ...(budgetMs && { budgetMs }) };
  } catch (thrown) {
    const error = isHooklineError(thrown) ? thrown : unreadable('It is of an unexpected shape.', thrown);
    return { ok: false, ...(native !== undefined && { native }), error, reason: 'unreadable' };
  }
}

/** A name that nobody knows does not outweigh the event that the hook was installed for: its gates would not run. */
function nativeName(payload: Payload, scope: DecodeScope): string {
  const said = payload['hook_event_name'];
  if (
    scope.event !== undefined &&
    (said === undefined || (isNativeEvent(scope.event) && !isNativeEvent(said)))
  )
    return scope.event;
  return required(text(payload, 'hook_event_name'), 'hook_event_name', 'a text');
}

function events(native: NativeEventName, payload: Payload, scope: DecodeScope): Decoded {
  const base = eventBase(native, payload, scope);
  switch (native) {
    case 'SessionStart': {
      const { provider } = readHead(base.transcriptPath);
      return [event({ ...base, type: 'session_start', provider, source: text(payload, 'source') })];
    }
    case 'SessionEnd':
      return sessionEnd(base, payload, scope);
    case 'UserPromptSubmit': {
      const prompt = typeof payload['prompt'] === 'string' ? payload['prompt'] : undefined;
      return [event({ ...base, type: 'task_start', prompt: required(prompt, 'prompt', 'a text') })];
    }
    case 'PreModelRequest':
      return [event({ ...base, type: 'model.before' })];
    case 'PostModelRequest':
      return modelAfter(base, payload, scope);
    case 'PreToolUse':
      return [toolBefore(base, payload)];
    case 'PostToolUse':
      return toolAfter(base, payload);
    case 'PermissionRequest': {
      const call = toolCall(payload);
      return [
        event({
          ...base,
          type: 'permission.request',
          toolName: call.name,
          toolUseId: text(payload, 'tool_use_id'),
          input: call.input,
          command: call.kind === 'exec' ? commandOf(call.input) : undefined,
          justification: text(call.input, 'description'),
        }),
      ];
    }
    case 'PreCompact':
      return [event({ ...base, type: 'compact.before', trigger: text(payload, 'trigger') })];
    case 'PostCompact':
      return [event({ ...base, type: 'compact.after', trigger: text(payload, 'trigger') })];
    case 'SubagentStart':
      return [event({ ...base, type: 'agent.start' })];
    case 'SubagentStop':
      return [
        event({
          ...base,
          type: 'agent.stop',
          lastMessage: text(payload, 'last_assistant_message'),
          agentTranscriptPath: text(payload, 'agent_transcript_path'),
          resumed: payload['stop_hook_active'] === true,
        }),
      ];
    case 'Stop':
      return [
        taskComplete(base, scope, {
          success: true,
          lastMessage: text(payload, 'last_assistant_message'),
          resumed: payload['stop_hook_active'] === true,
        }),
      ];
    case 'Interrupt':
      return taskInterrupted(base, scope);
  }
}
