/** Starts the process that does the work of an environment. It outlives the hook, so it is in a session of its own. */
import { noteStarted, workerOf } from './worker-record.ts';

/** The command that runs a worker: `hookline spool work --batch <batch>`. */
export interface WorkerCommand {
  readonly node: string;
  readonly script: string;
}

/**
 * Sees to it that a worker with this environment lives. For after the work was stored: a worker that is about to leave
 * takes its record away first and then looks once more. Never throws and is not waited for: work whose worker did not
 * start is taken up by the next one.
 */
export function ensureWorker(
  hooklineHome: string,
  command: WorkerCommand,
  batch: string,
  env: NodeJS.ProcessEnv,
): void {
  if (workerOf(hooklineHome, batch) === 'alive') return;
  const pid = startWorker(command, batch, env);
  if (pid !== undefined) noteStarted(hooklineHome, batch, pid);
}

/** Starts a worker; its pid, or undefined when the system did not let it. Never throws. */
export function startWorker(
  command: WorkerCommand,
  batch: string,
  env: NodeJS.ProcessEnv,
): number | undefined {
  try {
    // Loaded here: it costs milliseconds, and most events hand nothing over.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(command.node, [command.script, 'spool', 'work', '--batch', batch], {
      // The repository may be deleted under the worker; the root always exists.
      cwd: '/',
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
      // A hook that runs inside another one's program carries that program's mark; its worker must not be ended with it.
      env: { ...env, HOOKLINE_RUN_ID: undefined },
    });
    child.on('error', () => {});
    child.unref();
    return child.pid;
  } catch {
    // EAGAIN and the like.
    return undefined;
  }
}
