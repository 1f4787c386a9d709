/** `hookline list`: what is configured, where it comes from, what it listens to. Runs no foreign code. */
import { unheardEvents } from '../codex/unheard-events.ts';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { wrapped } from '../output/listing.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { switchedOff } from '../output/switched-off.ts';
import { agentHooks } from './agent-hooks.ts';
import { listText } from './list-text.ts';
import { listView } from './list-view.ts';
import { waitsText } from './trust-text.ts';

export interface ListOptions {
  readonly config?: string;
  readonly json?: boolean;
}

export async function list(options: ListOptions, context: CommandContext): Promise<ExitCode> {
  const loaded = await configurationFor(context, {
    file: options.config,
    runCode: false,
    named: options.config !== undefined,
  });
  const { config, problems, broken, complete } = loaded;
  const view = await listView(loaded, context);
  if (options.json) {
    context.json(view);
    return broken ? 1 : 0;
  }
  if (!config.settings.enabled) context.out(`${switchedOff(context)}\n`);
  const text = listText(view, context);
  if (text !== '') context.out(text);
  // A configuration in code is not read here: to say that nothing is configured would be wrong.
  if (!complete && !broken && problems.length > 0)
    context.out(problemsText(problems, context.cwd, context.colour));
  else if (config.entries.length + config.plugins.length === 0 && !broken) {
    context.out('No hooks and no plugins are configured here. Start with: npx hookline init');
  }
  const note = (words: string): void =>
    context.out(['', ...wrapped(`note: ${words}`, context.columns)].join('\n'));
  const unheard = broken ? undefined : unheardEvents(config, context);
  if (unheard) note(unheard);
  const waits = waitsText(loaded.review);
  if (waits !== undefined) note(waits);
  for (const more of options.config === undefined && !broken ? agentHooks(context) : []) note(more);
  if (broken) {
    context.err(problemsText(problems, context.cwd, context.colour));
    context.err(`\n${problemCount(problems)}`);
    return 1;
  }
  return 0;
}
