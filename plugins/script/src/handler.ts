import {
  defineHandler,
  type HandlerAnswer,
  type LifecycleEvent,
  type ResolvedEntry,
  type RunContext,
} from '@hookline/core';
import { entryFolder, originText } from '@hookline/core/entry';
import { answerOf } from './answer/answer.ts';
import { argumentsOf, commandOf, describeCommand } from './command.ts';
import { environmentOf } from './environment.ts';
import { failureOf, type Invocation } from './failure.ts';
import { withPatchFile } from './patch-file.ts';
import { findProgram } from './program.ts';

/** Runs a program for an event: the event on stdin and in variables, the answer in the exit code and on stdout. */
export const scriptHandler = defineHandler({
  type: 'script',
  keys: ['command'],
  schema: () => import('./schema.ts'),
  describe: (fields) => describeCommand(commandOf(fields)),
  run: (entry, event, ctx) => withPatchFile(event, (patchFile) => run(entry, event, ctx, patchFile)),
});

async function run(
  entry: ResolvedEntry,
  event: LifecycleEvent,
  ctx: RunContext,
  patchFile: string | undefined,
): Promise<HandlerAnswer | undefined> {
  const command = argumentsOf(entry, event, ctx.env);
  const env = environmentOf(entry, event, { env: ctx.env, patchFile, cut: command.truncated });
  const where = originText(entry);
  const program = findProgram(command.program, {
    baseDir: entry.baseDir,
    path: env['PATH'] ?? ctx.env['PATH'],
    where,
  });
  const cwd = entryFolder(entry, ctx.env);
  const redact = (text: string): string => ctx.redact(text);
  const invocation: Invocation = { entry: { ...entry, cwd }, program, args: command.args, where, redact };
  const result = await ctx.exec(program, command.args, {
    cwd,
    env,
    input: JSON.stringify(isObject(event.raw) ? event.raw : event),
    timeoutMs: ctx.timeoutMs,
  });
  const failure = failureOf(result, invocation);
  if (failure) throw failure;
  const { exitCode, stdout, stderr } = result;
  return answerOf(
    { refused: exitCode === 2, stdout, stderr },
    { name: entry.name, event, where, log: ctx.log, redact, isAsync: entry.mode === 'async' },
  );
}

const isObject = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
