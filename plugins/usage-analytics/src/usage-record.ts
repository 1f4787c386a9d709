/**
 * What is kept of an event: numbers, outcomes and names. No prompt, no answer, no argument, no path and no words of an
 * error: a count needs none of them, and they may hold anything.
 */
import type { EventOf } from '@hookline/core';

/** The events that leave a line. */
export const COUNTED_EVENTS = [
  'session_start',
  'session_end',
  'task_complete',
  'task.interrupted',
  'exec.after',
  'patch.after',
  'mcp.after',
  // The agent is asked for this moment anyway, because it tells of calls that failed: it costs no further process.
  'model.after',
  'error.occurred',
] as const;

/** The name of a counted event. */
export type CountedEvent = (typeof COUNTED_EVENTS)[number];

/** Any event that leaves a line. */
export type CountedPayload = { [N in CountedEvent]: EventOf<N> }[CountedEvent];

/** What a record depends on besides the event. */
export interface RecordOptions {
  /** Whether programs and tools of MCP servers are named. */
  readonly commands: 'program' | 'none';
  readonly redact: (text: string) => string;
  /** The program of a command line; loaded for commands only. */
  readonly programOf?: ((command: string) => string | undefined) | undefined;
}

/** The fields of one line, in the order in which they are written. What the agent did not send is absent. */
export type UsageRecord = Readonly<Record<string, string | number | boolean | undefined>>;

/** Characters of an id or a name. */
const LONGEST = 100;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal obeys is what is taken out.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** What one line says. */
export function usageRecord(
  event: CountedPayload,
  { commands, redact, programOf }: RecordOptions,
): UsageRecord {
  const name = (value: string | undefined): string | undefined =>
    typeof value === 'string' && value !== ''
      ? redact(value).slice(0, LONGEST).toWellFormed().replaceAll(UNSAFE, '\ufffd')
      : undefined;
  const named = (value: string | undefined): string | undefined =>
    commands === 'none' ? undefined : name(value);
  return {
    timestamp: event.timestamp,
    event: event.type,
    session: name(event.sessionId),
    task: name(event.taskId),
    model: name(event.model),
    provider: name(event.provider),
    project: name(folderName(event.sessionCwd ?? event.cwd)),
    ...facts(event, named, name, programOf),
  };
}

function facts(
  event: CountedPayload,
  named: (value: string | undefined) => string | undefined,
  name: (value: string | undefined) => string | undefined,
  programOf: RecordOptions['programOf'],
): UsageRecord {
  switch (event.type) {
    case 'session_start':
      return { source: name(event.source) };
    case 'session_end':
      return { reason: name(event.reason), duration_ms: whole(event.duration) };
    case 'task_complete':
      return { success: event.success, duration_ms: whole(event.duration) };
    case 'task.interrupted':
      return {};
    case 'exec.after':
      return {
        program: named(programOf?.(event.command)),
        success: event.success,
        exit_code: Number.isSafeInteger(event.exitCode) ? event.exitCode : undefined,
        duration_ms: whole(event.duration),
      };
    case 'patch.after': {
      const files = Array.isArray(event.files) ? event.files : [];
      const sum = (side: 'added' | 'removed'): number =>
        files.reduce((total, file) => total + (whole(file[side]) ?? 0), 0);
      return {
        success: event.success,
        files: files.length,
        lines_added: sum('added'),
        lines_removed: sum('removed'),
        duration_ms: whole(event.duration),
      };
    }
    case 'mcp.after':
      return {
        server: named(event.server),
        tool: named(event.tool),
        success: event.success,
        duration_ms: whole(event.duration),
      };
    case 'model.after': {
      const { usage, success } = event;
      return {
        success,
        input_tokens: whole(usage?.inputTokens),
        cached_input_tokens: whole(usage?.cachedInputTokens),
        output_tokens: whole(usage?.outputTokens),
        reasoning_output_tokens: whole(usage?.reasoningOutputTokens),
        total_tokens: whole(usage?.totalTokens),
      };
    }
    case 'error.occurred':
      return { error_source: name(event.source) };
  }
}

/** A clock that was set back makes durations that are none. */
function whole(value: number | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
}

const folderName = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
