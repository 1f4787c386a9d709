/** `hookline validate`: reads the configuration and shows everything that is wrong with it. Runs foreign code only when told to. */
import { relative } from 'node:path';
import { unheardEvents } from '../codex/unheard-events.ts';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { switchedOff } from '../output/switched-off.ts';
import { mayRun } from './approval.ts';
import { commandNotes } from './command-notes.ts';
import { otherNames } from './other-names.ts';
import { waitsText } from './trust-text.ts';
import { unsetNames } from './unset-names.ts';

export interface ValidateOptions {
  readonly config?: string;
  readonly json?: boolean;
  /** Imports what is code, and so checks configurations in code and the options of plugins. */
  readonly runCode?: boolean;
}

export async function validate(options: ValidateOptions, context: CommandContext): Promise<ExitCode> {
  const loaded = await configurationFor(context, {
    file: options.config,
    only: options.config !== undefined,
    runCode: options.runCode === true,
    named: options.config !== undefined,
  });
  const { config, problems, review } = loaded;
  // Nothing of the project was looked at but what waits: its code runs only when somebody has approved it.
  if (
    !options.json &&
    !(await mayRun(
      loaded.waiting,
      { ask: false, otherwise: 'Nothing of this configuration runs until the errors are repaired.' },
      context,
    ))
  )
    return 1;
  if (options.json) {
    context.json({
      ok: !loaded.broken,
      complete: loaded.complete,
      files: config.files,
      hooks: config.entries.length,
      plugins: config.plugins.length,
      ...(review ? { approved: review.approved } : {}),
      problems,
    });
    return loaded.broken || loaded.waiting ? 1 : 0;
  }
  if (problems.length > 0) context.out(problemsText(problems, context.cwd, context.colour));
  if (loaded.broken) {
    context.out(
      `\n${problemCount(problems)}. Nothing of this configuration runs until the errors are repaired.`,
    );
    return 1;
  }
  if (config.files.length === 0) {
    context.out('No configuration was found here. Make one with: npx hookline init');
    for (const note of otherNames(context.cwd)) context.out(`note: ${note}`);
    return 0;
  }
  const files = config.files.map((file) => relative(context.cwd, file) || file).join(', ');
  const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  const counts = `${plural(config.entries.length, 'hook')}, ${plural(config.plugins.length, 'plugin')}`;
  const unheard = options.config === undefined ? unheardEvents(config, context) : undefined;
  context.out(
    `${problems.length > 0 ? '\n' : ''}ok  ${files}: ${counts}${problems.length > 0 ? `, ${problemCount(problems)}` : ''}`,
  );
  const notes = [...unsetNames(config, problems, context), ...commandNotes(config, context)];
  for (const note of notes) context.out(`note: ${note}`);
  if (!config.settings.enabled) context.out(`note: ${switchedOff(context)}`);
  if (!loaded.complete) {
    context.out(
      'note: Code was not run, so a configuration in code and the options of plugins are not checked. To check them: hookline validate --run-code',
    );
  }
  if (unheard) context.out(`note: ${unheard}`);
  const waits = waitsText(review);
  if (waits !== undefined) context.out(`note: ${waits}`);
  return 0;
}
