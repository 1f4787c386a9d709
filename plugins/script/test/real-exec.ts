/** Capabilities that run real programs, and entries and events to run them for. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ExecOptions,
  ExecResult,
  HandlerAnswer,
  LifecycleEvent,
  ResolvedEntry,
  RunContext,
} from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import plugin from '../src/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function exec(
  env: Environment,
  file: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const { promise, resolve } = Promise.withResolvers<ExecResult>();
  const output = { stdout: '', stderr: '' };
  try {
    const child = spawn(file, args, { cwd: options.cwd, env: { ...env, ...options.env } });
    child.stdout.setEncoding('utf8').on('data', (chunk) => (output.stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (output.stderr += chunk));
    child.stdin.on('error', () => {}).end(options.input);
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ status: 'not-started', ...output, durationMs: 0, errorCode: error.code }),
    );
    child.on('close', (exitCode, signal) =>
      resolve(
        signal
          ? { status: 'signalled', signal, ...output, durationMs: 0 }
          : { status: 'exited', exitCode: exitCode ?? -1, ...output, durationMs: 0 },
      ),
    );
  } catch (error) {
    resolve({
      status: 'not-started',
      ...output,
      durationMs: 0,
      errorCode: (error as NodeJS.ErrnoException).code,
    });
  }
  return promise;
}

export interface Bench {
  readonly dir: string;
  readonly logged: string[];
  /** Writes a file into the folder of the configuration, executable unless told otherwise. */
  file(name: string, text: string, mode?: number): string;
  run(
    entry: Partial<ResolvedEntry> | readonly string[],
    event?: object,
    env?: Environment,
  ): Promise<HandlerAnswer | undefined>;
  /** The error of a run that fails. */
  failure(
    entry: Partial<ResolvedEntry> | readonly string[],
    event?: object,
    env?: Environment,
  ): Promise<HooklineError>;
  /** Runs as if the program had ended like this. */
  ended(result: Partial<ExecResult>, event?: object): Promise<HandlerAnswer | undefined>;
  close(): void;
}

const base = {
  id: 'event-1',
  timestamp: '2026-01-02T03:04:05.678Z',
  sessionId: 'session-1',
  cwd: '/repo',
  host: { name: 'codex', event: 'PreToolUse' },
  raw: { hook_event_name: 'PreToolUse', tool_input: { command: 'ls -la' } },
};

export const execBefore = {
  type: 'exec.before',
  toolName: 'Bash',
  input: { command: 'ls -la' },
  command: 'ls -la',
};

export const eventOf = (event: object): LifecycleEvent => ({ ...base, ...execBefore, ...event });

/** An event of which only the common fields and these are known. */
export const bareEvent = (event: object): object =>
  Object.assign({ toolName: undefined, input: undefined, command: undefined }, event);

export function createBench(): Bench {
  const dir = mkdtempSync(join(tmpdir(), 'hookline-script-'));
  const logged: string[] = [];
  const log = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
  const entryOf = (entry: Partial<ResolvedEntry> | readonly string[]): ResolvedEntry => ({
    id: 'entry-1',
    name: 'scan',
    events: ['exec.before'],
    type: 'script',
    fields: { command: Array.isArray(entry) ? entry : ['true'] },
    required: false,
    timeoutMs: 30_000,
    mode: 'sync',
    priority: 'normal',
    environment: {},
    conditions: [],
    baseDir: dir,
    cwd: dir,
    origin: { file: join(dir, 'hooks.toml'), line: 7, column: 1, path: 'hooks.exec[0]', layer: 'project' },
    ...(Array.isArray(entry) ? {} : entry),
  });
  const kind = plugin.handlers?.[0];
  if (!kind) throw new Error('The plugin provides no handler kind.');
  const run = (entry: Parameters<Bench['run']>[0], event: object, ctx: Partial<RunContext>) =>
    kind.run(entryOf(entry), eventOf(event), {
      timeoutMs: 30_000,
      attempt: 1,
      signal: new AbortController().signal,
      redact: (text: string) => text,
      log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
      ...ctx,
    } as RunContext);
  const real = (env: Environment): Partial<RunContext> => ({
    env,
    exec: (file, args, options) => exec(env, file, args, options),
  });
  return {
    dir,
    logged,
    file(name, text, mode = 0o755) {
      const path = join(dir, name);
      writeFileSync(path, text);
      chmodSync(path, mode);
      return path;
    },
    run: (entry, event = {}, env = process.env) => run(entry, event, real(env)),
    failure: async (entry, event = {}, env = process.env) => {
      const thrown = await run(entry, event, real(env)).catch((error: unknown) => error);
      if (thrown instanceof HooklineError) return thrown;
      throw new Error(`It did not fail as it should: ${JSON.stringify(thrown)}`);
    },
    ended: (result, event = {}) => {
      const whole: ExecResult = {
        status: 'exited',
        exitCode: 0,
        stdout: '',
        stderr: '',
        durationMs: 1,
        ...result,
      };
      return run(['true'], event, { env: process.env, exec: () => Promise.resolve(whole) });
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}
