/** Calls of the agent for hooks that post to many addresses: which call goes to which address is in its command. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { BIN, type Person } from './person.ts';

/** One webhook an address, each for the calls whose command names it. */
export function webhooks(url: string, targets: number, more = ''): string {
  return Array.from(
    { length: targets },
    (_, target) => `[[hooks.exec]]
event = "exec.after"
type = "webhook"
mode = "async"
url = "${url}/t${target}"
description = "Target ${target}"
conditions = { command = { contains = "@t${target};" } }
${more}`,
  ).join('\n');
}

export interface Call {
  readonly index: number;
  readonly session: string;
  readonly targets: readonly number[];
}

export interface Called {
  readonly call: Call;
  /** When the process was started and when it had ended. */
  readonly from: number;
  readonly to: number;
  /** Undefined where it was killed. */
  readonly code: number | undefined;
}

/** Runs `hookline hook` for a call; `during` may kill it meanwhile. */
export function callHook(
  someone: Person,
  call: Call,
  during: (kill: () => void) => void = () => {},
): Promise<Called> {
  const from = performance.now();
  const child = spawn(process.execPath, [BIN, 'hook', '--event', 'PostToolUse'], {
    cwd: someone.project,
    env: someone.env,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(
    JSON.stringify({
      session_id: call.session,
      turn_id: 'turn-1',
      cwd: someone.project,
      hook_event_name: 'PostToolUse',
      model: 'gpt-5.5',
      permission_mode: 'default',
      tool_name: 'Bash',
      tool_input: {
        command: `echo #${call.index}; ${call.targets.map((target) => `@t${target};`).join(' ')}`,
      },
      tool_response: '',
      tool_use_id: `call-${call.index}`,
    }),
  );
  during(() => void child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ call, from, to: performance.now(), code: code === null ? undefined : code }),
    );
  });
}
