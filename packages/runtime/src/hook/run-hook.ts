/**
 * One call by the agent: its payload in, its answer out. Whatever breaks in between, the answer is one that was
 * chosen: a tool call that cannot be read is refused, a broken configuration refuses where a required gate may be,
 * a stop is never refused.
 */
import type { LifecycleEvent } from '@hookline/core';
import type { DecodedPayload, HostAdapter, HostReply, UnreadablePayload } from '@hookline/core/engine';
import { closeInherited } from '../exec/inherited-descriptors.ts';
import { type BundledKinds, type ImportTogether, listensTo } from '../plugins/build-lifecycle.ts';
import type { ImportModule } from '../plugins/load-plugin.ts';
import type { WorkerCommand } from '../spool/start-worker.ts';
import { createHookLog, wantsDebug } from '../state/hook-log.ts';
import { appendJournal, type JournalLine, journal, journalBegan, subjectOf } from '../state/journal.ts';
import { createRedact } from '../state/redact.ts';
import { noteProgress, openTask, startedAt } from '../state/session-clock.ts';
import { SessionGuards } from '../state/session-guards.ts';
import { sweepState } from '../state/sweep-state.ts';
import { configOfSession, folderOfProcess, inSession } from './config-of-session.ts';
import { type ConfigInForce, type ConfigSource, hasRequired, requiredParts } from './config-source.ts';
import { EventRun } from './event-run.ts';
import { lockBuiltins } from './lock-builtins.ts';
import type { Pledge } from './pledge.ts';
import { pluginGuard } from './plugin-guard.ts';
import { redactedOutcome } from './redacted-outcome.ts';
import { isRemoved, REMOVED } from './removed-guard.ts';
import { forgetEnded, hearsEnds, rememberBegun, untoldEnds } from './untold-ends.ts';
import { heldBack, isHeldBack, waitingNotice } from './waiting-project.ts';
import { Watchdog } from './watchdog.ts';
import { LONGEST_EVENT_MS } from './watchdog-order.ts';

export interface HookSources extends ConfigSource {
  readonly adapter: HostAdapter;
  readonly bundledKinds: BundledKinds;
  readonly importModule: ImportModule;
  readonly importTogether?: ImportTogether;
  readonly worker: WorkerCommand;
  /** Absolute path of the script of the watchdog's thread. */
  readonly watchdog: string;
  /** The answer that is given when the process ends before it has its own. */
  readonly pledge: Pledge;
  /** A configuration for this run only; takes the place of the project's. */
  readonly configFile?: string;
  /** Told when the configuration came from the snapshot, so that the run is an ordinary one, and who listens. */
  readonly onWarm?: (listening: { readonly plugins: boolean; readonly entries: boolean }) => void;
  /** Writes the answer. Called once, as soon as it stands; what merely observes goes on after it. */
  readonly answer: (reply: HostReply) => void;
}

/** Code in a configuration may hold the process for so long. */
const LONGEST_CONFIG_MS = 30_000;

const GONE =
  'A required check that guarded this session is gone from the configuration. If you did not take it out, look at what the agent did.';
const UNFINISHED =
  'A required check did not finish, so this was not let through. Ask the user to look at the hook log.';

/** Runs one hook call. Resolves when everything is done; rejects only for faults of Hookline itself. */
export async function runHook(
  stdin: string,
  native: string | undefined,
  sources: HookSources,
): Promise<void> {
  await answerCall(stdin, native, sources);
  if (journalBegan()) sweepState(sources.homes.hooklineHome);
}

async function answerCall(stdin: string, native: string | undefined, sources: HookSources): Promise<void> {
  const { adapter, env, homes } = sources;
  const redact = createRedact(env);
  let log = createHookLog(homes.codexHome, redact, wantsDebug(env));
  const decoded = adapter.decode(stdin, {
    event: native,
    now: new Date(),
    env,
    calledIn: folderOfProcess(),
    startedAt: (sessionId, taskId) => startedAt(homes.hooklineHome, sessionId, taskId),
    openTask: (sessionId) => openTask(homes.hooklineHome, sessionId),
  });
  if (!decoded.ok) {
    log.write(
      'ERROR',
      'hookline',
      `${decoded.error.code}: ${decoded.error.message} ${decoded.error.details.fix ?? ''}`,
    );
    return sources.answer(unreadable(decoded, adapter, redact));
  }
  const [primary] = decoded.events;
  forgetEnded(decoded, homes.hooklineHome);
  sources.pledge.leave = (why) => {
    const line = {
      ...bareLine(primary, redact),
      decision: 'ended',
      reasons: [why],
      ms: process.uptime() * 1000,
    };
    appendJournal(homes.hooklineHome, line, redact);
  };
  const watchdog = new Watchdog({ script: sources.watchdog, homes, line: bareLine(primary, redact) });
  const loader: HookSources['loader'] = () => {
    // A configuration may be code, and what its plugins do when they are imported is done in here.
    watchdog.watch(LONGEST_CONFIG_MS, ['the configuration']);
    closeInherited();
    if (adapter.guards(decoded.native)) lockBuiltins();
    return sources.loader();
  };
  const { inForce, sessionCwd } = await configOfSession(decoded, { ...sources, loader });
  watchdog.rest();
  if (inForce.status === 'broken') {
    for (const problem of inForce.problems) {
      if (problem.severity === 'error') {
        const place = [problem.file, problem.line, problem.column]
          .filter((part) => part !== undefined)
          .join(':');
        log.write('ERROR', 'config', `${problem.code}: ${problem.message} (${place}) ${problem.fix ?? ''}`);
      }
    }
    const reply = brokenConfig(inForce, decoded, adapter);
    sources.answer(reply.answer);
    appendJournal(homes.hooklineHome, brokenLine(primary, reply.refused, inForce, redact), redact);
    return;
  }
  const { config } = inForce;
  if (config.settings.debug) log = createHookLog(homes.codexHome, redact, true);
  const { enabled } = config.settings;
  const hearing = hearsEnds(config);
  const untold = hearing ? untoldEnds(decoded, { adapter, hooklineHome: homes.hooklineHome, env }) : [];
  const events = [primary, ...untold, ...decoded.events.slice(1)].map((event) =>
    inSession(event, sessionCwd),
  );
  const names = events.map((event) => event.type);
  const listening = {
    plugins: enabled && config.plugins.some((plugin) => listensTo(plugin.events, names)),
    entries: enabled && config.entries.some((entry) => listensTo(entry.events, names)),
  };
  if (!inForce.fresh) sources.onWarm?.(listening);
  const { waiting } = inForce;
  if (waiting && enabled && isHeldBack(waiting, config.settings, decoded, adapter)) {
    const reason = heldBack(waiting);
    sources.answer(adapter.refuse(decoded.native, reason));
    log.write('ERROR', 'trust', `HOOKLINE_TRUST_WAITING: ${reason} (${primary.type}, ${waiting.root})`);
    appendJournal(
      homes.hooklineHome,
      { ...bareLine(primary, redact), decision: 'deny', reasons: [reason] },
      redact,
    );
    return;
  }
  const required = enabled && hasRequired(config, primary.type);
  // While the project waits its checks are not gone.
  const guards =
    waiting === undefined && adapter.guards(decoded.native)
      ? new SessionGuards(homes.hooklineHome, primary.sessionId)
      : undefined;
  if (guards && enabled) guards.note(requiredParts(config));
  const missed = required ? undefined : guards?.missed(primary.type);
  if (missed && enabled && isRemoved(missed, primary.type, inForce, sources)) {
    sources.answer(adapter.refuse(decoded.native, REMOVED));
    log.write('ERROR', 'config', `${REMOVED} (${primary.type}, ${missed.files.join(', ')})`);
    appendJournal(
      homes.hooklineHome,
      { ...bareLine(primary, redact), decision: 'deny', reasons: [REMOVED] },
      redact,
    );
    return;
  }
  const isGone = missed !== undefined && guards?.tellGone(primary.type) === true;
  const notice =
    waiting && enabled ? waitingNotice(homes.hooklineHome, primary.sessionId, waiting) : undefined;
  if (isGone)
    log.write('ERROR', 'config', `${GONE} (${primary.type}, ${config.files.join(', ') || 'no file'})`);
  if (!listening.plugins && !listening.entries) {
    if (hearing) rememberBegun(decoded, nothing(primary), homes.hooklineHome, redact);
    const reply = adapter.pass(decoded.native, isGone ? GONE : notice?.text);
    // An event that cannot tell the person anything leaves it to the next one.
    if (notice && reply.stdout) notice.told();
    sources.answer(reply);
    for (const event of decoded.events) noteProgress(homes.hooklineHome, event);
    const why = enabled ? 'no hook listens' : 'hooks are switched off';
    log.write(
      'DEBUG',
      'hookline',
      `${primary.type}: ${why} (${config.files.join(', ') || 'no configuration'})`,
    );
    journal(homes.hooklineHome, nothing(primary), redact, process.uptime() * 1000);
    return;
  }
  const pledgeFor = (isRequired: boolean): void => {
    sources.pledge.stance = isRequired ? 'refuse' : 'pass';
    sources.pledge.reason = UNFINISHED;
  };
  pledgeFor(required);
  closeInherited();
  const run = new EventRun({
    setsAside: true,
    ...sources,
    config,
    log,
    redact,
    rewrite: (event, change) => adapter.rewrite(event, change),
    budgetMs: Math.max(100, (decoded.budgetMs ?? LONGEST_EVENT_MS) - process.uptime() * 1000),
    ...(required && { guard: pluginGuard(watchdog, config, primary) }),
  });
  const lifecycle = await run.prepare(names, primary.sessionId);
  // A plugin may mark its own gate as required; that is known only now.
  if (!required && lifecycle.requires(primary.type)) {
    pledgeFor(true);
    run.guardHandlers(pluginGuard(watchdog, config, primary));
  }
  const outcome = await run.dispatch(events[0] ?? primary);
  // Before the answer: the call may be over before another word is written.
  if (hearing) rememberBegun(decoded, outcome, homes.hooklineHome, redact);
  for (const derived of events.slice(1)) run.follow(derived);
  run.storeAhead();
  const broken = outcome.failures.filter(({ code }) => code === 'HOOKLINE_PLUGIN_SETUP_FAILED');
  sources.answer(
    adapter.encode(
      redactedOutcome(
        {
          ...outcome,
          messages: [
            ...outcome.messages,
            ...(isGone ? [{ by: 'hookline', text: GONE }] : []),
            ...(notice ? [{ by: 'hookline', text: notice.text }] : []),
            ...broken.map(({ by, message }) => ({
              by,
              text: `The plugin "${by}" is not working: ${message}`,
            })),
          ],
        },
        redact,
      ),
      decoded.native,
    ),
  );
  if (notice && adapter.pass(decoded.native, notice.text).stdout) notice.told();
  // A task that is sent back to work has not ended.
  if (outcome.verdict?.kind !== 'resume')
    for (const event of decoded.events) noteProgress(homes.hooklineHome, event);
  await run.finish();
}

function unreadable(
  payload: UnreadablePayload,
  adapter: HostAdapter,
  redact: (text: string) => string,
): HostReply {
  if (payload.reason === 'unknown-event') return adapter.pass(payload.native);
  if (payload.native !== undefined && !adapter.guards(payload.native)) return adapter.pass(payload.native);
  return adapter.refuse(
    payload.native,
    `Hookline could not read what the agent sent (${redact(payload.error.message)}), so this was not let through. Ask the user to run: npx hookline validate`,
  );
}

function brokenConfig(
  inForce: Extract<ConfigInForce, { status: 'broken' }>,
  decoded: DecodedPayload,
  adapter: HostAdapter,
): { answer: HostReply; refused: boolean } {
  const first = inForce.problems.find(({ severity }) => severity === 'error');
  // The name alone: the model is not told the paths of the user's machine.
  const file = first?.file.split(/[\\/]/).pop() ?? 'the hook configuration';
  const line = first?.line === undefined ? '' : ` in line ${first.line}`;
  const said =
    first?.code === 'HOOKLINE_TRUST_HOME'
      ? 'HOOKLINE_HOME is set to a folder inside of this project'
      : `The hook configuration ${file} has a mistake${line}`;
  if (adapter.guards(decoded.native) && inForce.mayRequire(decoded.events[0].type)) {
    return {
      refused: true,
      answer: adapter.refuse(
        decoded.native,
        `${said}, so a required check could not run and this was not let through. Ask the user to run "npx hookline validate" and repair it.`,
      ),
    };
  }
  return {
    refused: false,
    answer: adapter.pass(
      decoded.native,
      `${said}; no hook runs until it is repaired. Run: npx hookline validate`,
    ),
  };
}

const bareLine = (event: LifecycleEvent, redact: (text: string) => string): JournalLine => ({
  time: event.timestamp,
  session_id: event.sessionId,
  event: event.type,
  native: event.host.event,
  cwd: event.cwd,
  subject: subjectOf(event, redact),
  decision: 'pass',
  reasons: [],
  hooks: [],
  ms: 0,
});

const brokenLine = (
  event: LifecycleEvent,
  refused: boolean,
  inForce: Extract<ConfigInForce, { status: 'broken' }>,
  redact: (text: string) => string,
): JournalLine => ({
  ...bareLine(event, redact),
  decision: refused ? 'deny' : 'pass',
  reasons: ['The configuration is broken.'],
  failures: inForce.problems
    .filter(({ severity }) => severity === 'error')
    .slice(0, 20)
    .map(({ code, message, file }) => ({ by: file, code, message })),
  ms: process.uptime() * 1000,
});

const nothing = (event: LifecycleEvent): Parameters<typeof journal>[1] => ({
  event,
  context: [],
  trimmed: [],
  messages: [],
  conflicts: [],
  failures: [],
  runs: [],
  durationMs: 0,
});

/** What is answered when Hookline itself fails, or is ended, before it has an answer. */
export function pledgedReply(
  native: string | undefined,
  fault: string,
  { adapter, pledge }: Pick<HookSources, 'adapter' | 'pledge'>,
): HostReply {
  if (pledge.stance === 'refuse' && (native === undefined || adapter.guards(native))) {
    return adapter.refuse(native, pledge.reason);
  }
  return adapter.pass(native, `Hookline failed: ${fault}`);
}
