/** Asks Codex itself which hooks it sees, over its app-server: JSON lines on stdin and stdout. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { HooklineError } from '@hookline/core/errors';
import { isObject } from '../wire/payload.ts';

/** One hook as Codex sees it. */
export interface ListedHook {
  readonly key: string;
  /** camelCase, as Codex's app-server has it: `preToolUse`. */
  readonly eventName: string;
  readonly command?: string;
  readonly currentHash: string;
  readonly trustStatus: 'managed' | 'trusted' | 'untrusted' | 'modified';
  readonly enabled: boolean;
  readonly isManaged: boolean;
  readonly sourcePath: string;
}

/** What Codex says about one folder. */
export interface HookListing {
  readonly cwd: string;
  readonly hooks: readonly ListedHook[];
  readonly warnings: readonly unknown[];
  readonly errors: readonly unknown[];
}

/** How to start Codex. */
export interface ListCodexHooksRequest {
  /** The program and its arguments, without `app-server`. */
  readonly command: readonly [string, ...string[]];
  /** The folder to ask about, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** The hooks that Codex would run in a folder. Throws HOOKLINE_HOST_NOT_FOUND when it cannot be asked. */
export async function listCodexHooks({
  command,
  cwd,
  env,
  signal,
}: ListCodexHooksRequest): Promise<HookListing> {
  const [program, ...args] = command;
  const child = spawn(program, [...args, 'app-server'], {
    cwd,
    env,
    signal,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`app-server ended with ${code ?? 'a signal'}`)));
  });
  failed.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  try {
    send({ id: 1, method: 'initialize', params: { clientInfo: { name: 'hookline', version: '0' } } });
    const lines = createInterface({ input: child.stdout });
    const listing = (async () => {
      for await (const line of lines) {
        const message: unknown = JSON.parse(line);
        if (!isObject(message) || !('id' in message) || 'method' in message) continue;
        if (message['id'] === 1) {
          send({ method: 'initialized' });
          send({ id: 2, method: 'hooks/list', params: { cwds: [cwd] } });
        } else if (message['id'] === 2) return firstListing(message);
      }
      throw new Error('app-server closed its output');
    })();
    return await Promise.race([listing, failed]);
  } catch (cause) {
    throw new HooklineError('HOOKLINE_HOST_NOT_FOUND', {
      what: 'Codex could not be asked for its hooks.',
      where: program,
      fix: 'Check that this Codex starts, and that it is version 0.169 or newer.',
      cause,
    });
  } finally {
    child.stdin.end();
    child.kill();
  }
}

function firstListing(message: Readonly<Record<string, unknown>>): HookListing {
  const result = message['result'];
  const [listing] = isObject(result) && Array.isArray(result['data']) ? result['data'] : [];
  if (!isObject(listing) || !Array.isArray(listing['hooks'])) throw new Error('hooks/list gave no listing');
  return listing as unknown as HookListing;
}
