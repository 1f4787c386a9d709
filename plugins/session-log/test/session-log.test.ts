import { readFileSync } from 'node:fs';
import type { Capabilities, LifecycleEvent } from '@hookline/core';
import { createLifecycle, DEFAULT_SETTINGS, type Outcome } from '@hookline/core/engine';
import sessionLog from '@hookline/plugin-session-log';
import { describe, expect, it } from 'vitest';
import * as recorded from './recorded.ts';

interface Logged {
  readonly lines: { file: string; line: string }[];
  readonly outcome: Outcome;
}

/** Puts one event through the plugin as the engine does, with fakes of what it may reach. */
async function log(
  event: LifecycleEvent,
  options: unknown = {},
  appendLine?: Capabilities['appendLine'],
): Promise<Logged> {
  const lines: Logged['lines'] = [];
  const lifecycle = createLifecycle({
    settings: DEFAULT_SETTINGS,
    env: {},
    rewrite: (same) => same,
    handOver: () => {},
    kind: async () => undefined,
    capabilities: (_, { signal }) => ({
      signal,
      exec: () => Promise.reject(new Error('Nothing is run here.')),
      fetch: () => Promise.reject(new Error('Nothing is sent from here.')),
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      state: { get: () => undefined, set: () => true },
      places: { codexHome: '/home/user/.codex', hooklineHome: '/home/user/.hookline' },
      env: {},
      appendLine: appendLine ?? ((file, line) => void lines.push({ file, line })),
      emit: () => {},
      enqueue: () => {},
      redact: (text) => text.replaceAll('hunter2hunter2', '[redacted]'),
    }),
  });
  await lifecycle.registerPlugin(sessionLog as Parameters<typeof lifecycle.registerPlugin>[0], {
    name: 'session-log',
    options,
  });
  return { lines, outcome: await lifecycle.dispatch(event) };
}

const line = async (event: LifecycleEvent, options?: unknown): Promise<string | undefined> =>
  (await log(event, options)).lines[0]?.line;

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

describe('the plugin', () => {
  it('changes nothing when the log cannot be written', async () => {
    const { outcome } = await log(recorded.permissionRequest, {}, () => {
      throw new Error('No space.');
    });
    expect(outcome.verdict).toBeUndefined();
    expect(outcome.halt).toBeUndefined();
    expect(outcome.failures).toMatchObject([{ code: 'HOOKLINE_STATE_UNAVAILABLE', required: false }]);
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
      { colour: 1 },
    ]) {
      expect((await check(wrong)).issues).toBeDefined();
    }
  });
});
