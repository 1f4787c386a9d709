/**
 * `hookline emit`: raises an event without an agent: from CI, from cron, from another program, or to try a hook by
 * hand. Ends when everything is done or durably accepted.
 */
import { randomUUID } from 'node:crypto';
import type { LifecycleEvent, Outcome, ResolvedEntry } from '@hookline/core';
import { EVENTS, knownEventSpellings, resolveEventNames } from '@hookline/core/engine';
import { nearest } from '@hookline/core/errors';
import { parseEvent } from '@hookline/core/schemas';
import { codex, isNativeEvent } from '@hookline/host-codex';
import { createHookLog, EventRun, withSwitch } from '@hookline/runtime';
import { type CommandContext, type ExitCode, UsageError } from '../command-context.ts';
import { aboutNamedFile } from '../configuration.ts';
import { problemCount, problemsText } from '../output/problems.ts';
import { switchedOff } from '../output/switched-off.ts';
import { runtimeSources, signalOfProcess } from '../runtime-sources.ts';
import { agentReply } from './agent-reply.ts';
import { mayRun } from './approval.ts';
import { completedByHand } from './emit-by-hand.ts';
import { emitConfiguration } from './emit-configuration.ts';
import { readData } from './emit-data.ts';
import { type EmitDefaults, emitDefaults, isInsideHook } from './emit-defaults.ts';
import { exampleOf } from './emit-examples.ts';
import { finishHandedOver } from './emit-handed-over.ts';
import { importDefiners } from './emit-own-event.ts';
import { report, reportPlaces } from './emit-report.ts';
import { hookRemarks } from './hook-remarks.ts';
import { completedPayload } from './native-by-hand.ts';

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
  const known = isOwn ? undefined : eventsOf(name, data, stamp, context);
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
  const events = known ?? eventsOf(name, data, stamp, context, failed);
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

function eventsOf(
  name: string,
  data: unknown,
  { session, now }: Pick<EmitOptions, 'session'> & EmitDefaults,
  context: CommandContext,
  notes: readonly string[] = [],
): readonly [LifecycleEvent, ...LifecycleEvent[]] {
  const record = isRecord(data) ? data : undefined;
  // A recorded payload of the agent, whatever spelling was asked for: it says itself what it is.
  if (record && ('hook_event_name' in record || isNativeEvent(name))) {
    const native = String(record['hook_event_name'] ?? name);
    const payload = completedPayload(native, record, {
      sessionId: session ?? 'emitted',
      cwd: context.cwd,
    });
    const decoded = codex.decode(JSON.stringify(payload), { now, env: context.env, event: name });
    if (!decoded.ok) {
      const why = decoded.error.details.why ?? decoded.error.message;
      const byHand = resolveEventNames(name).filter((known) => known !== name);
      const hint =
        'hook_event_name' in record || byHand.length === 0
          ? ''
          : ` To type fields by hand, name the event: ${byHand.join(', ')}.`;
      throw new UsageError(`The data is no payload of Codex for ${native}: ${why}${hint}`);
    }
    return decoded.events;
  }
  const [wireName] = resolveEventNames(name);
  if (wireName === undefined) {
    const meant = nearest(name, knownEventSpellings());
    const hint = meant
      ? `Did you mean "${meant}"?`
      : `Known: ${Object.keys(EVENTS).join(', ')}, integration.<name>`;
    throw new UsageError([`There is no event "${name}". ${hint}`, ...notes].join('\n  '));
  }
  const parsed = parseEvent(wireName, record ? completedByHand(wireName, record) : data, {
    id: randomUUID(),
    timestamp: now.toISOString(),
    sessionId: session ?? `emit-${randomUUID()}`,
    cwd: context.cwd,
    host: { name: 'hookline' },
    raw: data,
  });
  if (!parsed.ok)
    throw new UsageError(
      `The data does not fit ${wireName}:\n  ${parsed.problems.join('\n  ')}${exampleOf(wireName)}`,
    );
  return [parsed.event];
}

/** What a hook of a `hooks.json` has the person be shown while it runs (second seed); nothing in a pipe. */
function showStatus(entry: ResolvedEntry | undefined, context: CommandContext): void {
  const status = entry?.fields['statusMessage'];
  if (context.interactive && typeof status === 'string') context.err(`  ${status}`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
