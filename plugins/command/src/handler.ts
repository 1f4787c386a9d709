import {
  defineHandler,
  type ExecResult,
  type HandlerAnswer,
  type LifecycleEvent,
  type ResolvedEntry,
  type RunContext,
} from '@hookline/core';
import { originText } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { answerOf } from './answer.ts';
import { KEYS, readFields } from './fields.ts';
import { nativePayload } from './native-payload.ts';
import { shellCall } from './shell.ts';

/** Enough for every answer. What a hook prints beyond it must not keep a refusal of its exit code from being heard. */
const MOST_OUTPUT_BYTES = 8 * 1024 * 1024;

/** Runs a command line in the folder that the agent works in, with the agent's payload on stdin. */
export const commandHandler = defineHandler({
  type: 'command',
  keys: KEYS,
  schema: () => import('./schema.ts'),
  describe: (fields) => readFields(fields).command,
  async run(entry, event, ctx) {
    const fields = readFields(entry.fields);
    const where = originText(entry);
    if (fields.problem !== undefined) {
      throw new HooklineError('HOOKLINE_COMMAND_REFUSED', {
        what: fields.problem,
        where,
        fix: 'Correct it there, or take it out. "hookline validate" shows what is wrong with a file.',
      });
    }
    return run(entry, event, ctx, where);
  },
});

async function run(
  entry: ResolvedEntry,
  event: LifecycleEvent,
  ctx: RunContext,
  where: string,
): Promise<HandlerAnswer | undefined> {
  const native = entry.native ?? event.host.event ?? event.type;
  const { program, args } = shellCall(readFields(entry.fields));
  const result = await ctx.exec(program, args, {
    // Not the folder that the model chose for a command: the agent runs its hooks in that of the session.
    cwd: event.sessionCwd ?? event.cwd,
    input: nativePayload(event, native),
    timeoutMs: ctx.timeoutMs,
    maxOutputBytes: MOST_OUTPUT_BYTES,
    dropsExcess: true,
  });
  if (result.status !== 'exited') throw cutShort(result, entry, where);
  if (result.exitCode === 0 && result.dropped?.includes('stdout'))
    throw cutShort({ ...result, status: 'output-too-large' }, entry, where);
  const { exitCode = 0, stdout, stderr } = result;
  return answerOf(
    { exitCode, stdout, stderr },
    { name: entry.name, event, native, where, log: ctx.log, redact: (text) => ctx.redact(text) },
  );
}

function cutShort(
  { status, signal, errorCode }: ExecResult,
  entry: ResolvedEntry,
  where: string,
): HooklineError {
  switch (status) {
    case 'timed-out':
    case 'aborted':
      return new HooklineError('HOOKLINE_HANDLER_TIMEOUT', {
        what:
          status === 'aborted'
            ? `"${entry.name}" was stopped before it had answered.`
            : `"${entry.name}" gave no answer within ${entry.timeoutMs} ms.`,
        where,
        fix: 'Raise its timeout, or make it faster.',
      });
    case 'output-too-large':
      return new HooklineError('HOOKLINE_COMMAND_FAILED', {
        what: `"${entry.name}" printed more than a hook may.`,
        where,
        fix: 'Write logs to a file, and only the answer to stdout.',
      });
    case 'signalled':
      return new HooklineError('HOOKLINE_COMMAND_FAILED', {
        what: `"${entry.name}" was ended by the signal ${signal}.`,
        where,
        fix: 'Run it by hand with an event on its stdin to see why.',
      });
    default:
      if (errorCode === 'NESTED_TOO_DEEP') {
        return new HooklineError('HOOKLINE_COMMAND_FAILED', {
          what: `"${entry.name}" was not started: hooks have started each other too many levels deep.`,
          where,
          fix: 'Let it start neither the agent nor Hookline, or only for events that it does not run at itself.',
        });
      }
      return new HooklineError('HOOKLINE_COMMAND_FAILED', {
        what: `"${entry.name}" could not be started (${errorCode}).`,
        where,
        fix: 'Look whether the folder that the agent works in is still there, and /bin/bash.',
      });
  }
}
