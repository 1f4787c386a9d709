import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleEvent } from '@hookline/core';
import { codex } from '@hookline/host-codex';
import { afterAll, describe, expect, it } from 'vitest';
import { altered, decoded } from './recorded.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookline-unreported-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ID = 'call_7';
const line = (type: string, payload: object) => JSON.stringify({ type, payload });
const item = (fields: object, more: object = {}) =>
  line('event_msg', { type: 'item_completed', item: { id: ID, ...fields }, ...more });
const asked = line('response_item', { type: 'function_call', call_id: ID, name: 'x', arguments: '{}' });
const told = (output: unknown) =>
  line('response_item', { type: 'function_call_output', call_id: ID, output });

let count = 0;
function call(name: string, lines: readonly string[]): LifecycleEvent {
  const transcript_path = join(folder, `${count++}.jsonl`);
  writeFileSync(transcript_path, `${lines.join('\n')}\n`);
  const [event] = decoded(altered(name, { tool_use_id: ID, transcript_path }));
  return event as LifecycleEvent;
}

const at = (event: LifecycleEvent, settles: 'agent' | 'session' = 'agent', taskId = event.taskId) =>
  codex.unreported(event, {
    native: settles === 'agent' ? 'PostModelRequest' : 'SessionEnd',
    settles,
    ...(taskId !== undefined && { taskId }),
    now: new Date('2026-11-21T06:00:00.000Z'),
    env: {},
  });

const brief = (events: readonly LifecycleEvent[] | undefined) =>
  events?.map((event) => {
    const { type, success, exitCode, duration, error } = event as LifecycleEvent & Record<string, unknown>;
    return [type, success ?? error, exitCode, duration].filter((part) => part !== undefined);
  });

const isError = { isError: true, content: [{ type: 'text', text: 'no' }] };
const failedMcp = item({
  type: 'McpToolCall',
  status: 'failed',
  result: isError,
  duration: { secs: 0, nanos: 2e6 },
});
const goodMcp = item({ type: 'McpToolCall', status: 'completed', result: { content: [] } });
const change = (status: string, stderr = '') =>
  item({ type: 'FileChange', status, stderr }, { started_at_ms: 100, completed_at_ms: 107 });
const command = (exit_code: number, nanos: number, status = 'failed') =>
  item({
    type: 'CommandExecution',
    status,
    exit_code,
    duration: { secs: 0, nanos },
    aggregated_output: 'why',
  });
const RUNNING = 'Wall time: 1\nProcess running with session ID 7\nOutput:\n';

describe('the end of a call that Codex told nobody of', () => {
  it.each<[string, string, readonly string[], unknown]>([
    [
      'an MCP call that failed',
      'PreToolUse.mcp',
      [asked, failedMcp, told('no')],
      [
        ['mcp.after', false, 2],
        ['error.occurred', expect.stringMatching(/^The tool ".*" of the MCP server ".*" failed: no$/)],
      ],
    ],
    [
      'an MCP server that died',
      'PreToolUse.mcp',
      [asked, item({ type: 'McpToolCall', status: 'failed', error: { message: 'Transport closed' } })],
      [
        ['mcp.after', false],
        ['error.occurred', expect.stringContaining('failed: Transport closed')],
      ],
    ],
    ['an MCP call that went well is told by Codex', 'PreToolUse.mcp', [asked, goodMcp], undefined],
    [
      'a patch that was not tried',
      'PreToolUse.apply_patch',
      [asked, told('apply_patch verification failed: no such file')],
      [
        ['patch.after', false],
        ['error.occurred', 'The patch could not be applied: apply_patch verification failed: no such file'],
      ],
    ],
    [
      'a patch that failed',
      'PreToolUse.apply_patch',
      [asked, change('failed', 'read-only\n'), told('Exit code: 1')],
      [
        ['patch.after', false, 7],
        ['error.occurred', 'The patch could not be applied: read-only'],
      ],
    ],
    [
      'a patch that went well is told by Codex',
      'PreToolUse.apply_patch',
      [asked, change('completed')],
      undefined,
    ],
    [
      'a patch inside a command',
      'PreToolUse.Bash',
      [asked, change('completed'), told('Wall time: 0 seconds\nOutput:\nExit code: 0\n')],
      [['exec.after', true, 0, 7]],
    ],
    [
      'a command that could not be started',
      'PreToolUse.Bash',
      [asked, command(-1, 0), told('exec_command failed')],
      [
        ['exec.after', false, 0],
        ['error.occurred', 'The command failed: why'],
      ],
    ],
    [
      'a command that ended is told by Codex, if late',
      'PreToolUse.Bash',
      [asked, told(RUNNING), command(5, 9)],
      undefined,
    ],
    ['a command that still runs', 'PreToolUse.Bash', [asked, told(RUNNING)], undefined],
    [
      'a command that was interrupted may run on',
      'PreToolUse.Bash',
      [asked, told('aborted by user')],
      undefined,
    ],
    [
      'a call that a hook refused',
      'PreToolUse.Bash',
      [asked, told('Command blocked by PreToolUse hook: no')],
      [],
    ],
    ['a call that a rule refused', 'PreToolUse.Bash', [asked, told('exec_command failed: Rejected')], []],
    ['an MCP call with arguments that Codex could not read', 'PreToolUse.mcp', [asked, told('err: key')], []],
    ['a call that is still under way', 'PreToolUse.mcp', [asked], undefined],
    ['a call of which nothing is written', 'PreToolUse.mcp', [], undefined],
    [
      'a result whose text mentions the id',
      'PreToolUse.mcp',
      [asked, line('response_item', { type: 'message', content: ID })],
      undefined,
    ],
    [
      'a transcript of rubbish',
      'PreToolUse.mcp',
      [`{"${ID}`, `["${ID}"]`, `"${ID}"`, item({ status: 5 })],
      undefined,
    ],
  ])('%s', (_, name, lines, expected) => {
    expect(brief(at(call(name, lines)))).toEqual(expected);
  });

  it.each<[string, string, readonly string[], unknown]>([
    [
      'a command, which is no failure then',
      'PreToolUse.Bash',
      [asked, command(-1, 5)],
      [['exec.after', false, 0]],
    ],
    [
      'a command that had ended by itself',
      'PreToolUse.Bash',
      [asked, told(RUNNING), command(0, 4e6)],
      [['exec.after', true, 0, 4]],
    ],
    ['an MCP call whose hook never ran', 'PreToolUse.mcp', [asked, goodMcp], [['mcp.after', true]]],
    ['a call of which nothing is known', 'PreToolUse.mcp', [asked], []],
  ])('with the session: %s', (_, name, lines, expected) => {
    expect(brief(at(call(name, lines), 'session'))).toEqual(expected);
  });

  it('with another turn a call is over, but a command may go on', () => {
    expect(at(call('PreToolUse.mcp', [asked]), 'agent', 'another turn')).toEqual([]);
    expect(at(call('PreToolUse.Bash', [asked]), 'agent', 'another turn')).toBeUndefined();
  });

  it('carries the input that the call went to its tool with, and a payload as Codex would have sent it', () => {
    const begun = call('PreToolUse.mcp', [asked, failedMcp]);
    const [after] = at({ ...begun, input: { text: 'rewritten' } } as unknown as LifecycleEvent) ?? [];
    expect(after).toMatchObject({
      type: 'mcp.after',
      arguments: { text: 'rewritten' },
      taskId: begun.taskId,
      sessionId: begun.sessionId,
      timestamp: '2026-11-21T06:00:00.000Z',
      host: { name: 'codex', event: 'PostModelRequest' },
      raw: { hook_event_name: 'PostToolUse', tool_input: { text: 'rewritten' }, tool_response: isError },
    });
    expect(after?.id).not.toBe(begun.id);
  });

  it.each([{}, { raw: null }, { raw: { tool_use_id: ID } }, { raw: { tool_use_id: ID, tool_name: 5 } }])(
    'is nothing for what was remembered wrongly: %j',
    (event) => {
      expect(at(event as LifecycleEvent)).toEqual([]);
    },
  );
});

describe('the end of a session', () => {
  const ended = (id: string, error?: string) =>
    line('event_msg', {
      type: 'task_complete',
      turn_id: id,
      duration_ms: 12,
      ...(error && { error: { message: error } }),
    });
  const end = (lines: readonly string[], open?: string) => {
    const transcript_path = join(folder, `${count++}.jsonl`);
    writeFileSync(transcript_path, `${lines.join('\n')}\n`);
    return brief(decoded(altered('SessionEnd', { transcript_path }), { openTask: () => open }));
  };

  it('tells the failure of a turn that was not told', () => {
    expect(end([ended('t', 'no summary')], 't')).toEqual([
      ['session_end'],
      ['error.occurred', 'no summary'],
      ['task_complete', false, 12],
    ]);
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['the turn was told', [ended('t', 'no')], undefined],
    ['it ended well', [ended('t')], 't'],
    ['another turn failed', [ended('u', 'no')], 't'],
    ['nothing is written of it', [], 't'],
  ])('is all where %s', (_, lines, open) => {
    expect(end(lines, open)).toEqual([['session_end']]);
  });

  it('has the model of the newest turn', () => {
    const transcript_path = join(folder, `${count++}.jsonl`);
    writeFileSync(
      transcript_path,
      `${line('turn_context', { model: 'a' })}\n${line('turn_context', { model: 'b' })}\n`,
    );
    expect(decoded(altered('SessionEnd', { transcript_path }))[0]).toMatchObject({ model: 'b' });
  });
});

describe('the folder of the session', () => {
  const folderOf = (fields: object, calledIn?: string) => {
    const transcript_path = join(folder, `${count++}.jsonl`);
    writeFileSync(transcript_path, `${line('turn_context', { cwd: '/session' })}\n`);
    const payload = JSON.stringify(
      altered('PreToolUse.Bash', { transcript_path, cwd: '/chosen', ...fields }),
    );
    const result = codex.decode(payload, {
      now: new Date(),
      env: {},
      ...(calledIn !== undefined && { calledIn }),
    });
    return result.ok ? [result.folder, result.events[0].cwd] : undefined;
  };

  it('is not the one that the model chose for a command', () => {
    expect(folderOf({}, '/session')).toEqual(['/session', '/chosen']);
  });

  it('is not looked for where the agent has called from the same one, or nobody says from where', () => {
    expect(folderOf({}, '/chosen')).toEqual([undefined, '/chosen']);
    expect(folderOf({})).toEqual([undefined, '/chosen']);
  });

  it('is unknown without a transcript', () => {
    expect(folderOf({ transcript_path: null }, '/session')).toEqual([undefined, '/chosen']);
  });
});
