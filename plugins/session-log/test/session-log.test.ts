import { readFileSync } from 'node:fs';
import type { LifecycleEvent } from '@hookline/core';
import sessionLog from '@hookline/plugin-session-log';
import { describe, expect, it } from 'vitest';
import { line, log } from './logged.ts';
import * as recorded from './recorded.ts';

describe('a line of text', () => {
  it.each([
    [recorded.sessionStart, '[INFO] Session started: session-1 (model gpt-5.5, /repo)'],
    [
      { ...recorded.sessionStart, source: 'resume' },
      '[INFO] Session started: session-1 (model gpt-5.5, /repo, resume)',
    ],
    [recorded.sessionEnd, '[INFO] Session ended: session-1 (exit, 5m 3s, 303000 ms)'],
    [recorded.taskStart, '[INFO] Task started: task-1 (session session-1)'],
    [recorded.taskComplete, '[INFO] Task completed: task-1 (session session-1, 5s, 5000 ms)'],
    [
      { ...recorded.taskComplete, success: false },
      '[WARN] Task failed: task-1 (session session-1, 5s, 5000 ms)',
    ],
    [recorded.execAfter, '[INFO] Command run: npm test (exit code 0, session session-1, 1.2s, 1234 ms)'],
    [
      { ...recorded.execAfter, exitCode: 2, duration: undefined },
      '[WARN] Command failed: npm test (exit code 2, session session-1)',
    ],
    [recorded.patchAfter, '[INFO] Patch applied: src/a.ts, src/b.ts -> src/c.ts (+11 -3, session session-1)'],
    [recorded.permissionRequest, '[INFO] Permission asked: Bash: rm -rf build (session session-1)'],
    [recorded.mcpAfter, '[INFO] MCP tool called: docs.search (session session-1, 20 ms)'],
    [
      { ...recorded.mcpAfter, success: false },
      '[WARN] MCP tool failed: docs.search (session session-1, 20 ms)',
    ],
    [recorded.toolAfter, '[INFO] Tool run: update_plan (session session-1)'],
    [recorded.taskInterrupted, '[WARN] Task interrupted: task-1 (session session-1)'],
    [recorded.agentStart, '[INFO] Sub-agent started: agent-1 (explorer, session session-1)'],
    [recorded.agentStop, '[INFO] Sub-agent ended: agent-1 (explorer, session session-1)'],
    [recorded.compactAfter, '[INFO] Conversation compacted (auto, session session-1)'],
    [recorded.errorOccurred, '[ERROR] Error of a model: stream disconnected (request 3, session session-1)'],
  ])('says what happened (%#)', async (event, text) => {
    expect(await line(event as LifecycleEvent)).toBe(`[2026-11-21T10:00:00.000Z] ${text}`);
  });

  it('is written beside the logs of the agent', async () => {
    expect((await log(recorded.sessionStart)).lines[0]?.file).toBe('/home/user/.codex/session.log');
    expect((await log(recorded.sessionStart, { file: 'logs/a.log' })).lines[0]?.file).toBe(
      '/home/user/.codex/logs/a.log',
    );
    expect((await log(recorded.sessionStart, { file: '/repo/a.log' })).lines[0]?.file).toBe('/repo/a.log');
  });

  it('cannot be forged by a command', async () => {
    const command =
      'echo a\r\n[2026-11-21T10:00:01.000Z] [INFO] Session ended: x\u2028\u001b[2K\u202eb\u0085';
    const text = await line({ ...recorded.execAfter, command } as LifecycleEvent);
    expect(text).toContain('echo a\\r\\n[2026');
    expect(text).toContain('\\u2028\\u001b[2K\\u202eb\\u0085');
    for (const char of '\r\n\u001b\u2028\u202e\u0085') expect(text).not.toContain(char);
  });

  it('is redacted before it is cut', async () => {
    const command = `${'x'.repeat(495)} hunter2hunter2 ${'y'.repeat(500)}`;
    const text = await line({ ...recorded.execAfter, command } as LifecycleEvent);
    expect(text).not.toContain('hunter');
    expect(text?.length).toBeLessThan(700);
  });

  it('leaves commands out when it is told to, and prompts always', async () => {
    const options = { commands: false };
    expect(await line(recorded.execAfter, options)).not.toContain('npm');
    expect(await line(recorded.permissionRequest, options)).toContain('Permission asked: Bash (');
    expect(await line(recorded.taskStart)).not.toContain('private');
  });

  it('is left out for events that are not asked for', async () => {
    const options = { events: ['session_end'] };
    expect(await line(recorded.sessionStart, options)).toBeUndefined();
    expect(await line(recorded.sessionEnd, options)).toContain('Session ended');
  });
});

describe('every field of every event', () => {
  const hostile = 'a\r\n[2026-11-21T10:00:01.000Z] [INFO] Session ended: x\u2028\u001b[2K\u202eb\u0085\u0000';
  const poisoned = (value: unknown): unknown => {
    if (typeof value === 'string') return hostile;
    if (Array.isArray(value)) return value.map(poisoned);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poisoned(inner)]));
  };
  const events = Object.values(recorded).filter((event) => !event.type.endsWith('.before'));

  it.each(events)('of $type stays within its line, as text and as JSON', async (event) => {
    const { type } = event;
    const { lines } = await log({ ...(poisoned(event) as LifecycleEvent), type } as LifecycleEvent, {
      format: 'both',
    });
    expect(lines).toHaveLength(2);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    for (const { line } of lines) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
    expect(JSON.parse(lines[1]?.line ?? '')).toMatchObject({ session_id: hostile, event: type });
  });

  it('is bounded: a command of a megabyte, a patch of ten thousand files', async () => {
    const command = 'x'.repeat(1024 * 1024);
    const files = Array.from({ length: 10_000 }, (_, index) => ({
      path: `src/${index}.ts`,
      kind: 'add' as const,
      added: 1,
      removed: 0,
    }));
    for (const event of [
      { ...recorded.execAfter, command },
      { ...recorded.patchAfter, files },
    ]) {
      const [text, json] = (await log(event, { format: 'both' })).lines;
      expect(text?.line.length).toBeLessThan(1_000);
      expect(json?.line.length).toBeLessThan(10_000);
    }
  });
});

describe('a line of JSON', () => {
  it('holds the fields of the event', async () => {
    const text = await line(recorded.execAfter, { format: 'json' });
    expect(JSON.parse(text ?? '')).toEqual({
      time: '2026-11-21T10:00:00.000Z',
      level: 'INFO',
      event: 'exec.after',
      session_id: 'session-1',
      task_id: 'task-1',
      command: 'npm test',
      exit_code: 0,
      success: true,
      duration_ms: 1234.4,
    });
  });

  it('stays one line and is redacted', async () => {
    const command = 'a\nb\u2028c hunter2hunter2';
    const text = await line({ ...recorded.execAfter, command } as LifecycleEvent, { format: 'json' });
    expect(text).not.toMatch(/[\n\u2028]/);
    expect(JSON.parse(text ?? '').command).toBe('a\nb\u2028c [redacted]');
  });
});

describe('two formats at once', () => {
  it('stand beside each other', async () => {
    const files = async (file: string): Promise<string[]> =>
      (await log(recorded.execAfter, { format: 'both', file })).lines.map((one) => one.file);
    expect(await files('session.log')).toEqual([
      '/home/user/.codex/session.log',
      '/home/user/.codex/session.jsonl',
    ]);
    expect(await files('/logs.d/all')).toEqual(['/logs.d/all', '/logs.d/all.jsonl']);
  });

  it('need two names, whatever filled in the one', async () => {
    const { lines, outcome } = await log(recorded.execAfter, { format: 'both', file: '/logs/a.jsonl' });
    expect(lines).toEqual([]);
    expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_CONFIG_INVALID' }]);
  });

  it('do not need each other', async () => {
    const written: string[] = [];
    const { outcome } = await log(
      recorded.execAfter,
      { format: 'both' },
      {
        appendLine: (file) => {
          if (file.endsWith('.log')) throw new Error('a folder stands in its place (EISDIR).');
          written.push(file);
        },
      },
    );
    expect(written).toEqual(['/home/user/.codex/session.jsonl']);
    expect(outcome.failures).toMatchObject(
      [{ code: 'HOOKLINE_STATE_UNAVAILABLE', where: '/home/user/.codex/session.log', message: /EISDIR/ }].map(
        ({ message, ...rest }) => ({ ...rest, message: expect.stringMatching(message) }),
      ),
    );
  });
});

describe('the plugin', () => {
  it('asks for the rotation that it was told', async () => {
    const { lines } = await log(recorded.execAfter, { max_size: '64k', keep: 5 });
    expect(lines[0]?.options).toEqual({ maxBytes: 65_536, keep: 5 });
  });

  it('leaves out what is below the level', async () => {
    const failed = { ...recorded.execAfter, exitCode: 1 };
    expect(await line(recorded.execAfter, { level: 'warn' })).toBeUndefined();
    expect(await line(failed, { level: 'warn' })).toContain('failed');
    expect(await line(failed, { level: 'error' })).toBeUndefined();
    expect(await line(recorded.errorOccurred, { level: 'error' })).toContain('Error of a model');
  });

  it('changes nothing when the log cannot be written', async () => {
    const { outcome } = await log(
      recorded.permissionRequest,
      {},
      {
        appendLine: () => {
          throw new Error('No space.');
        },
      },
    );
    expect(outcome.verdict).toBeUndefined();
    expect(outcome.halt).toBeUndefined();
    expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_STATE_UNAVAILABLE', required: false }]);
  });

  it('does not log that it could not log', async () => {
    const failure = { ...recorded.errorOccurred, source: 'hook', context: 'hook session-log on exec.after' };
    expect(await line(failure as LifecycleEvent)).toBeUndefined();
    expect(await line({ ...failure, context: 'hook other on exec.after' } as LifecycleEvent)).toContain(
      'Error',
    );
  });

  it('writes nothing to a relative path that leads out, whatever filled it in', async () => {
    for (const file of ['../a.log', 'logs/../../a.log', 'logs\\..\\a.log']) {
      const { lines, outcome } = await log(recorded.sessionStart, { file });
      expect(lines).toEqual([]);
      expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_CONFIG_INVALID' }]);
    }
  });

  it('declares in its manifest the events that it listens to', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(manifest.hookline).toMatchObject({ kind: 'plugin', events: [...sessionLog.events] });
  });

  it('checks its options', async () => {
    const schema = (await sessionLog.options?.())?.default;
    const check = async (options: unknown): Promise<{ value?: unknown; issues?: unknown }> =>
      (await schema?.['~standard'].validate(options)) as { value?: unknown; issues?: unknown };
    expect((await check({})).value).toMatchObject({ file: 'session.log', format: 'text', commands: true });
    for (const wrong of [
      { file: '~/a' },
      { file: '../a' },
      { format: 'xml' },
      { events: ['exec.before'] },
      { format: 'both', file: 'session.jsonl' },
      { level: 'debug' },
      { max_size: '10 MB' },
      { max_size: '1k' },
      { keep: -1 },
      { keep: 1.5 },
      { colour: 1 },
    ]) {
      expect((await check(wrong)).issues).toBeDefined();
    }
  });
});
