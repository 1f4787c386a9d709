/** A program called `codex` that keeps what it was started with, and ends as it is told. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BIN, type Person, type Run, run } from './person.ts';

export interface Started {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** Says "ready" and waits when FAKE_WAITS is set; takes signals as FAKE_ON_SIGNAL says; ends with FAKE_EXIT. */
const PROGRAM = `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const { argv, env } = process;
writeFileSync(env.HOME + '/started.json', JSON.stringify({ args: argv.slice(2), env, cwd: process.cwd() }));
const how = env.FAKE_ON_SIGNAL;
for (const name of how ? ['SIGTERM', 'SIGINT', 'SIGHUP'] : []) {
  process.once(name, () => {
    process.stdout.write('got ' + name + '\\n');
    if (how === 'dies') process.kill(process.pid, name);
    else process.exit(5);
  });
}
process.stdout.write('ready\\n');
if (env.FAKE_WAITS) setInterval(() => {}, 60_000);
else process.exitCode = Number(env.FAKE_EXIT ?? 0);
`;

/** Puts it on the person's PATH, or elsewhere. Gives its path. */
export function putCodex(someone: Person, folder = join(someone.root, 'bin')): string {
  return someone.write('codex', PROGRAM, folder);
}

/** What it was started with; undefined when it was not. */
export function started({ files }: Person): Started | undefined {
  const text = files()['home/started.json'];
  return text === undefined ? undefined : JSON.parse(text);
}

/** Runs `hookline codex`, sends it a signal once codex is there, and waits for the end. */
export async function interrupted(
  someone: Person,
  signal: NodeJS.Signals,
  env: NodeJS.ProcessEnv,
): Promise<Run> {
  const child = spawn(process.execPath, [BIN, 'codex', 'exec'], {
    cwd: someone.project,
    env: { ...someone.env, FAKE_WAITS: '1', ...env },
  });
  child.stdout.on('data', (text: Buffer) => {
    if (String(text).includes('ready')) child.kill(signal);
  });
  return run(child);
}

/** The events whose hooks are handed over on the command line. */
export function hookedEvents(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => /^hooks\.(\w+)=\[/.exec(arg)?.[1] ?? []);
}
