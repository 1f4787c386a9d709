/** Turns a run that gave no answer into the error that says what happened and what to do. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import type { ExecResult, ResolvedEntry } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import { notExecutable } from './program.ts';

/** What was run. */
export interface Invocation {
  readonly entry: ResolvedEntry;
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  /** The place in the config. */
  readonly where: string;
  readonly redact: (text: string) => string;
}

const STDERR_BYTES = 2 * 1024;
const SCRIPT_INTERPRETER = /^(?:(?:ba|da|z|k|a)?sh|python[\d.]*|node|deno|bun|perl|ruby|php)(?:\.exe)?$/i;
const MODULE_INTERPRETER = /^(?:node|deno|bun)(?:\.exe)?$/i;

/** The failure of a run, or undefined when its exit code is an answer (0 and 2). */
export function failureOf(result: ExecResult, invocation: Invocation): HooklineError | undefined {
  const { where, entry, redact } = invocation;
  const why = lastLines(redact(result.stderr));
  switch (result.status) {
    case 'exited':
      return exitFailure(result, invocation, why);
    case 'not-started':
      return startFailure(result.errorCode ?? 'UNKNOWN', invocation);
    case 'signalled':
      return new HooklineError('HOOKLINE_SCRIPT_FAILED', {
        what: `${basename(invocation.program)} was ended by the signal ${result.signal}.`,
        where,
        why,
        fix: 'Run it by hand with an event on its stdin to see why.',
      });
    case 'output-too-large':
      return new HooklineError('HOOKLINE_SCRIPT_OUTPUT_TOO_LARGE', {
        what: `${basename(invocation.program)} printed more than a hook may.`,
        where,
        fix: 'Write logs to a file, and only the answer to stdout.',
      });
    case 'timed-out':
    case 'aborted':
      return new HooklineError('HOOKLINE_HANDLER_TIMEOUT', {
        what:
          result.status === 'aborted'
            ? `"${entry.name}" was stopped before it had answered.`
            : `"${entry.name}" gave no answer within ${entry.timeoutMs} ms.`,
        where,
        why,
        fix: 'Raise its timeout, or make it faster.',
      });
  }
}

function exitFailure(
  { exitCode = 0 }: ExecResult,
  { program, args, entry, where }: Invocation,
  why: string | undefined,
): HooklineError | undefined {
  if (exitCode === 0) return undefined;
  const script = missingScript(program, args, entry.cwd);
  if (script) {
    // Interpreters end with 2 here, which would read as the refusal of a check that never ran.
    return new HooklineError('HOOKLINE_SCRIPT_NOT_FOUND', {
      what: `${script} does not exist.`,
      where,
      why: `${basename(program)} was told to run it, in ${entry.cwd}.`,
      fix: 'Correct the path, or create the file.',
    });
  }
  if (exitCode === 2) return undefined;
  if ((exitCode === 126 || exitCode === 127) && firstLine(program)?.endsWith('\r'))
    return windowsLines(program, where);
  return new HooklineError('HOOKLINE_SCRIPT_FAILED', {
    what: `${basename(program)} ended with exit code ${exitCode}.`,
    where,
    why,
    fix: 'End with 0 to let the action pass, or with 2 and a reason on stderr to refuse it.',
  });
}

/**
 * The script that an interpreter was told to run, when that is a path and nothing is there. Node adds extensions
 * and shells search `PATH`, so names that they may find elsewhere are not judged.
 */
function missingScript(program: string, args: readonly string[], cwd: string): string | undefined {
  const [script] = args;
  const interpreter = basename(program);
  if (script === undefined || script.startsWith('-') || !SCRIPT_INTERPRETER.test(interpreter))
    return undefined;
  const isExact = MODULE_INTERPRETER.test(interpreter) ? /\.\w+$/.test(script) : /\/|\.\w+$/.test(script);
  const file = isAbsolute(script) ? script : resolve(cwd, script);
  return !isExact || existsSync(file) ? undefined : file;
}

function startFailure(errorCode: string, { program, entry, where }: Invocation): HooklineError {
  if (errorCode.endsWith('_CWD')) {
    return new HooklineError('HOOKLINE_SCRIPT_NOT_FOUND', {
      what: `The folder to run in, ${entry.cwd}, ${errorCode === 'ENOTDIR_CWD' ? 'is not a folder' : 'cannot be entered'}.`,
      where,
      fix: 'Correct "cwd", or create the folder.',
    });
  }
  if (errorCode === 'EACCES' || errorCode === 'EPERM') return notExecutable(program, where);
  const line = firstLine(program);
  if (errorCode === 'ENOENT' && line?.startsWith('#!')) {
    if (line.endsWith('\r')) return windowsLines(program, where);
    const interpreter = line.slice(2).trim().split(/\s+/)[0];
    return new HooklineError('HOOKLINE_SCRIPT_NOT_FOUND', {
      what: `The interpreter ${interpreter}, named in the first line of ${program}, does not exist.`,
      where,
      fix: `Install it, or write "#!/usr/bin/env ${basename(interpreter ?? 'bash')}".`,
    });
  }
  if (errorCode === 'NESTED_TOO_DEEP') {
    return new HooklineError('HOOKLINE_SCRIPT_FAILED', {
      what: `${basename(program)} was not started: hooks have started each other too many levels deep.`,
      where,
      fix: 'Let it start neither the agent nor Hookline, or only for events that it does not run at itself.',
    });
  }
  return new HooklineError('HOOKLINE_SCRIPT_FAILED', {
    what: `${program} could not be started (${errorCode}).`,
    where,
    fix:
      errorCode === 'E2BIG'
        ? 'Its environment and arguments are too large for this system: pass less in "environment".'
        : 'Run it by hand to see why.',
  });
}

function windowsLines(program: string, where: string): HooklineError {
  return new HooklineError('HOOKLINE_SCRIPT_NOT_FOUND', {
    what: `The first line of ${program} ends with a carriage return, so its interpreter is not found.`,
    where,
    why: 'The file was saved with Windows line ends.',
    fix: 'Save it with Unix line ends: sed -i \'s/\\r$//\' on the file, and "*.sh text eol=lf" in .gitattributes.',
  });
}

function firstLine(file: string): string | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const start = Buffer.alloc(256);
      const size = readSync(descriptor, start, 0, start.length, 0);
      return start.toString('latin1', 0, size).split('\n')[0];
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** The end of what was printed on stderr, where programs say what went wrong. */
function lastLines(stderr: string): string | undefined {
  const text = stderr.trim();
  if (text === '') return undefined;
  if (text.length <= STDERR_BYTES) return text;
  const tail = text.slice(-STDERR_BYTES);
  return `…${tail.slice(tail.indexOf('\n') + 1)}`;
}
