/**
 * A server process, as a transport of the MCP client. Written out because of what a hook needs and the client's own
 * transport has not: an end within a fraction of a second and of the whole tree, a bound on what is read, the exit
 * code and the last words for the error. Stays in the process group of the hook, which the agent ends as a whole.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { JSONRPCMessage, Transport } from '../client.ts';
import type { ProgramPlan } from '../server/plan.ts';
import { createLineReader } from './line-reader.ts';
import { anyLives, memberOf, RUN_MARK, signalTree, type TreeMember, treeOf } from './process-tree.ts';

/** Bytes of one answer, and of everything that one run may print. */
const LINE_BYTES = 4 * 1024 * 1024;
const OUTPUT_BYTES = 32 * 1024 * 1024;
const STDERR_CHARACTERS = 2_000;
/** Milliseconds: for a server whose stdin was closed, for one that was told to end, for pipes after an exit. */
const LEAVE_MS = 150;
const TERMINATE_MS = 250;
const DRAIN_MS = 100;
const LOOK_AGAIN_MS = 10;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export class StdioServer implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  readonly #plan: ProgramPlan;
  readonly #ended = Promise.withResolvers<void>();
  readonly #killNow = (): void => this.#signal('SIGKILL');
  readonly #mark = randomUUID();
  #child: Child | undefined;
  #root: TreeMember | undefined;
  #end: string | undefined;
  #stderr = '';
  #isClosed = false;

  constructor(plan: ProgramPlan) {
    this.#plan = plan;
  }

  /** How the server ended by itself, in words; undefined while it runs. */
  get end(): string | undefined {
    return this.#end;
  }

  /** The last that it printed on stderr. */
  get lastWords(): string {
    return this.#stderr.trim();
  }

  /** Starts the process. Rejects with the error of the system when it cannot be started. */
  start(): Promise<void> {
    const { program, args, env, cwd } = this.#plan;
    // The system would blame the program.
    if (!existsSync(cwd)) return Promise.reject(new Error(`the folder to run in, ${cwd}, does not exist.`));
    const outer = process.env[RUN_MARK];
    const marked = { ...env, [RUN_MARK]: outer ? `${outer}:${this.#mark}` : this.#mark };
    const child = spawn(program, args, {
      env: marked,
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    // No waiting before this: this process may be about to end, and then has to know of the server.
    if (child.pid !== undefined) {
      this.#root = memberOf(child.pid);
      process.on('exit', this.#killNow);
    }
    const reader = createLineReader(LINE_BYTES, OUTPUT_BYTES, (line) => this.#read(line));
    child.stdin.on('error', () => {});
    child.stdout.on('error', () => {});
    child.stderr.on('error', () => {});
    child.stdout.on('data', (chunk: Buffer) => {
      if (reader(chunk)) return;
      child.stdout.destroy();
      this.#end ??= 'sent more than a hook can take';
      this.#closed();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      const said = this.#stderr + chunk.toString('utf8');
      // What is cut is cut at a blank: half a secret would not be known as one.
      this.#stderr =
        said.length > STDERR_CHARACTERS ? said.slice(-STDERR_CHARACTERS).replace(/^\S*/, '') : said;
    });
    child.once('exit', (code, signal) => {
      this.#end ??= signal === null ? `ended with exit code ${code}` : `was ended by the signal ${signal}`;
      // Something else may hold its pipes open; its answers are in them already.
      const timer = setTimeout(() => this.#closed(), DRAIN_MS);
      child.once('close', () => {
        clearTimeout(timer);
        this.#closed();
      });
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', resolve);
    });
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      const { stdin } = this.#child ?? {};
      if (!stdin?.writable) return reject(new Error('The server takes no more messages.'));
      stdin.write(`${JSON.stringify(message)}\n`, async (error) => {
        if (!error) return resolve();
        // A pipe breaks before the end of its reader is known, and that end says more.
        await this.#exitWithin(TERMINATE_MS);
        reject(error);
      });
    });
  }

  /** Ends the process and what it started, also where it has ended by itself. Resolves within about half a second. */
  async close(): Promise<void> {
    this.#child?.stdin.end();
    // Listed before it is asked to leave: where there is no mark, what it leaves behind has no parent to be found by.
    const tree = this.#tree();
    if (tree.length > 0) {
      if (this.#lives()) await this.#exitWithin(LEAVE_MS);
      this.#signal('SIGTERM', tree);
      await this.#goneWithin(TERMINATE_MS, tree);
      await this.#killWithin(TERMINATE_MS, tree);
    }
    process.off('exit', this.#killNow);
    for (const stream of [this.#child?.stdin, this.#child?.stdout, this.#child?.stderr]) stream?.destroy();
    this.#closed();
  }

  #lives(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  #tree(): readonly TreeMember[] {
    if (this.#root === undefined) return [];
    // Without a start time the number of one that has ended may be another's by now.
    return this.#root.ticks === undefined && !this.#lives() ? [] : treeOf(this.#root, this.#mark);
  }

  #signal(signal: NodeJS.Signals, known: readonly TreeMember[] = []): void {
    // Without a start time a number may belong to somebody else by now.
    const left = known.filter(({ ticks }) => ticks !== undefined);
    signalTree([...this.#tree(), ...left], signal);
  }

  /** Waits until nothing of the tree lives, looking again and again. */
  async #goneWithin(ms: number, tree: readonly TreeMember[]): Promise<void> {
    const late = performance.now() + ms;
    while (performance.now() < late && this.#isLeft(tree)) await delay(LOOK_AGAIN_MS);
  }

  /** Kills again and again: what forks while it is being ended is met by the next look. */
  async #killWithin(ms: number, tree: readonly TreeMember[]): Promise<void> {
    const late = performance.now() + ms;
    do {
      this.#signal('SIGKILL', tree);
      await delay(LOOK_AGAIN_MS);
    } while (performance.now() < late && this.#isLeft(tree));
  }

  #isLeft(tree: readonly TreeMember[]): boolean {
    return this.#lives() || this.#tree().length > 0 || anyLives(tree);
  }

  async #exitWithin(ms: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([this.#ended.promise, delay(ms, undefined, { signal: timer.signal }).catch(() => {})]);
    timer.abort();
  }

  #read(line: string): void {
    // Servers log to stdout by mistake; what is no message is passed over, also in front of one in the same line.
    const message = parsed(line) ?? parsed(line.slice(Math.max(0, line.indexOf('{'))));
    if (message !== null && typeof message === 'object' && 'jsonrpc' in message) {
      this.onmessage?.(message as JSONRPCMessage);
    }
  }

  #closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#ended.resolve();
    this.onclose?.();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
