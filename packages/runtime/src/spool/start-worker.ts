/** Starts the process that does a batch's work. It outlives the hook, so it is in a session of its own. */

/** The command that runs a worker: `hookline spool work --batch <batch>`. */
export interface WorkerCommand {
  readonly node: string;
  readonly script: string;
}

/** Never throws and is not waited for: work whose worker did not start is taken up by the next one. */
export function startWorker(command: WorkerCommand, batch: string, env: NodeJS.ProcessEnv): void {
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
  } catch {
    // EAGAIN and the like.
  }
}
