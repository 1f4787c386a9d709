// A real verdaccio as a child process: what npm, pnpm and yarn talk to is a registry that people use, not a copy of one.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendSignal } from '../child.ts';

/** A running verdaccio. */
export interface Verdaccio {
  readonly url: string;
  /** What was published, what was refused or not there, and what went wrong, a line each. */
  readonly log: () => string;
  close(): Promise<void>;
}

const CHILD = fileURLToPath(new URL('serve-verdaccio.ts', import.meta.url));
/** It takes half a second; a machine that is ten times as slow is still one. */
const START_MS = 30_000;

/**
 * Starts verdaccio on a free port of 127.0.0.1. Everybody may read, a user who has signed in may publish.
 *
 * @throws Error with its log when it does not come up.
 */
export async function startVerdaccio(folder: string, uplink: string): Promise<Verdaccio> {
  const file = path.join(folder, 'verdaccio.json');
  writeFileSync(file, JSON.stringify(configuration(folder, uplink)));
  const child = fork(CHILD, [file], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A proxy of the caller is not for loopback.
    env: { PATH: process.env['PATH'], HOME: folder, NODE_ENV: 'production', NO_PROXY: '127.0.0.1' },
    detached: true,
    silent: true,
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (): Promise<void> => {
    if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
    await ended;
  };
  const { promise: up, resolve, reject } = Promise.withResolvers<number>();
  const fail = (why: string) => reject(new Error(`verdaccio did not start: ${why}\n${readable(log)}`));
  child.once('message', (message: { readonly port: number }) => resolve(message.port));
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code, signal) => fail(`it ended with ${code ?? signal}.`));
  const deadline = setTimeout(() => fail(`nothing within ${START_MS / 1000} s.`), START_MS);
  try {
    return { url: `http://127.0.0.1:${await up}`, log: () => readable(log), close: end };
  } catch (error) {
    await end();
    throw error;
  } finally {
    clearTimeout(deadline);
  }
}

/** Its lines are JSON with whole requests in them. What was read and was there is left out: that is nearly all. */
function readable(log: string): string {
  return log
    .split('\n')
    .map((line) => {
      try {
        return String(JSON.parse(line).msg);
      } catch {
        return line;
      }
    })
    .filter(
      (line) => line !== '' && !/requested '|^making request|\(streaming\)$|^(?:200|304), .*'GET /.test(line),
    )
    .join('\n');
}

function configuration(folder: string, uplink: string) {
  return {
    storage: path.join(folder, 'storage'),
    // The fewest rounds there are: the only password is made up.
    auth: { htpasswd: { file: path.join(folder, 'htpasswd'), algorithm: 'bcrypt', rounds: 1 } },
    uplinks: { installed: { url: uplink, maxage: '1h', max_fails: 1_000, timeout: '60s' } },
    packages: { '**': { access: '$all', publish: '$authenticated', proxy: 'installed' } },
    web: { enable: false },
    max_body_size: '50mb',
    log: { type: 'stdout', format: 'json', level: 'http' },
  };
}
