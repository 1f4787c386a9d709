/** `hookline config`: the configuration in force, each value with where it was written. Runs foreign code only when told to. */
import type { CommandContext, ExitCode } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { mayRun } from './approval.ts';
import { configText } from './config-text.ts';
import { configView } from './config-view.ts';

export interface ConfigOptions {
  readonly config?: string;
  readonly json?: boolean;
  /** Imports what is code: configurations and presets in code, and plugins for the defaults of their options. */
  readonly runCode?: boolean;
}

const NOT_RUN =
  '# Code was not run: what is said only in code is missing here, and so are the defaults of the options of plugins.\n' +
  '# To run it: hookline config --run-code';

export async function config(options: ConfigOptions, context: CommandContext): Promise<ExitCode> {
  const loaded = await configurationFor(context, {
    file: options.config,
    runCode: options.runCode === true,
    named: options.config !== undefined,
  });
  if (
    !(await mayRun(
      loaded.waiting,
      { ask: false, otherwise: 'Nothing of this configuration runs until the errors are repaired.' },
      context,
    ))
  )
    return 1;
  const { problems, broken, complete } = loaded;
  if (options.json) {
    const view = broken ? {} : await configView(loaded, context);
    context.json({ ok: !broken, complete, ...view, problems });
    return broken ? 1 : 0;
  }
  if (broken) {
    context.err(problemsText(problems, context.cwd, context.colour));
    context.err(`\n${problemCount(problems)}`);
    return 1;
  }
  if (loaded.config.files.length === 0) {
    context.out('No configuration was found here. Make one with: npx hookline init');
    return 0;
  }
  context.out(configText(await configView(loaded, context), context.cwd));
  if (!complete) context.out(`\n${NOT_RUN}`);
  if (problems.length > 0) context.err(problemsText(problems, context.cwd, context.colour));
  return 0;
}
