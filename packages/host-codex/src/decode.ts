/**
 * Turns one payload of Codex into the event it is and the events that follow from it: a failed call is also an
 * error, a failed or interrupted turn is also the end of the task. Never throws; a payload that lacks what must
 * be judged is unreadable, so that nobody allows it by accident.
 */
import type { LifecycleEvent } from '@hookline/core';
import type { DecodedPayload, DecodeScope, UnreadablePayload } from '@hookline/core/engine';
import { isHooklineError } from '@hookline/core/errors';
import { type Decoded, event, eventBase } from './event-base.ts';
import { toolAfter, toolBefore } from './tool-events.ts';
import { readTurnContext } from './transcript-facts.ts';
import { modelAfter, sessionEnd, taskComplete, taskInterrupted } from './turn-events.ts';
import { isNativeEvent, NATIVE, type NativeEventName } from './wire/native-events.ts';
import { type Payload, parsePayload, required, requireShallow, text, unreadable } from './wire/payload.ts';
import { commandOf, toolCall } from './wire/tool-call.ts';

/**
 * What is settled when: Codex runs the hooks of a call's end before it asks the model again, and before an agent ends.
 * Not at a prompt or another call: those are waited for.
 */
const SETTLES: Partial<Record<NativeEventName, 'agent' | 'session'>> = {
  PreModelRequest: 'agent',
  PostModelRequest: 'agent',
  Stop: 'agent',
  SubagentStop: 'agent',
  Interrupt: 'agent',
  SessionEnd: 'session',
};

const PHASES: Partial<Record<NativeEventName, 'begins' | 'ends'>> = {
  PreToolUse: 'begins',
  PostToolUse: 'ends',
};

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
    requireShallow(payload);
    const { budgetMs } = NATIVE[native];
    const phase = PHASES[native];
    const id = phase && text(payload, 'tool_use_id');
    const settles = SETTLES[native];
    const decoded = events(native, payload, scope);
    const folder = sessionFolder(native, decoded[0], scope);
    return {
      ok: true,
      native,
      events: decoded,
      ...(folder !== undefined && { folder }),
      ...(budgetMs && { budgetMs }),
      ...(phase && id !== undefined && { call: { id, phase } }),
      ...(settles && { settles }),
    };
  } catch (thrown) {
    const error = isHooklineError(thrown) ? thrown : unreadable('It is of an unexpected shape.', thrown);
    return { ok: false, ...(native !== undefined && { native }), error, reason: 'unreadable' };
  }
}

/**
 * A call of the shell comes with the folder that the model has chosen for it. The hooks that judge it are those of the
 * session's folder, or a command would only have to run elsewhere to escape them.
 */
function sessionFolder(
  native: NativeEventName,
  { cwd, transcriptPath }: LifecycleEvent,
  { calledIn }: DecodeScope,
): string | undefined {
  const isOfCall = native === 'PreToolUse' || native === 'PostToolUse' || native === 'PermissionRequest';
  if (!isOfCall || calledIn === undefined || calledIn === cwd) return undefined;
  return readTurnContext(transcriptPath).cwd;
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
    case 'SessionStart':
      return [event({ ...base, type: 'session_start', source: text(payload, 'source') })];
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
