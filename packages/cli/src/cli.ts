/** The command line as a process. */
import { errorText, isHooklineError } from '@hookline/core/errors';
import { type Command, CommanderError } from 'commander';
import { type CommandContext, processContext, UsageError } from './command-context.ts';
import { visible } from './output/visible.ts';
import { program } from './program.ts';

const BAD_USAGE = 64;

/** Runs one command line and gives its exit code. */
export async function run(argv: readonly string[], context: CommandContext): Promise<number> {
  let code = 0;
  try {
    if (argv[0] === 'codex')
      return await (await import('./codex/codex-command.ts')).codexCommand(argv.slice(1), context);
    const commands = program(context, (ended) => {
      code = ended;
    });
    const [name = '--help', ...args] = argv;
    if (isUnknown(name, commands)) {
      const ended = await (await import('./commands/plugin-command.ts')).pluginCommand(name, args, context);
      if (ended !== undefined) return ended;
    }
    if (HELP.has(name)) await addPluginHelp(commands, context);
    await commands.parseAsync([...argv], { from: 'user' });
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

const HELP = new Set(['--help', '-h', 'help']);

/** A word that is none of Hookline's own commands: it may be one of a plugin. */
const isUnknown = (name: string, { commands }: Command): boolean =>
  /^[a-z][a-z0-9-]*$/.test(name) && name !== 'help' && !commands.some((command) => command.name() === name);

async function addPluginHelp(root: Command, context: CommandContext): Promise<void> {
  const { pluginCommands } = await import('./commands/plugin-command.ts');
  const found = await pluginCommands(context);
  if (found.length === 0) return;
  const longest = Math.max(...found.map(({ name }) => name.length));
  const lines = found.map(({ name, summary }) => `  ${name.padEnd(longest)}  ${visible(summary)}`);
  root.addHelpText('after', `\nCommands of plugins:\n${lines.join('\n')}`);
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
