/**
 * `hookline emit`: raises an event without an agent: from CI, from cron, from another program, or to try a hook by
 * hand. Ends when everything is done or durably accepted.
 */
import { randomUUID } from 'node:crypto';
import type { Outcome, ResolvedEntry } from '@hookline/core';
import { resolveEventNames } from '@hookline/core/engine';
import { codex } from '@hookline/host-codex';
import { createHookLog, EventRun, withSwitch } from '@hookline/runtime';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { aboutNamedFile } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { switchedOff } from '../output/switched-off.ts';
import { runtimeSources, signalOfProcess } from '../runtime-sources.ts';
import { agentReply } from './agent-reply.ts';
import { mayRun } from './approval.ts';
import { emitConfiguration } from './emit-configuration.ts';
import { readData } from './emit-data.ts';
import { emitDefaults, isInsideHook } from './emit-defaults.ts';
import { finishHandedOver } from './emit-handed-over.ts';
import { importDefiners } from './emit-own-event.ts';
import { report, reportPlaces } from './emit-report.ts';
import { hookRemarks } from './hook-remarks.ts';
import { raisedEvents } from './raised-events.ts';

export interface EmitOptions {
  /** JSON, or `@file`, or `-` for stdin. */
  readonly data?: string;
  readonly config?: string;
  /** Files in the format of a `hooks.json`, in place of every configuration. */
  readonly hooksJson?: readonly string[];
  readonly session?: string;
  readonly json?: boolean;
  /** Whether to wait for what is handed over; default: yes, but not inside of a hook. */
  readonly wait?: boolean;
}

export async function emit(
  given: string | undefined,
  options: EmitOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const defaults = emitDefaults(context.env);
  const name = given ?? defaults.event;
  if (name === undefined) throw new UsageError('Name an event: hookline emit session_start');
  const data = await readData(options.data, context);
  const stamp = { ...defaults, ...options };
  // What is wrong with the event is said before a configuration is read, unless only a plugin may know the event.
  const isOwn = /^[a-z][\w-]*\./.test(name) && resolveEventNames(name).length === 0;
  const known = isOwn ? undefined : raisedEvents(name, data, stamp, context);
  let sources = runtimeSources(context, signalOfProcess());
  let found = await emitConfiguration(name, options, sources, context);
  if (found.waiting) {
    if (
      !(await mayRun(
        found.waiting,
        { file: options.config, ask: !options.json, otherwise: 'No hook was run.' },
        context,
      ))
    )
      return 1;
    found = await emitConfiguration(name, options, sources, context);
  }
  const { config: read, problems } = found;
  const config = read && withSwitch(read, context.env);
  if (problems.length > 0) context.err(problemsText(aboutNamedFile(problems), context.cwd, context.colour));
  if (!config) {
    context.err(`\n${problemCount(problems)}. No hook was run.`);
    return 1;
  }
  if (!config.settings.enabled) {
    context.err(switchedOff(context));
    return 0;
  }
  const failed = known ? [] : await importDefiners(name, config, sources.importModule);
  const events = known ?? raisedEvents(name, data, stamp, context, { notes: failed });
  if (config.settings.debug)
    sources = { ...sources, log: createHookLog(context.homes.codexHome, sources.redact, true) };
  const remarks = hookRemarks(sources.log, sources.redact);
  const outcomes: Outcome[] = [];
  const batch = `emit-${randomUUID()}`;
  let handedOver = false;
  const run = new EventRun({
    ...sources,
    config,
    handlerLog: remarks.log,
    onOutcome: (outcome) => void outcomes.push(outcome),
    ...((options.wait ?? !isInsideHook(context.env)) && {
      ownWork: {
        batch,
        onHandedOver: () => {
          handedOver = true;
        },
      },
    }),
    onStarted: ({ entry }) => showStatus(entry, context),
    rewrite: (event, change) => codex.rewrite(event, change),
  });
  for (const event of events) await run.dispatch(event);
  const raised = [...outcomes];
  await run.finish();
  if (handedOver && context.interactive)
    context.err('Waiting for async hooks; Ctrl-C leaves them to the background.');
  const later = handedOver ? await finishHandedOver(batch, sources) : [];
  // Of what followed only that it could not be kept: an error.occurred is itself the word of a failure.
  const isLost = outcomes.some(({ failures }) =>
    failures.some(({ code }) => code === 'HOOKLINE_SPOOL_WRITE_FAILED'),
  );
  const isFailed =
    isLost ||
    raised.some(({ failures }) => failures.length > 0) ||
    later.some(({ status }) => status === 'failed');
  const refused = raised.some(
    ({ verdict, halt }) => halt !== undefined || (verdict !== undefined && verdict.kind !== 'allow'),
  );
  if (options.json) {
    const told = raised.map((outcome) => ({
      ...outcome,
      ...agentReply(outcome),
      ...(later.length > 0 && { handedOver: later.filter(({ eventId }) => eventId === outcome.event.id) }),
    }));
    context.json(told.length === 1 ? told[0] : told);
  } else {
    // What followed from the event is shown where hooks listened to it.
    for (const outcome of outcomes)
      if (raised.includes(outcome) || outcome.runs.length > 0)
        report(outcome, { config, later, said: remarks.take }, context);
    reportPlaces(outcomes, context);
  }
  return isFailed || refused ? 1 : 0;
}

/** What a hook of a `hooks.json` has the person be shown while it runs (second seed); nothing in a pipe. */
function showStatus(entry: ResolvedEntry | undefined, context: CommandContext): void {
  const status = entry?.fields['statusMessage'];
  if (context.interactive && typeof status === 'string') context.err(`  ${status}`);
}
