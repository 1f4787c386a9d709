/** Tool calls before and after they run: exactly one of exec, patch, mcp and tool. */
import type { EventBase, LifecycleEvent, PatchFile, ToolCall, ToolResult } from '@hookline/core';
import { parseApplyPatch } from './apply-patch.ts';
import { beside, type Decoded, event } from './event-base.ts';
import { readToolEnd, type ToolEnd } from './transcript-facts.ts';
import { isObject, type Payload, text } from './wire/payload.ts';
import { type NativeToolCall, toolCall } from './wire/tool-call.ts';

/** A call that is about to run. Throws HOOKLINE_HOST_PAYLOAD_INVALID. */
export function toolBefore(base: EventBase, payload: Payload): LifecycleEvent {
  const native = toolCall(payload);
  const call = callFields(base, payload, native);
  switch (native.kind) {
    case 'exec':
      return event({ ...call, type: 'exec.before', command: native.command });
    case 'patch':
      return event({ ...call, type: 'patch.before', ...patchFields(native.patch) });
    case 'mcp':
      return event({ ...call, type: 'mcp.before', ...mcpFields(native) });
    case 'tool':
      return event({ ...call, type: 'tool.before' });
  }
}

/** A call that has run, and the error it is when it failed. Throws HOOKLINE_HOST_PAYLOAD_INVALID. */
export function toolAfter(base: EventBase, payload: Payload): Decoded {
  const native = toolCall(payload);
  return toolEnded(base, payload, toolEnd(native, base, payload, payload['tool_response']));
}

/** The events of a call that ended so. Throws HOOKLINE_HOST_PAYLOAD_INVALID. */
export function toolEnded(base: EventBase, payload: Payload, end: ToolEnd): Decoded {
  const native = toolCall(payload);
  const result: ToolResult = {
    ...callFields(base, payload, native),
    output: payload['tool_response'],
    duration: end.duration,
    success: end.success,
  };
  const after = afterEvent(native, result, end);
  if (end.success !== false) return [after];
  return [
    after,
    event({
      ...beside(base),
      type: 'error.occurred',
      error: failureText(native, end),
      source: 'tool',
      context: native.kind === 'exec' ? `${native.name}: ${native.command}` : native.name,
    }),
  ];
}

function afterEvent(native: NativeToolCall, result: ToolResult, end: ToolEnd): LifecycleEvent {
  switch (native.kind) {
    case 'exec':
      return event({ ...result, type: 'exec.after', command: native.command, exitCode: end.exitCode });
    case 'patch':
      return event({ ...result, type: 'patch.after', ...patchFields(native.patch) });
    case 'mcp':
      return event({ ...result, type: 'mcp.after', ...mcpFields(native) });
    case 'tool':
      return event({ ...result, type: 'tool.after' });
  }
}

/** The fields of a patch event that follow from its text. */
export function patchFields(patch: string): { readonly patch: string; readonly files: readonly PatchFile[] } {
  return { patch, files: parseApplyPatch(patch) };
}

function mcpFields({ server, tool, input }: Extract<NativeToolCall, { kind: 'mcp' }>) {
  return { server, tool, arguments: input };
}

function callFields(base: EventBase, payload: Payload, native: NativeToolCall): ToolCall {
  return { ...base, toolName: native.name, toolUseId: text(payload, 'tool_use_id'), input: native.input };
}

function toolEnd(native: NativeToolCall, base: EventBase, payload: Payload, output: unknown): ToolEnd {
  const end = readToolEnd(base.transcriptPath, text(payload, 'tool_use_id'));
  if (end.success !== undefined) return end;
  return { ...end, success: successOf(native, output) };
}

/** What the answer itself tells when there is no transcript. */
function successOf(native: NativeToolCall, output: unknown): boolean | undefined {
  if (native.kind === 'patch' && typeof output === 'string') {
    const code = /^Exit code: (-?\d+)/m.exec(output.slice(0, 200))?.[1];
    return code === undefined ? undefined : code === '0';
  }
  return native.kind === 'mcp' && isObject(output) && output['isError'] === true ? false : undefined;
}

/** What a tool says of its failure may be a page; an error is a message. */
const MOST_SAID = 2_000;

/** Cut at a blank: half a secret would not be known as one. */
const beginning = (text: string): string =>
  text.length > MOST_SAID ? `${text.slice(0, MOST_SAID).replace(/\S*$/, '')}…` : text;

function failureText(native: NativeToolCall, end: ToolEnd): string {
  const said = end.failure === undefined ? '.' : `: ${beginning(end.failure)}`;
  switch (native.kind) {
    case 'exec':
      return end.exitCode === undefined
        ? `The command failed${said}`
        : `The command ended with exit code ${end.exitCode}.`;
    case 'patch':
      return `The patch could not be applied${said}`;
    case 'mcp':
      return `The tool "${native.tool}" of the MCP server "${native.server}" failed${said}`;
    case 'tool':
      return `The tool "${native.name}" failed${said}`;
  }
}
