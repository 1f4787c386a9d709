import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codex, NATIVE_EVENTS } from '@hookline/host-codex';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { altered, decoded, recorded, recordedNames, scope } from './recorded.ts';

const types = (stdin: string | object) => decoded(stdin).map(({ type }) => type);

describe('decode of what the real Codex sent', () => {
  it.each([
    ['SessionStart', ['session_start']],
    ['SessionStart.compact', ['session_start']],
    ['UserPromptSubmit', ['task_start']],
    ['UserPromptSubmit.in-subagent', ['task_start']],
    ['PreModelRequest', ['model.before']],
    ['PreModelRequest.in-subagent', ['model.before']],
    ['PostModelRequest', ['model.after']],
    ['PostModelRequest.failed', ['model.after', 'error.occurred', 'task_complete']],
    ['PostModelRequest.in-subagent', ['model.after']],
    ['PreToolUse.Bash', ['exec.before']],
    ['PreToolUse.code-mode-Bash', ['exec.before']],
    ['PreToolUse.apply_patch', ['patch.before']],
    ['PreToolUse.mcp', ['mcp.before']],
    ['PermissionRequest', ['permission.request']],
    ['PostToolUse.Bash', ['exec.after']],
    ['PostToolUse.code-mode-Bash', ['exec.after']],
    ['PostToolUse.apply_patch', ['patch.after']],
    ['PostToolUse.mcp', ['mcp.after']],
    ['PreCompact', ['compact.before']],
    ['PostCompact', ['compact.after']],
    ['SubagentStart', ['agent.start']],
    ['SubagentStop', ['agent.stop']],
    ['Stop', ['task_complete']],
    ['Interrupt', ['task.interrupted', 'task_complete']],
    ['SessionEnd', ['session_end']],
  ])('reads %s', (name, expected) => {
    expect(types(recorded(name))).toEqual(expected);
  });

  it('has a recorded payload of every event', () => {
    expect([...new Set(recordedNames.map((name) => name.split('.')[0]))].sort()).toEqual(
      [...NATIVE_EVENTS].sort(),
    );
  });

  it('carries the common fields and the raw payload', () => {
    const [event] = decoded(recorded('PreToolUse.Bash'));
    expect(event).toMatchObject({
      type: 'exec.before',
      timestamp: '2026-11-21T05:00:00.000Z',
      sessionId: '01a1fc55-9032-7b02-85e0-3c944d7e6c9e',
      taskId: '01a1fc55-9044-7b81-a0fc-82ac4f036dca',
      cwd: '/repo',
      host: { name: 'codex', event: 'PreToolUse' },
      model: 'gpt-5.5',
      permissionMode: 'bypassPermissions',
      toolName: 'Bash',
      toolUseId: 'call_000003',
      command: 'printf hello; exit 3',
      input: { command: 'printf hello; exit 3' },
      raw: JSON.parse(recorded('PreToolUse.Bash')),
    });
    expect(Object.values(event ?? {})).not.toContain(undefined);
  });

  it('names the sub-agent', () => {
    expect(decoded(recorded('PreModelRequest.in-subagent'))[0]?.agent).toEqual({
      id: '01a1fc55-9baa-72b2-892e-9591fd5b9b90',
      type: 'default',
    });
    expect(decoded(recorded('SubagentStop'))[0]).toMatchObject({
      agent: { type: 'default' },
      resumed: false,
      lastMessage: 'a',
    });
  });

  it('parses the files out of a patch', () => {
    expect(decoded(recorded('PreToolUse.apply_patch'))[0]).toMatchObject({
      patch: '*** Begin Patch\n*** Add File: a.txt\n+hello\n*** End Patch',
      files: [{ path: 'a.txt', kind: 'add', added: 1, removed: 0 }],
    });
  });

  it('takes success from the exit code that a patch answer begins with', () => {
    expect(decoded(recorded('PostToolUse.apply_patch'))[0]).toMatchObject({ success: true });
    const failed = decoded(altered('PostToolUse.apply_patch', { tool_response: 'Exit code: 1\nOutput:\n' }));
    expect(failed.map(({ type }) => type)).toEqual(['patch.after', 'error.occurred']);
  });

  it('leaves exit code, duration and success absent without a transcript', () => {
    const [event] = decoded(recorded('PostToolUse.Bash'));
    expect(event).not.toHaveProperty('exitCode');
    expect(event).not.toHaveProperty('duration');
    expect(event).not.toHaveProperty('success');
  });

  it('counts what is no number of tokens as none', () => {
    const stdin = recorded('PostModelRequest').replace(/"input_tokens": ?\d+/, '"input_tokens": 1e400');
    expect(stdin).toContain('1e400');
    expect(decoded(stdin.replace(/"output_tokens": ?\d+/, '"output_tokens": 0.5'))[0]).toMatchObject({
      usage: { inputTokens: 0, outputTokens: 0 },
    });
  });

  it('gives token usage in camelCase and a failed request as an error', () => {
    expect(decoded(recorded('PostModelRequest'))[0]).toMatchObject({
      success: true,
      usage: {
        inputTokens: 10,
        cachedInputTokens: 0,
        outputTokens: 5,
        reasoningOutputTokens: 0,
        totalTokens: 15,
      },
    });
    const [after, error, complete] = decoded(recorded('PostModelRequest.failed'));
    expect(after).toMatchObject({ success: false, error: expect.stringContaining('mock refuses') });
    expect(error).toMatchObject({ source: 'model', error: expect.stringContaining('mock refuses') });
    expect(complete).toMatchObject({ success: false, resumed: false });
  });

  it('does not end the task for a failed request of a sub-agent', () => {
    expect(types(altered('PostModelRequest.in-subagent', { status: 'failed', error: 'x' }))).toEqual([
      'model.after',
      'error.occurred',
    ]);
  });

  it('gives every event an id of its own', () => {
    const ids = [1, 2].flatMap(() => decoded(recorded('PostModelRequest.failed')).map(({ id }) => id));
    expect(new Set(ids).size).toBe(6);
    expect(ids[0]).toMatch(
      /^01a1fc55-9955-7f51-892f-da9c9d179a43:PostModelRequest:01a1fc55-9966-[\w-]+:\w{10}$/,
    );
  });

  it('grants little time where Codex does', () => {
    const budget = (name: string) => codex.decode(recorded(name), scope);
    expect(budget('SessionEnd')).toMatchObject({ budgetMs: 3000 });
    expect(budget('Interrupt')).toMatchObject({ budgetMs: 3000 });
    expect(budget('Stop')).not.toHaveProperty('budgetMs');
  });

  it('counts durations from the start that Hookline has seen', () => {
    const startedAt = (_: string, task?: string) => scope.now.getTime() - (task ? 1500 : 90_000);
    expect(decoded(recorded('Stop'), { startedAt })[0]).toMatchObject({ duration: 1500, success: true });
    expect(decoded(recorded('SessionEnd'), { startedAt })[0]).toMatchObject({ duration: 90_000 });
    expect(decoded(recorded('SessionEnd'))[0]).not.toHaveProperty('duration');
  });

  it('keeps the justification of a permission request', () => {
    expect(decoded(recorded('PermissionRequest'))[0]).toMatchObject({
      toolName: 'Bash',
      command: 'touch w.txt',
      justification: 'need it',
    });
  });
});

describe('decode with a transcript', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-decode-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const transcript_path = join(folder, 'rollout.jsonl');
  const line = (type: string, timestamp: string, payload: object) =>
    JSON.stringify({ timestamp, type, payload });
  const turn_id = JSON.parse(recorded('Stop')).turn_id;
  writeFileSync(
    transcript_path,
    [
      line('session_meta', '2026-11-21T04:58:00.000Z', { model_provider: 'openai', base_instructions: {} }),
      line('event_msg', '2026-11-21T04:59:00.000Z', { type: 'task_started', turn_id }),
      line('event_msg', '2026-11-21T04:59:30.000Z', {
        type: 'item_completed',
        item: {
          type: 'CommandExecution',
          id: 'call_000003',
          status: 'failed',
          exit_code: 3,
          duration: { secs: 0, nanos: 555_098_349 },
        },
      }),
    ].join('\n'),
  );

  it('takes exit code, duration and success of a command from it, and makes a failure an error', () => {
    const [after, error] = decoded(altered('PostToolUse.Bash', { transcript_path }));
    expect(after).toMatchObject({ exitCode: 3, duration: 555, success: false, output: 'hello' });
    expect(error).toMatchObject({
      type: 'error.occurred',
      source: 'tool',
      error: 'The command ended with exit code 3.',
      context: 'Bash: printf hello; exit 3',
    });
  });

  it('takes durations and the provider from it when Hookline has not seen the start', () => {
    expect(decoded(altered('Stop', { transcript_path }))[0]).toMatchObject({ duration: 60_000 });
    expect(decoded(altered('SessionEnd', { transcript_path }))[0]).toMatchObject({ duration: 120_000 });
    expect(decoded(altered('SessionStart', { transcript_path }))[0]).toMatchObject({ provider: 'openai' });
    const startedAt = () => {
      throw new Error('broken state');
    };
    expect(decoded(altered('Stop', { transcript_path }), { startedAt })[0]).toMatchObject({
      duration: 60_000,
    });
  });
});

describe('decode of tool calls', () => {
  const pre = (tool_name: string, tool_input: unknown) =>
    codex.decode(JSON.stringify(altered('PreToolUse.Bash', { tool_name, tool_input })), scope);

  it.each([
    ['Bash', { command: 'ls' }, { type: 'exec.before', command: 'ls' }],
    ['exec_command', { cmd: 'ls' }, { type: 'exec.before', command: 'ls' }],
    ['shell', { command: ['bash', '-lc', 'rm -rf x'] }, { type: 'exec.before', command: 'rm -rf x' }],
    ['local_shell', { command: ['echo', "it's", 'a b'] }, { command: "echo 'it'\\''s' 'a b'" }],
    ['mcp__my_server__do_it__now', {}, { type: 'mcp.before', server: 'my_server', tool: 'do_it__now' }],
    ['mcp__echo__echo', null, { type: 'mcp.before', arguments: {} }],
    ['mcp__echo', {}, { type: 'tool.before', toolName: 'mcp__echo' }],
    ['view_image', { path: 'a.png' }, { type: 'tool.before', input: { path: 'a.png' } }],
    ['Bash', { command: 'cat\0' }, { type: 'exec.before', command: 'cat\0' }],
  ])('sorts %s %j', (name, input, expected) => {
    expect(pre(name, input)).toMatchObject({ ok: true, events: [expected] });
  });

  it.each([
    ['Bash', undefined],
    ['Bash', 'ls'],
    ['Bash', {}],
    ['Bash', { command: 5 }],
    ['Bash', { command: null }],
    ['Bash', { command: ['a', 5] }],
    ['Bash', { command: [] }],
    ['apply_patch', { command: ['a'] }],
    ['mcp__a__b', 'text'],
    ['view_image', [1]],
    ['', {}],
  ])('refuses to read %s with the input %j', (name, input) => {
    expect(pre(name, input)).toMatchObject({ ok: false, native: 'PreToolUse', reason: 'unreadable' });
  });

  it('reads a command of 300 KB', () => {
    const command = `echo ${'x'.repeat(300_000)}`;
    expect(pre('Bash', { command })).toMatchObject({ events: [{ command }] });
  });
});

describe('decode of what cannot be read', () => {
  it.each(['model', 'turn_id', 'tool_input'])(
    'says that one with a "%s" of 100,000 levels is unreadable',
    (key) => {
      const whole = JSON.stringify(altered('PreToolUse.Bash', { [key]: 'DEEP' }));
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      expect(codex.decode(whole.replace('"DEEP"', deep), scope)).toMatchObject({
        ok: false,
        native: 'PreToolUse',
        reason: 'unreadable',
        error: {
          code: 'HOOKLINE_HOST_PAYLOAD_INVALID',
          details: { why: expect.stringContaining('500 levels') },
        },
      });
    },
  );

  it.each([
    ['', undefined],
    ['{', undefined],
    ['[]', undefined],
    ['null', undefined],
    ['{}\0', undefined],
    ['{"hook_event_name":5}', undefined],
    [recorded('PreToolUse.Bash').slice(0, -20), undefined],
  ])('says that %j is unreadable', (stdin) => {
    const result = codex.decode(stdin, { ...scope, event: 'PreToolUse' });
    expect(result).toMatchObject({
      ok: false,
      native: 'PreToolUse',
      reason: 'unreadable',
      error: { code: 'HOOKLINE_HOST_PAYLOAD_INVALID' },
    });
  });

  it.each(['session_id', 'cwd'])('needs %s', (field) => {
    for (const value of [undefined, 7, '', 'a\0b']) {
      expect(codex.decode(JSON.stringify(altered('PreToolUse.Bash', { [field]: value })), scope).ok).toBe(
        false,
      );
    }
  });

  it('tells an event that it does not know from a broken payload', () => {
    expect(codex.decode('{"hook_event_name":"StopFailure"}', scope)).toMatchObject({
      ok: false,
      native: 'StopFailure',
      reason: 'unknown-event',
    });
    expect(codex.decode('{"hook_event_name":"constructor"}', scope)).toMatchObject({
      reason: 'unknown-event',
    });
  });

  it('takes the event name of the command line when the payload has none', () => {
    expect(decoded(altered('Stop', { hook_event_name: undefined }), { event: 'Stop' })[0]?.type).toBe(
      'task_complete',
    );
    expect(decoded(recorded('Stop'), { event: 'PreToolUse' })[0]?.type).toBe('task_complete');
  });

  it.each(['pre_tool_use', 'PreToolUseV2', '', 7])(
    'takes the event name of the command line when the payload says %j, which nobody knows',
    (name) => {
      const payload = altered('PreToolUse.Bash', { hook_event_name: name });
      expect(decoded(payload, { event: 'PreToolUse' })[0]?.type).toBe('exec.before');
    },
  );

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(undefined, ...NATIVE_EVENTS), (stdin, event) => {
        expect(codex.decode(stdin, { ...scope, event })).toHaveProperty('ok');
      }),
    );
  });

  it('never throws, whatever the JSON, and reads a tool call only with what must be judged', () => {
    const key = fc.constantFrom(
      'session_id',
      'cwd',
      'hook_event_name',
      'tool_name',
      'tool_input',
      'prompt',
      'transcript_path',
      'status',
      'token_usage',
      'agent_id',
      'turn_id',
      'tool_use_id',
      'tool_response',
      'error',
      '__proto__',
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        'Bash',
        'apply_patch',
        'mcp__a__b',
        '/repo',
        { command: 'ls' },
        { command: 3 },
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...NATIVE_EVENTS), fc.dictionary(key, value), (event, fields) => {
        const result = codex.decode(
          JSON.stringify({ session_id: 's', cwd: '/repo', ...fields, hook_event_name: event }),
          scope,
        );
        if (result.ok && result.events[0].type === 'exec.before') {
          expect(result.events[0]).toHaveProperty('command', expect.any(String));
        }
      }),
    );
  });
});
