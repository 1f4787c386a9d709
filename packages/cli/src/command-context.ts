/** What every command is given: the process it runs in, seen through one object that tests can make. */
import { redactedJson } from '@hookline/core/entry';
import type { ErrorCode } from '@hookline/core/errors';
import { createRedact, type Homes, homesOf } from '@hookline/runtime';
import { redactStream } from './output/redact-stream.ts';

export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly cwd: string;
  readonly homes: Homes;
  /** Prints a line to stdout, redacted. */
  readonly out: (text: string) => void;
  /** Prints text to stdout as it is, with its own line ends; redacted. */
  readonly write: (text: string) => void;
  /** Prints a line to stderr, redacted. */
  readonly err: (text: string) => void;
  /** Prints a value to stdout as JSON, every text in it redacted for itself, so that it stays JSON. */
  readonly json: (value: unknown) => void;
  /** Prints a line to stdout to the letter: for what is made to be kept. */
  readonly verbatim: (text: string) => void;
  /** True when stdout and stderr are terminals that want colours: neither a file nor a pipe must hold their codes. */
  readonly colour: boolean;
  /** How many columns the terminal of stdout has; undefined in a file or a pipe, where every row is one line. */
  readonly columns?: number;
  /** True when questions can be asked. */
  readonly interactive: boolean;
}

/** How a command ended: 0 fine, 1 a finding or a failure, 64 bad usage. */
export type ExitCode = 0 | 1 | 64;

/** A command that was called wrongly; shown as one line with the usage. Exit code 64. */
export class UsageError extends Error {
  readonly code: ErrorCode = 'HOOKLINE_USAGE';
}

export function processContext(): CommandContext {
  const redact = createRedact(process.env);
  const print = redactStream('stdout', redact);
  redactStream('stderr', redact);
  // Whoever reads us may stop early (`| head -1`): what they did not want is dropped, without a stack trace.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'EPIPE') throw thrown;
    });
  }
  return {
    env: process.env,
    cwd: workingDirectory(),
    homes: homesOf(process.env),
    out: (text) => void process.stdout.write(`${text}\n`),
    write: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(`${text}\n`),
    json: (value) => print(`${redactedJson(value, redact, 2)}\n`),
    verbatim: (text) => print(`${text}\n`),
    colour: process.stdout.isTTY === true && process.stderr.isTTY === true && !process.env['NO_COLOR'],
    ...(process.stdout.isTTY === true && process.stdout.columns > 0
      ? { columns: process.stdout.columns }
      : {}),
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
  };
}

/** The working directory can be gone. Then the commands say that nothing is found in it, in place of a stack trace. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return process.env['PWD'] || '/';
  }
}
