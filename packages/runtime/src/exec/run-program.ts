/**
 * Runs one program for a hook and ends everything it started. The program stays in the process group of the hook,
 * because the agent kills that group; so what left the group has to be found and ended here. Resolves when the
 * program itself has ended, whoever still holds its pipes. Refuses a shell, and never throws.
 */
import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { ExecOptions, ExecResult } from '@hookline/core';
import { execa } from 'execa';
import { type BoundedOutput, collectOutput } from './bounded-output.ts';
import { endWithProcess } from './end-with-process.ts';
import { startFailureCode } from './not-started.ts';
import { createProcessTree, type ProcessTree, RUN_MARK } from './process-tree.ts';

/** How to run a program, complete. */
export interface RunProgramOptions extends Omit<ExecOptions, 'env'> {
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Milliseconds between SIGTERM and SIGKILL at the deadline and on abort. Default 500. */
  readonly killGraceMs?: number;
  /** The same for what is left after a normal exit. Default 100. */
  readonly leftoverGraceMs?: number;
  /** Milliseconds that output is waited for after the exit, while something else holds the pipes. Default 100. */
  readonly drainMs?: number;
}

const DEFAULT_OUTPUT_BYTES = 1024 * 1024;
/** The longest that a timer of Node can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** A killed program that does not end within this hangs in the kernel; nothing is gained by waiting on. */
const KILLED_WAIT_MS = 2_000;

/** A hook that starts the agent, or Hookline, whose hooks start it again, would fill the machine within seconds. */
const MOST_NESTED = 8;

type Cut = 'timed-out' | 'aborted' | 'output-too-large';
type Ended = Pick<ExecResult, 'exitCode' | 'signal'>;

/** Runs a program without a shell and resolves with how it ended. A failure to start is a result, too. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: RunProgramOptions,
): Promise<ExecResult> {
  const startedAt = performance.now();
  const durationMs = (): number => performance.now() - startedAt;
  const notRun = (fields: Pick<ExecResult, 'status' | 'errorCode'>): ExecResult => {
    return { ...fields, stdout: '', stderr: '', durationMs: durationMs() };
  };
  const notStarted = (error: unknown): ExecResult => {
    const code = (error as { code?: string } | undefined)?.code;
    return notRun({ status: 'not-started', errorCode: startFailureCode(code, options.cwd) });
  };
  if (options.signal?.aborted) return notRun({ status: 'aborted' });
  if (nesting(options.env[RUN_MARK]) >= MOST_NESTED)
    return notRun({ status: 'not-started', errorCode: 'NESTED_TOO_DEEP' });
  const mark = randomUUID();
  // Listening before the program exists: it may end this process with its first step, and would outlive it.
  const release = endWithProcess(() => {});
  try {
    const program = start(file, args, options, mark);
    const settled = program.catch((error: unknown) => error);
    if (program.pid === undefined) return notStarted(await settled);
    // No waiting before this call: this process may be about to end, and then has to know of the program.
    return { ...(await follow(runOf(program, program.pid), mark, options)), durationMs: durationMs() };
  } catch (error) {
    return notStarted(error);
  } finally {
    release();
  }
}

/** How many programs of hooks this process stands in. */
const nesting = (marks: string | undefined): number => (marks ? marks.split(':').length : 0);

function start(file: string, args: readonly string[], options: RunProgramOptions, mark: string) {
  const outer = options.env[RUN_MARK];
  return execa(file, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...options.env, [RUN_MARK]: outer ? `${outer}:${mark}` : mark } as Record<string, string>,
    extendEnv: false,
    stdio: 'pipe',
    // Reading and ending are done here: execa would wait for the end of the pipes, and end the program alone.
    buffer: false,
    cleanup: false,
    reject: false,
  });
}

interface Run {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly exited: Promise<Ended>;
  hasExited(): boolean;
}

function runOf(program: ReturnType<typeof start>, pid: number): Run {
  const { nodeChildProcess: child, stdin, stdout, stderr } = program;
  const exited = new Promise<Ended>((resolve) => {
    child.once('exit', (exitCode, signal) =>
      resolve({ ...(exitCode === null ? {} : { exitCode }), ...(signal === null ? {} : { signal }) }),
    );
  });
  return {
    pid,
    stdin,
    stdout,
    stderr,
    exited,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
  };
}

async function follow(
  run: Run,
  mark: string,
  options: RunProgramOptions,
): Promise<Omit<ExecResult, 'durationMs'>> {
  const tree = createProcessTree(run.pid, mark, () => !run.hasExited());
  const release = endWithProcess(() => tree.killNow());
  const cut = cutShort(options);
  const limit = options.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
  const tooMuch = options.dropsExcess ? undefined : (): void => cut.now('output-too-large');
  const outputs = [
    collectOutput(run.stdout, limit, tooMuch),
    collectOutput(run.stderr, limit, tooMuch),
  ] as const;
  feed(run.stdin, options.input);
  try {
    const first = await Promise.race([run.exited, cut.happened]);
    // From here on only too much output changes the status.
    cut.forget();
    const ended = typeof first === 'string' ? await endEarly(run, tree, options) : first;
    await drain(outputs, options.drainMs ?? 100);
    if (typeof first !== 'string') await tree.end(options.leftoverGraceMs ?? 100);
    const status = cut.reason() ?? (ended.signal === undefined ? 'exited' : 'signalled');
    const dropped = (['stdout', 'stderr'] as const).filter((_, index) => outputs[index]?.isCut);
    return {
      status,
      ...ended,
      stdout: outputs[0].text(),
      stderr: outputs[1].text(),
      ...(options.dropsExcess && dropped.length > 0 && { dropped }),
    };
  } finally {
    cut.forget();
    for (const stream of [run.stdin, run.stdout, run.stderr]) stream.destroy();
    release();
  }
}

/** A program that closes its stdin, or ends without reading it, is fine. */
function feed(stdin: Writable, input: string | undefined): void {
  stdin.on('error', () => {});
  stdin.end(input ?? '');
}

async function endEarly(run: Run, tree: ProcessTree, options: RunProgramOptions): Promise<Ended> {
  await tree.end(options.killGraceMs ?? 500);
  return Promise.race([run.exited, delay(KILLED_WAIT_MS, {}, { ref: false })]);
}

/** Everything printed before the exit is read; what others who hold the pipes print later is waited for shortly. */
async function drain(outputs: readonly BoundedOutput[], drainMs: number): Promise<void> {
  const timer = new AbortController();
  const ended = Promise.all(outputs.map((output) => output.ended));
  const waited = delay(drainMs, undefined, { signal: timer.signal }).catch(() => {});
  await Promise.race([ended, waited]);
  timer.abort();
  let before: number;
  let rounds = 0;
  do {
    before = outputs.reduce((sum, output) => sum + output.chunks, 0);
    await nextTurn();
    await nextTurn();
  } while (outputs.reduce((sum, output) => sum + output.chunks, 0) > before && ++rounds < 64);
}

/** Watches for what ends a run before the program does. The first reason stands. */
function cutShort(options: RunProgramOptions) {
  const { promise, resolve } = Promise.withResolvers<Cut>();
  let reason: Cut | undefined;
  const now = (why: Cut): void => {
    reason ??= why;
    resolve(reason);
  };
  const onAbort = (): void => now('aborted');
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const { timeoutMs } = options;
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => now('timed-out'), Math.min(Math.max(0, timeoutMs), LONGEST_TIMER_MS));
  return {
    happened: promise,
    reason: () => reason,
    now,
    forget: () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    },
  };
}
