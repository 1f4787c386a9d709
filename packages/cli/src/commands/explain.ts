/**
 * `hookline explain`: which hooks an event would be put to, in which order, and why the others not. Runs no hook and writes
 * nothing. Of foreign code it imports what a hook would run here anyway: approved plugins, and configurations in code.
 */
import { waitingRequires } from '@hookline/config';
import { eventSpec, resolveEventNames } from '@hookline/core/engine';
import { isNativeEvent } from '@hookline/host-codex';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { configurationFor } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { switchedOff } from '../output/switched-off.ts';
import { readData } from './emit-data.ts';
import { emitDefaults } from './emit-defaults.ts';
import { type ExplainedEvent, explainedEvent, type Loads, type Subject } from './explain-hooks.ts';
import { explainText } from './explain-text.ts';
import { raisedEvents, unknownEvent } from './raised-events.ts';
import { waitsText } from './trust-text.ts';

export interface ExplainOptions {
  /** JSON, or `@file`, or `-` for stdin. */
  readonly data?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** The JSON of `hookline explain --json`. Keys are added in later versions; none of these goes or changes its meaning. */
export interface ExplainView {
  /** False when all hooks are switched off. */
  readonly enabled: boolean;
  /** One for each event that the name, or the payload of the agent, stands for. */
  readonly events: readonly ExplainedEvent[];
  /** What a person should know besides. */
  readonly notes: readonly string[];
}

export async function explain(
  name: string,
  options: ExplainOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const data = options.data === undefined ? undefined : await readData(options.data, context);
  // What is wrong with the event is said before a configuration is read, unless only a plugin may know the event.
  const isOwn = /^[a-z][\w-]*\./.test(name) && resolveEventNames(name).length === 0;
  const known = isOwn ? undefined : subjectsOf(name, data, context);
  const request = {
    file: options.config,
    named: options.config !== undefined,
    agentHooks: options.config === undefined && isNativeEvent(name),
  };
  const inForce = await configurationFor(context, { ...request, runCode: true });
  // What waits for review is read once more as the files that it is: nothing of it is run.
  const waits = inForce.review !== undefined && !inForce.review.approved;
  const all = waits ? await configurationFor(context, { ...request, runCode: false }) : inForce;
  const broken = [inForce, all].find((loaded) => loaded.broken);
  if (broken) {
    context.err(problemsText(broken.problems, context.cwd, context.colour));
    context.err(`\n${problemCount(broken.problems)}. Nothing of this configuration runs.`);
    return 1;
  }
  const subjects = known ?? subjectsOf(name, data, context);
  const events: ExplainedEvent[] = [];
  for (const subject of subjects) events.push(await explainedEvent(subject, { inForce, all }, context));
  const view: ExplainView = {
    enabled: inForce.config.settings.enabled,
    events,
    notes: notesOn(events, { inForce, all }, context),
  };
  if (options.json) context.json(view);
  else context.out(explainText(view, context));
  return 0;
}

/** The events that are asked about; without data only their names. */
function subjectsOf(name: string, data: unknown, context: CommandContext): readonly Subject[] {
  if (data !== undefined) {
    const events = raisedEvents(name, data, emitDefaults(context.env), context, { command: 'explain' });
    return events.map((event) => ({ name: event.type, event }));
  }
  const names = resolveEventNames(name);
  if (names.length === 0) throw new UsageError(unknownEvent(name));
  return names.map((one) => ({ name: one }));
}

function notesOn(
  events: readonly ExplainedEvent[],
  { inForce, all }: Loads,
  context: CommandContext,
): readonly string[] {
  const { settings } = inForce.config;
  const waits = waitsText(all.review);
  const held = events.filter(
    ({ event: name }) => eventSpec(name)?.lanes.includes('gate') && waitingRequires(inForce.waiting, name),
  );
  return [
    ...(settings.enabled ? [] : [switchedOff(context)]),
    ...(waits === undefined ? [] : [waits]),
    ...(held.length > 0 && settings.untrusted !== 'skip'
      ? [
          `A required check is in what waits, so until then the agent is refused: ${held.map(({ event }) => event).join(', ')}.`,
        ]
      : []),
    ...(events.some(
      ({ tested, hooks }) => tested && hooks.some(({ turn, lane }) => turn && lane === 'rewrite'),
    )
      ? ['A rewrite comes first and was not run: what follows it was tested on what you gave.']
      : []),
    ...(events.some(({ tested }) => !tested)
      ? ['No data was given, so neither matchers nor conditions were tested: --data tests them.']
      : []),
  ];
}
