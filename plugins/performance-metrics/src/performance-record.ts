/** The line of one command: no command, no path, no output; numbers, and the name of the program. */
import type { ExecAfterEvent } from '@hookline/core';
import { between, stateAfter } from './measured.ts';
import type { Opened } from './open-commands.ts';
import { programOf } from './program.ts';
import type { Sample } from './sample.ts';

/** What a record depends on besides the event and the samples. */
export interface RecordOptions {
  /** Whether programs are named. */
  readonly commands: 'program' | 'none';
  readonly redact: (text: string) => string;
}

/** Characters of an id or a name. */
const LONGEST = 100;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal obeys is what is taken out.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** An id or a name, bounded and printable. */
export const nameOf = (text: string): string =>
  text.slice(0, LONGEST).toWellFormed().replaceAll(UNSAFE, '\ufffd');

/** The fields of the line, in the order in which they are written. What is not known is absent. */
export function performanceRecord(
  event: ExecAfterEvent,
  after: Sample,
  before: Opened | undefined,
  { commands, redact }: RecordOptions,
): Readonly<Record<string, string | number | boolean | undefined>> {
  const { timestamp, sessionId, taskId, exitCode, success, duration } = event;
  const program = commands === 'none' ? undefined : programOf(event.command);
  return {
    timestamp,
    event: 'exec.after',
    session_id: nameOf(redact(sessionId)),
    task_id: taskId === undefined ? undefined : nameOf(redact(taskId)),
    program: program === undefined ? undefined : nameOf(redact(program)),
    exit_code: exitCode,
    success,
    // A clock that was set back makes durations that are none.
    duration_ms: duration !== undefined && duration >= 0 ? Math.round(duration) : undefined,
    ...stateAfter(after),
    ...(before && between(before.sample, after, before.isParallel)),
    parallel: before?.isParallel || undefined,
  };
}
