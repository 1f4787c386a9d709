/**
 * The end of a tool call that Codex told nobody of: it calls PostToolUse for no MCP call and no patch that failed, for
 * no command that could not be started, and for no patch inside a command. Its transcript has them. Only what it
 * says for certain becomes an event: a call that a hook, a rule or the user has refused did not fail, and the end of
 * what still runs may yet be told.
 */
import type { LifecycleEvent } from '@hookline/core';
import type { SettlingEvent } from '@hookline/core/engine';
import { eventBase } from './event-base.ts';
import { toolEnded } from './tool-events.ts';
import { type CallRecord, readCall, type ToolEnd } from './transcript-facts.ts';
import { isObject, type Payload, text } from './wire/payload.ts';
import { type NativeToolCall, toolCall } from './wire/tool-call.ts';

/** Codex could not even read the files that a patch changes, or the patch. */
const PATCH_REFUSED = /^apply_patch verification failed/;
/** These commands go on, or end later; what they came to is written down then. */
const STILL_RUNNING = /Process running with session ID|aborted by user/;

/** Implements {@link HostAdapter.unreported}. Never throws. */
export function unreported(call: LifecycleEvent, at: SettlingEvent): readonly LifecycleEvent[] | undefined {
  const { raw } = call;
  const id = isObject(raw) ? text(raw, 'tool_use_id') : undefined;
  if (!isObject(raw) || id === undefined) return [];
  try {
    return endOfCall({ ...raw, ...('input' in call && { tool_input: call.input }) }, id, call, at);
  } catch {
    return [];
  }
}

function endOfCall(begun: Payload, id: string, call: LifecycleEvent, at: SettlingEvent) {
  const native = toolCall(begun);
  const isLast = at.settles === 'session';
  const end = endOf(native, readCall(call.transcriptPath, id), isLast);
  if (end === undefined) {
    // A command may go on over many turns; anything else of another turn is over.
    const isOver = isLast || (native.kind !== 'exec' && call.taskId !== at.taskId);
    return isOver ? [] : undefined;
  }
  if (end === 'did-not-run') return [];
  // What Codex would have sent, so that a script finds on stdin what it finds at the end of any call.
  const payload = { ...begun, hook_event_name: 'PostToolUse', tool_response: end.output };
  const base = {
    ...eventBase('PostToolUse', payload, { now: at.now, env: at.env }),
    host: { name: 'codex', event: at.native },
  };
  const [after, ...errors] = toolEnded(base, payload, end);
  // A command that Codex itself has ended, with the session, is no failure of it.
  return isLast && native.kind === 'exec' && end.item === 'CommandExecution' ? [after] : [after, ...errors];
}

function endOf(
  native: NativeToolCall,
  { end, told }: CallRecord,
  isLast: boolean,
): ToolEnd | 'did-not-run' | undefined {
  if (end?.success !== undefined) {
    return isLast || isSilent(native, end)
      ? { ...withoutPlaceholder(end), ...codeTold(end, told) }
      : undefined;
  }
  if (told === undefined) return undefined;
  if (PATCH_REFUSED.test(told) && (native.kind === 'patch' || native.kind === 'exec')) {
    return { success: false, failure: told.trim(), output: told };
  }
  return native.kind === 'exec' && STILL_RUNNING.test(told) ? undefined : 'did-not-run';
}

/** Whether Codex keeps such an end to itself. Of any other end it tells, perhaps at this very moment. */
function isSilent(native: NativeToolCall, end: ToolEnd): boolean {
  if (native.kind !== 'exec') return end.success === false;
  return end.item === 'FileChange' || (end.exitCode === NO_CODE && end.duration === 0);
}

/** What Codex writes for a command that has no exit code: it never ran, or was ended with the session. */
const NO_CODE = -1;

const withoutPlaceholder = (end: ToolEnd): ToolEnd =>
  end.exitCode === NO_CODE
    ? { ...end, exitCode: undefined, failure: end.failure ?? textOf(end.output) }
    : end;

/** A patch inside a command runs no program; the model is told an exit code all the same. */
function codeTold({ item }: ToolEnd, told = ''): Pick<ToolEnd, 'exitCode'> {
  const code = item === 'FileChange' ? /^Exit code: (\d+)$/m.exec(told.slice(0, 200))?.[1] : undefined;
  return code === undefined ? {} : { exitCode: Number(code) };
}

const textOf = (output: unknown): string | undefined =>
  typeof output === 'string' && output.trim() !== '' ? output.trim() : undefined;
