/** The command line as a process. */
import { errorText, isHooklineError } from '@hookline/core/errors';
import { CommanderError } from 'commander';
import { type CommandContext, processContext, UsageError } from './command-context.ts';
import { program } from './program.ts';

const BAD_USAGE = 64;

/** Runs one command line and gives its exit code. */
export async function run(argv: readonly string[], context: CommandContext): Promise<number> {
  let code = 0;
  try {
    if (argv[0] === 'codex')
      return await (await import('./codex/codex-command.ts')).codexCommand(argv.slice(1), context);
    await program(context, (ended) => {
      code = ended;
    }).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : BAD_USAGE;
    if (thrown instanceof UsageError) {
      context.err(`hookline: ${thrown.message}`);
      return BAD_USAGE;
    }
    context.err(isHooklineError(thrown) ? thrown.report() : `hookline: ${errorText(thrown)}`);
    return 1;
  }
}

const context = processContext();
// Foreign code may end the process, or never be done importing: without this a check of it would look passed.
const endedEarly = (): void => {
  context.err(
    'hookline: The process ended before the command was done. A configuration or a plugin ended it, or waits at its top level for what never comes.',
  );
  process.exitCode = 1;
};
process.once('exit', endedEarly);
// The platform would print what was thrown past the redaction.
process.on('uncaughtException', (thrown: unknown) => {
  context.err(`hookline: ${(thrown instanceof Error && thrown.stack) || errorText(thrown)}`);
  process.off('exit', endedEarly);
  process.exit(1);
});
process.exitCode = await run(process.argv.slice(2), context);
process.off('exit', endedEarly);
