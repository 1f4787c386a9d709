/**
 * What a handler may reach through its `ctx`. A declaration of what plugins are given, not a sandbox: a plugin is
 * Node code and can import what it likes. Tests hand in fakes of these, so nothing has to mock modules.
 */

import type { EnqueueOptions } from './delivery.ts';

/** How to run a program. No shell is involved. */
export interface ExecOptions {
  /** Absolute. */
  readonly cwd?: string;
  /** Added to the environment of the hook; undefined takes a variable of the hook away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to the program's stdin, which is then closed. */
  readonly input?: string;
  /** Milliseconds; the handler's own deadline always holds as well. */
  readonly timeoutMs?: number;
  /** Bytes of stdout and of stderr that may be printed before the program is ended. Default 1 MiB. */
  readonly maxOutputBytes?: number;
  /** What is printed beyond the bound is read and dropped, and the program runs on to its end. */
  readonly dropsExcess?: boolean;
}

/** How a program ended. Never thrown: a failure to start is `status: 'not-started'`. */
export interface ExecResult {
  readonly status: 'exited' | 'signalled' | 'timed-out' | 'aborted' | 'output-too-large' | 'not-started';
  readonly exitCode?: number;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  /** With `dropsExcess`: the streams of which something was dropped. */
  readonly dropped?: readonly ('stdout' | 'stderr')[];
  /** Milliseconds. */
  readonly durationMs: number;
  /**
   * For `not-started`: the reason of the system, `ENOENT` or `EACCES` for instance; `NESTED_TOO_DEEP` when hooks
   * have started hooks too many levels deep.
   */
  readonly errorCode?: string;
}

/** One line of the hook log, with the name of the plugin. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** A small JSON store, per session and plugin, on disk. A failure to read gives undefined; to write, false. */
export interface SessionState {
  get(key: string): unknown;
  set(key: string, value: unknown): boolean;
}

/** How far a file of lines may grow, and what stays of what was in it before. */
export interface AppendOptions {
  /** Bytes; a file that has grown past this is moved to `<file>.1`. Default 10 MiB. */
  readonly maxBytes?: number;
  /** How many such files stay: `<file>.1` is the newest. 0 keeps none. Default 1. */
  readonly keep?: number;
}

/** The folders that a plugin may write to. All absolute. */
export interface Places {
  /** `$CODEX_HOME`, where the first seed's `session.log` and `hooks.log` are. */
  readonly codexHome: string;
  /** `$HOOKLINE_HOME`. */
  readonly hooklineHome: string;
}

/** The capabilities that a handler is given, bound to its plugin and its deadline. */
export interface Capabilities {
  /** Aborted at the handler's deadline, and when another hook has already decided. */
  readonly signal: AbortSignal;
  /** Runs a program; its whole process tree is ended when it is done, at the deadline and on abort. */
  exec(file: string, args: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  readonly log: Log;
  readonly state: SessionState;
  readonly places: Places;
  /** The environment of the hook. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Appends one whole line to a file, created private (0600); rotates it when it grows past its bound. Lines of
   * many processes never mix, and none is lost by a rotation.
   *
   * @throws Error that says why the line could not be written.
   */
  appendLine(file: string, line: string, options?: AppendOptions): void;
  /** Raises an event of one's own, `integration.*`, after this one. */
  emit(name: `integration.${string}`, data: unknown): void;
  /**
   * Hands work over to one of the plugin's own `deliveries`, to be done after the agent was answered. Stored when this
   * returns. `data` is JSON; secrets in it are replaced by marks.
   *
   * @throws HooklineError `HOOKLINE_SPOOL_WRITE_FAILED` when it could not be stored, `HOOKLINE_DELIVERY_UNKNOWN` when the
   * plugin has no delivery of that name.
   */
  enqueue(delivery: string, data: unknown, options?: EnqueueOptions): void;
  /** Replaces secrets in a text by marks. Everything that leaves passes through it. */
  redact(text: string): string;
}

/** Makes the capabilities of one handler run. */
export type CapabilityFactory = (owner: string, stop: { readonly signal: AbortSignal }) => Capabilities;
