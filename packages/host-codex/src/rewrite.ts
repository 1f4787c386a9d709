/**
 * The event as it would have come with another input. Everything derived from the input is derived anew, the raw
 * payload's `tool_input` included: a script that judges what it gets on stdin must judge what will run.
 */
import type { LifecycleEvent, Rewrite, ToolCall } from '@hookline/core';
import { patchFields } from './tool-events.ts';
import { isObject, type Payload } from './wire/payload.ts';
import { commandOf, patchOf, withCommand, withPatch } from './wire/tool-call.ts';

/**
 * Applies a change to a tool event; an event without an input stays as it is. A new input that lacks the command
 * or the patch keeps the old one, for a shell call without a command is none.
 */
export function rewrite(event: LifecycleEvent, change: Rewrite): LifecycleEvent {
  const { input: old } = event as Partial<ToolCall>;
  if (!isObject(old)) return event;
  const input = rewrittenInput(event, change, old);
  return {
    ...event,
    ...derived(event, input),
    input,
    raw: isObject(event.raw) ? { ...event.raw, tool_input: input } : event.raw,
  } as LifecycleEvent;
}

function rewrittenInput(event: LifecycleEvent, change: Rewrite, old: Payload): Payload {
  const input = change.input ?? old;
  if ('command' in event) {
    const command = change.command ?? commandOf(input) ?? commandOf(old);
    return command === undefined || command === commandOf(input)
      ? input
      : withCommand(merged(input, old), command);
  }
  if ('patch' in event) {
    const patch = change.patch ?? patchOf(input) ?? patchOf(old);
    return patch === undefined || patch === patchOf(input) ? input : withPatch(merged(input, old), patch);
  }
  return 'arguments' in event ? (change.arguments ?? input) : input;
}

/** An input that lost its command keeps the old one's key, so that the new value lands where the tool reads it. */
function merged(input: Payload, old: Payload): Payload {
  if (commandOf(input) !== undefined || patchOf(input) !== undefined) return input;
  const kept = ['command', 'cmd', 'patch', 'input'].filter((key) => Object.hasOwn(old, key));
  return { ...input, ...Object.fromEntries(kept.map((key) => [key, old[key]])) };
}

function derived(event: LifecycleEvent, input: Payload): object {
  if ('command' in event) return { command: commandOf(input) ?? event.command };
  if ('patch' in event) return patchFields(patchOf(input) ?? '');
  return 'arguments' in event ? { arguments: input } : {};
}
