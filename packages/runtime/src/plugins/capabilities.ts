/** What plugins and handler kinds are given. Expensive parts (execa) are loaded when a handler first uses them. */

import type { Homes } from '@hookline/config/homes';
import type {
  Capabilities,
  CapabilityFactory,
  EnqueueOptions,
  ExecOptions,
  ExecResult,
} from '@hookline/core';
import { appendWhole, whyNotWritten } from '../state/append-line.ts';
import type { HookLog } from '../state/hook-log.ts';
import { sessionState } from '../state/session-state.ts';

export interface CapabilitySources {
  readonly homes: Homes;
  readonly sessionId: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly redact: (text: string) => string;
  readonly log: HookLog;
  /** Collects what plugins emit; raised after the event at hand. */
  readonly emit: (name: string, data: unknown, by: string) => void;
  /** Stores work of a plugin. */
  readonly enqueue: (by: string, delivery: string, data: unknown, options: EnqueueOptions) => void;
  /** Milliseconds that a program may run when nothing says otherwise. */
  readonly timeoutMs: number;
}

/** Makes the factory that the lifecycle calls for every handler run. */
export function capabilityFactory(sources: CapabilitySources): CapabilityFactory {
  return (owner, stop): Capabilities => ({
    get signal() {
      return stop.signal;
    },
    exec: (file, args, options) => exec(file, args, options, stop.signal, sources),
    fetch: (url, init) =>
      fetch(url, {
        ...init,
        signal: init?.signal ? AbortSignal.any([stop.signal, init.signal]) : stop.signal,
      }),
    log: {
      debug: (message) => void sources.log.write('DEBUG', owner, message),
      info: (message) => void sources.log.write('INFO', owner, message),
      warn: (message) => void sources.log.write('WARN', owner, message),
      error: (message) => void sources.log.write('ERROR', owner, message),
    },
    get state() {
      return sessionState(sources.homes.hooklineHome, sources.sessionId, owner);
    },
    places: sources.homes,
    env: sources.env,
    appendLine: (file, line, options) => {
      try {
        appendWhole(file, sources.redact(line), options);
      } catch (thrown) {
        throw new Error(`${file} could not be written: ${whyNotWritten(thrown)}.`, { cause: thrown });
      }
    },
    emit: (name, data) => sources.emit(name, data, owner),
    enqueue: (delivery, data, options = {}) => sources.enqueue(owner, delivery, data, options),
    redact: sources.redact,
  });
}

async function exec(
  file: string,
  args: readonly string[],
  options: ExecOptions | undefined,
  signal: AbortSignal,
  sources: CapabilitySources,
): Promise<ExecResult> {
  const { runProgram } = await import('@hookline/runtime/exec');
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...sources.env, ...options?.env })) {
    if (value !== undefined) env[name] = value;
  }
  return runProgram(file, args, {
    ...options,
    cwd: options?.cwd ?? process.cwd(),
    timeoutMs: options?.timeoutMs ?? sources.timeoutMs,
    signal,
    env,
  });
}
