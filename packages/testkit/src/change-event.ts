/** An event with other fields. What follows from a field follows it: a new command is also in `input` and in `raw`. */
import type { LifecycleEvent } from '@hookline/core';
import { patchFiles } from './patch-files.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The agent's names of the fields. Only those that a payload has are replaced in it. */
const NATIVE: Readonly<Record<string, string>> = {
  sessionId: 'session_id',
  taskId: 'turn_id',
  cwd: 'cwd',
  model: 'model',
  permissionMode: 'permission_mode',
  transcriptPath: 'transcript_path',
  agentTranscriptPath: 'agent_transcript_path',
  prompt: 'prompt',
  source: 'source',
  reason: 'reason',
  trigger: 'trigger',
  lastMessage: 'last_assistant_message',
  resumed: 'stop_hook_active',
  toolName: 'tool_name',
  toolUseId: 'tool_use_id',
  input: 'tool_input',
  output: 'tool_response',
};

export function changeEvent(event: LifecycleEvent, fields: Fields): LifecycleEvent {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const all: Fields = { ...derived(event as unknown as Fields, given), ...given };
  return { ...event, ...all, raw: all['raw'] ?? rawWith(event.raw, all) };
}

function derived(event: Fields, given: Fields): Fields {
  if (!isObject(event['input'])) return {};
  const input = isObject(given['input']) ? given['input'] : inputWith(event, given);
  // The agent sends a command and a patch alike, as `command`.
  const said = input['command'];
  if ('patch' in event) {
    const patch = given['patch'] ?? said ?? event['patch'];
    return { input, patch, ...(typeof patch === 'string' && { files: patchFiles(patch) }) };
  }
  if ('server' in event) {
    const { server, tool } = { ...event, ...given } as Fields;
    return { input, arguments: input, toolName: `mcp__${server}__${tool}` };
  }
  return 'command' in event && typeof said === 'string' ? { input, command: said } : { input };
}

function inputWith(event: Fields, given: Fields): Fields {
  const old = event['input'] as Fields;
  if ('server' in event) return isObject(given['arguments']) ? given['arguments'] : old;
  const value = 'patch' in event ? given['patch'] : given['command'];
  return value === undefined ? old : { ...old, command: value };
}

function rawWith(raw: unknown, fields: Fields): unknown {
  if (!isObject(raw)) return raw;
  const changed = Object.entries(fields).flatMap(([field, value]) => {
    const name = NATIVE[field];
    return name !== undefined && Object.hasOwn(raw, name) ? [[name, value] as const] : [];
  });
  return { ...raw, ...Object.fromEntries(changed) };
}

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
