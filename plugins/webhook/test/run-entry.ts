/** Runs a webhook entry as the engine does, with fakes of what it is given. */
import type {
  ExecAfterEvent,
  ExecBeforeEvent,
  HandlerAnswer,
  LifecycleEvent,
  ResolvedEntry,
  RunContext,
} from '@hookline/core';
import { webhookHandler } from '@hookline/plugin-webhook';

export const EVENT: ExecBeforeEvent = {
  id: 'session-1:PreToolUse:call-1:abc',
  type: 'exec.before',
  timestamp: '2026-11-21T10:00:00.000Z',
  sessionId: 'session-1',
  cwd: '/repo',
  host: { name: 'codex', event: 'PreToolUse' },
  raw: { secret_raw: true },
  model: 'gpt-5.5',
  provider: 'openai',
  taskId: 'task-1',
  transcriptPath: '/home/user/.codex/sessions/a.jsonl',
  toolName: 'Bash',
  input: { command: 'ls -la' },
  command: 'ls -la',
};

export const AFTER: ExecAfterEvent = {
  ...EVENT,
  type: 'exec.after',
  exitCode: 0,
  success: true,
  duration: 12,
};

export interface RunOptions {
  readonly event?: LifecycleEvent;
  readonly entry?: Partial<ResolvedEntry>;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly attempt?: number;
}

export function entryOf(fields: Record<string, unknown>, more: Partial<ResolvedEntry> = {}): ResolvedEntry {
  return {
    id: 'entry-1',
    name: 'policy',
    events: ['exec.before'],
    type: 'webhook',
    fields,
    required: false,
    timeoutMs: 30_000,
    mode: 'sync',
    priority: 'normal',
    environment: {},
    conditions: [],
    baseDir: '/repo',
    cwd: '/repo',
    origin: { file: '/repo/hooks.toml', line: 3, column: 1, path: 'hooks.exec[0]', layer: 'project' },
    ...more,
  };
}

export function runWebhook(
  fields: Record<string, unknown>,
  {
    event = EVENT,
    entry,
    env = {},
    timeoutMs = 30_000,
    signal = new AbortController().signal,
    attempt = 1,
  }: RunOptions = {},
): Promise<HandlerAnswer | undefined> {
  const ctx: RunContext = {
    signal,
    timeoutMs,
    attempt,
    env,
    exec: () => Promise.reject(new Error('A webhook runs no program.')),
    fetch: (url, init) => fetch(url, { ...init, signal }),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    state: { get: () => undefined, set: () => true },
    places: { codexHome: '/home/user/.codex', hooklineHome: '/home/user/.hookline' },
    appendLine: () => {},
    emit: () => {},
    enqueue: () => {},
    redact: (text) => text.replaceAll('hunter2hunter2', '[redacted]'),
  };
  return webhookHandler.run(entryOf(fields, entry), event, ctx);
}
