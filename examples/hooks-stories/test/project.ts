/** A repository with the examples in it, as a person copies them, and a home of its own. The built bin runs them. */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

const EXAMPLES = fileURLToPath(new URL('../..', import.meta.url));
const manifest = createRequire(import.meta.url).resolve('hookline/package.json');
const BIN = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.hookline);

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

export interface RunOptions {
  readonly env?: Env;
  readonly stdin?: string;
  readonly cwd?: string;
}

export interface Project {
  readonly root: string;
  readonly repo: string;
  readonly codexHome: string;
  /** Copies one of the example configurations to where Hookline finds it, as their first lines say. */
  use(config: string): void;
  /** Runs a program in the repository. */
  run(command: readonly string[], options?: RunOptions): Promise<Run>;
  hookline(args: readonly string[], options?: RunOptions): Promise<Run>;
  /** Raises an event by hand; what is handed over is done when it resolves, and none of it has failed. */
  emit(event: string, data?: object, options?: RunOptions & { readonly session?: string }): Promise<Run>;
  /** The lines of a file in the agent's folder. */
  lines(name: string): string[];
  /** The same of a file with a JSON object in each line. */
  // biome-ignore lint/suspicious/noExplicitAny: what a script wrote is what the test looks at.
  records(name: string): any[];
}

/** Makes a project; when the test ends, all that was started in it has ended and the folder is gone. */
export function project(config = 'hooks.toml'): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hookline-stories-')));
  onTestFinished(async () => {
    while (isAtWork(root)) await wait(20);
    rmSync(root, { recursive: true, force: true });
  });
  const [repo, home] = [join(root, 'repo'), join(root, 'home')];
  const codexHome = join(home, '.codex');
  for (const folder of [join(repo, '.git'), join(repo, 'examples'), home]) {
    mkdirSync(folder, { recursive: true });
  }
  for (const name of readdirSync(EXAMPLES).filter((name) => name === 'hooks' || name.endsWith('.toml'))) {
    cpSync(join(EXAMPLES, name), join(repo, 'examples', name), { recursive: true });
  }
  const env = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    CODEX_HOME: codexHome,
    HOOKLINE_HOME: join(home, '.hookline'),
    HOOKLINE_TRUST: 'all',
  };
  const run: Project['run'] = ([program = '', ...args], { env: more, stdin, cwd = repo } = {}) => {
    const child = spawn(program, args, { cwd, env: { ...env, ...more } });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    child.stdin.on('error', () => {});
    child.stdin.end(stdin ?? '');
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...said }));
    });
  };
  const hookline: Project['hookline'] = (args, options) => run([process.execPath, BIN, ...args], options);
  const lines = (name: string): string[] => readFileSync(join(codexHome, name), 'utf8').trimEnd().split('\n');
  const use = (name: string): void => copyFileSync(join(repo, 'examples', name), join(repo, 'hooks.toml'));
  use(config);
  return {
    root,
    repo,
    codexHome,
    use,
    run,
    hookline,
    lines,
    records: (name) => lines(name).map((line) => JSON.parse(line)),
    async emit(event, data = {}, { session = 'session-1', ...options } = {}) {
      const args = ['emit', event, '--session', session, '--data', '-'];
      const emitted = await hookline(args, { ...options, stdin: JSON.stringify(data) });
      // A worker may have begun already; what it has in hand, flush leaves to it.
      const left = async (): Promise<readonly { readonly state: string }[]> =>
        JSON.parse((await hookline(['spool', 'list', '--json'], options)).stdout);
      for (let look = 0; look < 200 && (await left()).some(({ state }) => state !== 'dead'); look += 1) {
        await wait(50);
      }
      expect(await left()).toEqual([]);
      return emitted;
    },
  };
}

/** The path of a script from the root of a repository that has the examples. */
export const script = (name: string): string => `./examples/hooks/${name}`;

/** True while a process runs that was started with a home below this folder. Always false without /proc. */
function isAtWork(root: string): boolean {
  const environment = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8');
    } catch {
      return '';
    }
  };
  return (
    existsSync('/proc') &&
    readdirSync('/proc').some((name) => /^\d+$/.test(name) && environment(name).includes(root))
  );
}
