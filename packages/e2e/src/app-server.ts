// A client of `codex app-server`: JSON-RPC, one message a line. It is the only live view of what became of a hook
// (`hook/completed`), and the only way to be asked for an approval without a terminal.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { sendSignal } from './child.ts';
import type { Sandbox } from './sandbox.ts';

/** Something that the server told without being asked. */
export interface Notification {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A question of the server, such as `item/commandExecution/requestApproval`. */
export interface ServerRequest extends Notification {
  readonly id: number | string;
}

/** A hook as `hooks/list` tells it. */
export interface ListedHook {
  readonly key: string;
  readonly eventName: string;
  readonly command: string;
  readonly currentHash: string;
  readonly trustStatus: 'managed' | 'trusted' | 'untrusted' | 'modified';
  readonly enabled: boolean;
  readonly isManaged: boolean;
  readonly sourcePath: string;
  readonly timeoutSec: number;
}

/** What `hooks/list` says of one working directory. */
export interface HookListing {
  readonly cwd: string;
  readonly hooks: readonly ListedHook[];
  readonly warnings: readonly string[];
  readonly errors: readonly unknown[];
}

/** A running `codex app-server`. */
export interface AppServer {
  readonly notifications: readonly Notification[];
  /** Questions of the server, in order, answered or not. */
  readonly asked: readonly ServerRequest[];
  readonly stderr: () => string;
  /** Sends a request; rejects with the server's error, or when it ends without an answer. */
  request<Result = unknown>(method: string, params?: unknown): Promise<Result>;
  /** Waits for a notification, past or coming. @throws Error when the server ends or the time is over. */
  waitFor(predicate: (notification: Notification) => boolean, timeoutMs?: number): Promise<Notification>;
  /** Lists the hooks that the agent finds for the sandbox's repository. */
  listHooks(): Promise<HookListing>;
  /** Declares every listed hook reviewed, as a person would. */
  trustHooks(): Promise<void>;
  /** Ends the server by the end of its input, by force after `graceMs`; answers its exit code. */
  close(graceMs?: number): Promise<number | null>;
}

/** Settings of an app server. */
export interface AppServerOptions {
  readonly program?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Answers a question of the server; `undefined` refuses to handle it. */
  readonly onRequest?: (request: ServerRequest) => unknown;
}

/** Starts `codex app-server` in a sandbox and introduces itself. */
export async function openAppServer(sandbox: Sandbox, options: AppServerOptions = {}): Promise<AppServer> {
  const [program = 'codex', ...first] = options.program ?? ['codex'];
  const child = spawn(program, [...first, 'app-server', ...(options.args ?? [])], {
    cwd: sandbox.repo,
    env: sandbox.env(options.env),
    detached: true,
  });
  const notifications: Notification[] = [];
  const asked: ServerRequest[] = [];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Set<() => void>();
  const ended = Promise.withResolvers<number | null>();
  let stderr = '';
  let lastId = 0;
  let isOver = false;

  const write = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  child.stdin.on('error', () => {});
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = parseMessage(line);
    if (message) receive(message);
    else stderr += `${line}\n`;
  });
  child.once('error', (error) => end(null, error.message));
  child.once('exit', (code, signal) => end(code, `exit ${code ?? signal}`));

  function end(code: number | null, why: string): void {
    isOver = true;
    for (const { reject } of waiting.values())
      reject(new Error(`app-server ended: ${why}. ${stderr.slice(-400)}`));
    for (const listener of listeners) listener();
    ended.resolve(code);
  }

  function receive(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) {
      asked.push(message);
      const result = options.onRequest?.(message);
      const unhandled = { error: { code: -32601, message: 'This client does not answer that.' } };
      write({ id: message.id, ...(result === undefined ? unhandled : { result }) });
    } else if (message.method !== undefined) {
      notifications.push(message);
      for (const listener of listeners) listener();
    } else {
      const call = waiting.get(Number(message.id));
      waiting.delete(Number(message.id));
      if (message.error) call?.reject(new Error(message.error.message));
      else call?.resolve(message.result);
    }
  }

  function request<Result>(method: string, params?: unknown): Promise<Result> {
    if (isOver) return Promise.reject(new Error(`app-server has ended. ${stderr.slice(-400)}`));
    const id = ++lastId;
    const call = Promise.withResolvers<unknown>();
    waiting.set(id, call);
    write({ id, method, params });
    return call.promise as Promise<Result>;
  }

  function waitFor(predicate: (one: Notification) => boolean, timeoutMs = 30_000): Promise<Notification> {
    const { promise, resolve, reject } = Promise.withResolvers<Notification>();
    const heard = () => notifications.map(({ method }) => method).join(', ');
    const timer = setTimeout(() => reject(new Error(`Nothing came in time, only: ${heard()}`)), timeoutMs);
    const look = () => {
      const found = notifications.find(predicate);
      if (found) resolve(found);
      else if (isOver) reject(new Error(`app-server ended first. ${stderr.slice(-400)}`));
    };
    listeners.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      listeners.delete(look);
    });
  }

  async function listHooks(): Promise<HookListing> {
    const { data } = await request<{ data: HookListing[] }>('hooks/list', { cwds: [sandbox.repo] });
    const [listing] = data;
    if (!listing) throw new Error('app-server listed no working directory.');
    return listing;
  }

  async function trustHooks(): Promise<void> {
    const hooks = (await listHooks()).hooks.filter((hook) => !hook.isManaged);
    if (hooks.length === 0) return;
    const value = Object.fromEntries(
      hooks.map(({ key, currentHash }) => [key, { trusted_hash: currentHash }]),
    );
    await request('config/batchWrite', {
      edits: [{ keyPath: 'hooks.state', value, mergeStrategy: 'upsert' }],
    });
  }

  async function close(graceMs = 10_000): Promise<number | null> {
    child.stdin.end();
    const timer = setTimeout(() => {
      if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
    }, graceMs);
    return ended.promise.finally(() => clearTimeout(timer));
  }

  const clientInfo = { name: 'hookline-e2e', title: 'Hookline end-to-end', version: '0.0.0' };
  await request('initialize', { clientInfo, capabilities: { experimentalApi: true } });
  write({ method: 'initialized' });
  return { notifications, asked, stderr: () => stderr, request, waitFor, listHooks, trustHooks, close };
}

type Message = ServerRequest & { readonly result?: unknown; readonly error?: { readonly message: string } };

/** What starts the server may print something of its own first. */
function parseMessage(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
