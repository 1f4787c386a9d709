/** Which of the agent's events an installation hears. */
import type { LoadedConfig } from '@hookline/config';
import { nearest } from '@hookline/core/errors';
import { isNativeEvent, NATIVE_EVENTS, type NativeEventName } from '@hookline/host-codex/install';
import { neededEvents } from '../codex/needed-events.ts';
import { type CommandContext, UsageError } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';

export interface EventsOptions {
  readonly scope: 'project' | 'user';
  /** `used`, `all`, or names joined by commas. */
  readonly events?: string;
}

/**
 * The user's own installation serves every project, so it hears all events unless told otherwise; a project's hears
 * what its configuration listens to.
 */
export async function eventsFor(
  { events, scope }: EventsOptions,
  context: CommandContext,
): Promise<readonly NativeEventName[] | 'broken'> {
  const which = events ?? (scope === 'user' ? 'all' : 'used');
  if (which === 'all') return NATIVE_EVENTS;
  if (which !== 'used') {
    const names = which.split(',').map((name) => {
      const trimmed = name.trim();
      if (isNativeEvent(trimmed)) return trimmed;
      const meant = nearest(trimmed, [...NATIVE_EVENTS, 'used', 'all']);
      const hint = meant ? `Did you mean "${meant}"?` : `Known: used, all, ${NATIVE_EVENTS.join(', ')}`;
      throw new UsageError(`Codex has no event "${trimmed}". ${hint}`);
    });
    return [...new Set(names)];
  }
  const { config, problems, broken } = await configurationFor(context, { runCode: false });
  if (broken) {
    context.err(problemsText(problems, context.cwd, context.colour));
    context.err(`\n${problemCount(problems)}. Nothing was written.`);
    return 'broken';
  }
  return usedEvents({ config, problems });
}

/** What a configuration that was read without running code listens to; what is code may listen to anything. */
export function usedEvents({
  config,
  problems,
}: Pick<LoadedConfig, 'config' | 'problems'>): readonly NativeEventName[] {
  const code = problems.some(({ message, severity }) => severity === 'warning' && /code/.test(message));
  return code ? NATIVE_EVENTS : neededEvents(config);
}
