/** `hookline list`: what is configured, where it comes from, what it listens to. Runs no foreign code. */
import type { Origin } from '@hookline/core';
import { unheardEvents } from '../codex/unheard-events.ts';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { originPlace } from '../output/origin-place.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { switchedOff } from '../output/switched-off.ts';
import { table } from '../output/table.ts';
import { agentHooks } from './agent-hooks.ts';

export interface ListOptions {
  readonly config?: string;
  readonly json?: boolean;
}

export async function list(options: ListOptions, context: CommandContext): Promise<ExitCode> {
  const { config, problems, broken, complete } = await configurationFor(context, {
    file: options.config,
    runCode: false,
  });
  if (options.json) {
    context.out(
      JSON.stringify(
        {
          settings: config.settings,
          plugins: config.plugins,
          hooks: config.entries,
          files: config.files,
          problems,
        },
        null,
        2,
      ),
    );
    return broken ? 1 : 0;
  }
  const place = (origin: Origin): string => originPlace(origin, context.cwd);
  if (!config.settings.enabled) context.out(`${switchedOff(context)}\n`);
  if (config.plugins.length > 0) {
    context.out('Plugins');
    context.out(
      table(
        config.plugins.map((plugin) => [
          plugin.name,
          plugin.version ?? 'local',
          plugin.events.includes('*')
            ? 'events known when it runs'
            : plugin.events.join(', ') || plugin.kinds.join(', '),
          place(plugin.origin),
        ]),
        '  ',
      ),
    );
  }
  if (config.entries.length > 0) {
    context.out('Hooks');
    context.out(
      table(
        config.entries.map((entry) => [
          entry.native ?? entry.events.join(', '),
          entry.type,
          entry.name,
          [entry.mode, entry.priority === 'normal' ? '' : entry.priority, entry.required ? 'required' : '']
            .filter(Boolean)
            .join(' '),
          place(entry.origin),
        ]),
        '  ',
      ),
    );
  }
  // A configuration in code is not read here: to say that nothing is configured would be wrong.
  if (!complete && !broken && problems.length > 0)
    context.out(problemsText(problems, context.cwd, context.colour));
  else if (config.entries.length + config.plugins.length === 0 && !broken) {
    context.out('No hooks and no plugins are configured here. Start with: npx hookline init');
  }
  const unheard = broken ? undefined : unheardEvents(config, context);
  if (unheard) context.out(`\nnote: ${unheard}`);
  for (const more of options.config === undefined && !broken ? agentHooks(context) : [])
    context.out(`\nnote: ${more}`);
  if (broken) {
    context.err(problemsText(problems, context.cwd, context.colour));
    context.err(`\n${problemCount(problems)}`);
    return 1;
  }
  return 0;
}
