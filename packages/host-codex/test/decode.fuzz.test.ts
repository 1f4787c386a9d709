import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';
import type { DecodeScope } from '@hookline/core/engine';
import { EVENT_SCHEMAS } from '@hookline/core/schemas';
import { codex, NATIVE_EVENTS } from '@hookline/host-codex';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fuzzed } from '../../../scripts/fuzz/fuzzed.ts';
import { anyBytes, mutatedTexts } from '../../../scripts/fuzz/mutations.ts';
import { altered, recorded, recordedNames, scope } from './recorded.ts';

const good = recordedNames.map((name) => JSON.parse(recorded(name)) as object);
const installedFor = fc.constantFrom(undefined, ...NATIVE_EVENTS, 'NoSuchEvent');

/** What a schema has to say against an event. */
function faultsOf(event: LifecycleEvent): readonly string[] {
  const schema = EVENT_SCHEMAS[event.type as keyof typeof EVENT_SCHEMAS];
  const { error } = schema.safeParse(event);
  // A relative folder is for a person to refuse who emits an event; what the agent sends is taken as it is.
  return (error?.issues ?? [])
    .filter(({ path }) => path[0] !== 'cwd')
    .map(({ path, message }) => `${event.type} ${path.join('.')}: ${message}`);
}

/** What a payload is read as, without the ids, which are new each time by intention, and the payload itself. */
function reading(stdin: string, given: DecodeScope): string {
  const result = codex.decode(stdin, given);
  const { ok, native } = result;
  return JSON.stringify(
    ok
      ? {
          ...result,
          events: result.events.map((one) => ({
            ...one,
            id: undefined,
            raw: undefined,
            output: undefined,
            input: undefined,
            arguments: undefined,
          })),
        }
      : { ok, native, reason: result.reason, message: result.error.message },
  );
}

function check(stdin: string, event: string | undefined, over: Partial<DecodeScope> = {}): void {
  const given = { ...scope, event, ...over };
  const result = codex.decode(stdin, given);
  if (result.ok) expect(result.events.flatMap(faultsOf)).toEqual([]);
  else {
    expect(result.error.code).toBe('HOOKLINE_HOST_PAYLOAD_INVALID');
    expect(result.error.details.fix).toBeTruthy();
  }
  expect(reading(stdin, given)).toBe(reading(stdin, given));
}

/** A line of each sort that is looked at. */
const at = { timestamp: '2026-11-21T04:59:58.000Z' };
const item = (fields: object) => ({
  ...at,
  type: 'event_msg',
  payload: {
    type: 'item_completed',
    started_at_ms: 1_000,
    completed_at_ms: 1_500,
    item: { id: 'call', ...fields },
  },
});
const TRANSCRIPT: readonly object[] = [
  { ...at, type: 'session_meta', payload: { timestamp: at.timestamp, model_provider: 'openai' } },
  { ...at, type: 'turn_context', payload: { cwd: '/repo', model: 'gpt-5.5' } },
  { ...at, type: 'event_msg', payload: { type: 'task_started', turn_id: 'turn' } },
  item({ type: 'CommandExecution', exit_code: 3, status: 'failed', duration: { secs: 1, nanos: 5_000_000 } }),
  item({ type: 'McpToolCall', status: 'completed', result: { isError: true, content: [{ text: 'no' }] } }),
  item({ type: 'FileChange', status: 'failed', stderr: 'no such file' }),
  {
    ...at,
    type: 'event_msg',
    payload: { type: 'task_complete', turn_id: 'turn', duration_ms: 5, error: { message: 'no' } },
  },
];

const effort = { target: 'decode', counted: 'payloads' } as const;

describe('decoding, fuzzed', () => {
  it('gives events that keep to their schemas, or the stated error, for a broken payload', async () => {
    await fuzzed(
      { ...effort, share: 0.55, few: 400 },
      fc.property(mutatedTexts(good), installedFor, (stdin, event) => check(stdin, event)),
    );
  });

  it('does so for any JSON', async () => {
    await fuzzed(
      { ...effort, share: 0.1, few: 150 },
      fc.property(fc.json(), installedFor, (stdin, event) => check(stdin, event)),
    );
  });

  it('does so for any transcript', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookline-fuzz-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'rollout.jsonl');
    const payloads = ['PostToolUse.Bash', 'PostToolUse.mcp', 'PostToolUse.apply_patch', 'Stop', 'SessionEnd'];
    const line = fc.oneof(
      mutatedTexts(TRANSCRIPT),
      fc.constantFrom(...TRANSCRIPT.map((one) => JSON.stringify(one))),
    );
    await fuzzed(
      { ...effort, share: 0.05, few: 150 },
      fc.property(fc.constantFrom(...payloads), fc.array(line, { maxLength: 4 }), (name, lines) => {
        writeFileSync(file, lines.join('\n'));
        const payload = altered(name, { transcript_path: file, tool_use_id: 'call', turn_id: 'turn' });
        check(JSON.stringify(payload), undefined, { openTask: () => 'turn' });
      }),
    );
  });

  it('does so for any bytes', async () => {
    await fuzzed(
      { ...effort, share: 0.1, few: 150 },
      fc.property(anyBytes, installedFor, (stdin, event) => check(stdin, event)),
    );
  });
});
