/** Runs the agent in this terminal: its streams are ours, signals are passed on, its exit code is kept. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { HooklineError } from '@hookline/core/errors';

const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Resolves with the exit code; 128 + n when a signal ended the agent.
 *
 * @throws HooklineError `HOOKLINE_HOST_NOT_FOUND` when it cannot be started
 */
export function runAgent(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    const forward = (signal: NodeJS.Signals): void => {
      // Ctrl-C in a terminal reaches the whole group; a second one from us would mean "quit at once".
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const stop = (): void => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.once('error', (thrown) => {
      stop();
      reject(
        new HooklineError('HOOKLINE_HOST_NOT_FOUND', {
          what: `codex could not be started: ${thrown.message}`,
          where: program,
          fix: 'Run it by itself to see whether it works, or set HOOKLINE_CODEX to another one.',
          cause: thrown,
        }),
      );
    });
    child.once('exit', (code, signal) => {
      stop();
      resolve(signal ? 128 + constants.signals[signal] : (code ?? 1));
    });
  });
}
