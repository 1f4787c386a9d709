/** Runs the package manager: as a child whose words are seen, and which ends when the person wants it to. */
import { spawn } from 'node:child_process';
import type { CommandContext } from '../command-context.ts';
import type { Installation } from './installation.ts';

/** How an installation ended. */
export type Installed =
  | { readonly how: 'done' }
  | { readonly how: 'stopped' }
  | { readonly how: 'not there' }
  | { readonly how: 'failed'; readonly code: number | string; readonly said: string };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What is kept of the words of a package manager, in characters: its errors stand at the end. */
const MOST_KEPT = 200_000;

/** Never rejects. On a terminal each line is shown as it comes; in a pipe nothing is, so a failure has to show `said`. */
export function runInstallation(
  { words: [program, ...args], folder }: Pick<Installation, 'words' | 'folder'>,
  context: Pick<CommandContext, 'env' | 'out' | 'interactive'>,
): Promise<Installed> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: context.env,
      // Nobody can answer it: what it would ask for, it has to take from its settings.
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const flush = [child.stdout, child.stderr].map((stream) => {
      let line = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-MOST_KEPT);
        const lines = (line + text).split(/\r?\n/);
        line = lines.pop() ?? '';
        if (context.interactive) for (const whole of lines) context.out(whole);
      });
      return () => {
        if (context.interactive && line !== '') context.out(line);
      };
    });
    let isStopped = false;
    const stops = SIGNALS.map((name) => {
      const stop = (): void => {
        isStopped = true;
        child.kill(name);
      };
      // Once: a second Ctrl-C ends this process even if the package manager does not end.
      process.once(name, stop);
      return () => process.off(name, stop);
    });
    const end = (ended: Installed): void => {
      for (const one of [...stops, ...flush]) one();
      resolve(isStopped ? { how: 'stopped' } : ended);
    };
    child.once('error', (thrown: NodeJS.ErrnoException) =>
      end(
        thrown.code === 'ENOENT' ? { how: 'not there' } : { how: 'failed', code: String(thrown.code), said },
      ),
    );
    child.once('close', (code, signal) =>
      end(code === 0 ? { how: 'done' } : { how: 'failed', code: code ?? String(signal), said }),
    );
  });
}
