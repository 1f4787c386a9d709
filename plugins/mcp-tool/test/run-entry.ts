/** Runs an MCP tool entry as the engine does, with fakes of what it is given. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  ExecBeforeEvent,
  HandlerAnswer,
  LifecycleEvent,
  ResolvedEntry,
  RunContext,
} from '@hookline/core';
import { mcpToolHandler } from '@hookline/plugin-mcp-tool';
import { onTestFinished } from 'vitest';

export const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));

export const EVENT: ExecBeforeEvent = {
  id: 'session-1:PreToolUse:call-1:abc',
  type: 'exec.before',
  timestamp: '2026-11-21T10:00:00.000Z',
  sessionId: 'session-1',
  cwd: '/repo',
  host: { name: 'codex', event: 'PreToolUse' },
  raw: {},
  toolName: 'Bash',
  input: { command: 'rm -rf build' },
  command: 'rm -rf build',
};

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-mcp-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A `$CODEX_HOME` whose config.toml has this text. */
export function codexHome(config: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.toml'), config);
  return folder;
}

export interface RunOptions {
  readonly event?: LifecycleEvent;
  readonly entry?: Partial<ResolvedEntry>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly codexHome?: string;
  readonly signal?: AbortSignal;
  readonly onLog?: (message: string) => void;
}

/** The server of this test, run by this Node. */
export const inline = (env: Record<string, string> = {}): Record<string, unknown> => ({
  command: [process.execPath, SERVER],
  env,
});

export function runTool(
  fields: Record<string, unknown>,
  {
    event = EVENT,
    entry,
    env,
    codexHome: home,
    signal = new AbortController().signal,
    onLog,
  }: RunOptions = {},
): Promise<HandlerAnswer | undefined> {
  const folder = home ?? temporaryFolder();
  const log = (message: string): void => onLog?.(message);
  const ctx: RunContext = {
    signal,
    timeoutMs: 30_000,
    attempt: 1,
    env: env ?? { PATH: process.env['PATH'] },
    exec: () => Promise.reject(new Error('An MCP server is not run by exec.')),
    fetch: (url, init) =>
      fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal }),
    log: { debug: log, info: log, warn: log, error: log },
    state: { get: () => undefined, set: () => true },
    places: { codexHome: folder, hooklineHome: folder },
    appendLine: () => {},
    emit: () => {},
    enqueue: () => {},
    redact: (text) => text.replaceAll('hunter2hunter2', '[redacted]'),
  };
  const resolved: ResolvedEntry = {
    id: 'entry-1',
    name: 'scanner',
    events: ['exec.before'],
    type: 'mcp_tool',
    fields,
    required: false,
    timeoutMs: 30_000,
    mode: 'sync',
    priority: 'normal',
    environment: {},
    conditions: [],
    baseDir: folder,
    cwd: folder,
    origin: { file: '/repo/hooks.toml', line: 3, column: 1, path: 'hooks.exec[0]', layer: 'project' },
    ...entry,
  };
  return mcpToolHandler.run(resolved, event, ctx);
}

/** What the `echo` and `environment` tools saw. */
export const seen = (answer: HandlerAnswer | undefined): Record<string, unknown> & { pid: number } =>
  JSON.parse(answer?.message ?? '');

/** True while a process runs; one that is only waiting to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
}
