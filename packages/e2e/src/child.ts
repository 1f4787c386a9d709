// Runs one program to its end: bounded in time, in a process group of its own, so that a run that hangs is ended with
// everything that stayed in its group. A signal can be sent at a moment that the test names, never after a pause.
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** A signal and the moment to send it. */
export interface SignalPlan {
  readonly name: NodeJS.Signals;
  /** Looked at whenever something is printed or asked of the model, and many times a second besides. */
  readonly when: (seen: Seen) => boolean;
  /** The program alone (the default), or its whole process group as a terminal does on Ctrl-C. */
  readonly to?: 'program' | 'group';
}

/** What has happened so far. */
export interface Seen {
  readonly stdout: string;
  readonly stderr: string;
  /** Requests that the model has had from this run. */
  readonly modelRequests: number;
}

/** What to run, and within what. */
export interface ChildOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Text for standard input, which is closed after it; without one the input is empty. */
  readonly stdin?: string;
  /** Milliseconds until the process group is killed. */
  readonly timeoutMs: number;
  readonly signal?: SignalPlan;
  readonly modelRequests: () => number;
  /** Registers for calls at every model request; returns what ends them. */
  readonly onRequest: (listener: () => void) => () => void;
}

/** How a program ended. */
export interface ChildResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** True when it was killed for taking too long. */
  readonly timedOut: boolean;
  /** Milliseconds from start to end. */
  readonly durationMs: number;
}

/**
 * Runs a program and waits for its end.
 *
 * @throws Error when the program cannot be started.
 */
export function runChild(options: ChildOptions): Promise<ChildResult> {
  const [program, ...args] = options.command;
  if (program === undefined) throw new Error('The command is empty.');
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const { pid } = child;
  let [stdout, stderr, timedOut] = ['', '', false];

  let plan = options.signal;
  function look(): void {
    if (!plan || pid === undefined) return;
    if (!plan.when({ stdout, stderr, modelRequests: options.modelRequests() })) return;
    sendSignal(plan.to === 'group' ? -pid : pid, plan.name);
    plan = undefined;
  }

  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    look();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    look();
  });
  // A program may end without reading its input.
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.stdin);

  const stopListening = options.onRequest(look);
  const looking = plan ? setInterval(look, 20) : undefined;
  const deadline = setTimeout(() => {
    timedOut = true;
    if (pid !== undefined) sendSignal(-pid, 'SIGKILL');
  }, options.timeoutMs);

  return new Promise<ChildResult>((resolve, reject) => {
    child.once('error', reject);
    const closed = new Promise((done) => child.once('close', done));
    child.once('exit', async (exitCode, signal) => {
      // An orphan may hold the pipes open for ever: what it would still print does not belong to the run.
      const late = new AbortController();
      await Promise.race([closed, delay(2000, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({ exitCode, signal, stdout, stderr, timedOut, durationMs: performance.now() - startedAt });
    });
  }).finally(() => {
    stopListening();
    clearInterval(looking);
    clearTimeout(deadline);
  });
}

/** Sends a signal to a process, or to a process group when the number is negative; to one that has ended it is nothing. */
export function sendSignal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch {
    // It has ended.
  }
}
