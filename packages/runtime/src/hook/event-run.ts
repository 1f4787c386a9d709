/**
 * Runs a list of events, and what follows from them: failures of hooks become `error.occurred`, plugins may emit
 * their own. Keeps the journal and the hook log.
 */

import type { Homes } from '@hookline/config/homes';
import type {
  EnqueueOptions,
  LifecycleEvent,
  Outcome,
  PluginDefinition,
  ResolvedEntry,
} from '@hookline/core';
import {
  type Handler,
  type HostAdapter,
  type Lifecycle,
  type ResolvedConfig,
  type ResolvedPlugin,
  skipReason,
} from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';
import {
  type BundledKinds,
  buildLifecycle,
  type ImportTogether,
  listensTo,
  type PluginWatch,
  watchHandlers,
} from '../plugins/build-lifecycle.ts';
import { capabilityFactory } from '../plugins/capabilities.ts';
import type { ImportModule } from '../plugins/load-plugin.ts';
import { deliveryEntry, notBeforeOf } from '../spool/delivery.ts';
import { environmentOf, neededBy, orderKeyOf } from '../spool/environment.ts';
import type { Needs } from '../spool/job.ts';
import { ensureWorker, type WorkerCommand } from '../spool/start-worker.ts';
import { putJob } from '../spool/store.ts';
import { FailingHooks, MOST_FAILURES } from '../state/failing-hooks.ts';
import type { HookLog } from '../state/hook-log.ts';
import { journal } from '../state/journal.ts';
import { logRuns } from '../state/log-runs.ts';
import { mayResume, noteResume } from '../state/session-clock.ts';
import { storedEvent } from '../state/stored-event.ts';

export interface EventRunSources {
  readonly config: ResolvedConfig;
  readonly homes: Homes;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly rewrite: HostAdapter['rewrite'];
  readonly bundledKinds: BundledKinds;
  readonly importModule: ImportModule;
  readonly importTogether?: ImportTogether;
  readonly log: HookLog;
  readonly redact: (text: string) => string;
  readonly signal?: AbortSignal;
  readonly worker: WorkerCommand;
  /** Milliseconds for the event and all that follows from it. */
  readonly budgetMs?: number;
  /**
   * Set where an agent's session calls: a hook that fails again and again is not asked any more in it. A person who tries a
   * hook, and a program that runs hooks, want it asked each time.
   */
  readonly setsAside?: boolean;
  /** Told when a hook begins to run. */
  readonly onStarted?: (handler: Handler) => void;
  /** Set where something required must be decided whatever plugins do. */
  readonly guard?: PluginGuard;
  /** Where what hooks say themselves goes; default `log`. */
  readonly handlerLog?: HookLog;
  /** Told of every outcome, also of events that follow from others. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Set by who does by itself what is handed over here: under this name of a batch, and no worker is started. */
  readonly ownWork?: { readonly batch: string; readonly onHandedOver: () => void };
}

/** Sees to it that plugin code cannot hold the process. */
export interface PluginGuard extends PluginWatch {
  /** Called before the first code of some plugins runs. */
  begin(plugins: readonly string[]): void;
}

/** Events that follow from others are bounded: a plugin that emits on what it emits would never end. */
const MOST_FOLLOWING = 32;
const LEAST_BUDGET_MS = 50;

export class EventRun {
  readonly #sources: EventRunSources;
  readonly #following: LifecycleEvent[] = [];
  readonly #run = `${Date.now().toString(36)}-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
  #lifecycle: Lifecycle | undefined;
  #built: readonly string[] = [];
  #raised = 0;
  /** The fingerprint of this environment; set once something was handed over. */
  #environment: string | undefined;
  readonly #storedAhead = new Set<string>();
  #sequence = 0;
  readonly #loaded = new Map<string, Loaded>();
  readonly #began = Date.now();

  constructor(sources: EventRunSources) {
    this.#sources = sources;
  }

  /** Loads what listens to some events. */
  async prepare(events: readonly string[], sessionId: string): Promise<Lifecycle> {
    const { guard, config } = this.#sources;
    const foreign = guard ? config.plugins.filter((plugin) => runsOn(plugin, config, events)) : [];
    if (foreign.length > 0) guard?.begin(config.plugins.map(({ name }) => name));
    this.#lifecycle = await buildLifecycle(
      {
        ...(foreign.length > 0 && { watch: guard }),
        config: this.#sources.config,
        env: this.#sources.env,
        bundledKinds: this.#sources.bundledKinds,
        importModule: this.#sources.importModule,
        importTogether: this.#sources.importTogether,
        rewrite: this.#sources.rewrite,
        handOver: (entry, event) => this.#handOver(entry, event),
        onLoaded: (by, plugin, definition) => void this.#loaded.set(by, { by, plugin, definition }),
        capabilities: capabilityFactory({
          homes: this.#sources.homes,
          sessionId,
          env: this.#sources.env,
          redact: this.#sources.redact,
          log: this.#sources.handlerLog ?? this.#sources.log,
          timeoutMs: this.#sources.config.settings.timeoutMs,
          emit: (name, data, by) => this.#emitted(name, data, by),
          enqueue: (by, delivery, data, options) => this.#enqueue(by, { ...options, delivery, data }),
        }),
      },
      events,
    );
    const { onStarted } = this.#sources;
    if (onStarted) this.#lifecycle.hooks.handlerStarted.tap('progress', (handler) => onStarted(handler));
    this.#built = events;
    return this.#lifecycle;
  }

  /** Guards what was prepared from here on, where only the plugins themselves could say that they are required. */
  guardHandlers(guard: PluginGuard): void {
    guard.begin(this.#sources.config.plugins.map(({ name }) => name));
    if (this.#lifecycle) watchHandlers(this.#lifecycle, guard);
  }

  /** Runs one event; journals it; queues what follows from it. */
  async dispatch(event: LifecycleEvent): Promise<Outcome> {
    const { config, homes, signal, setsAside } = this.#sources;
    this.#latest = event;
    const lifecycle =
      this.#lifecycle && this.#built.includes(event.type)
        ? this.#lifecycle
        : await this.prepare([event.type], event.sessionId);
    const failing = setsAside
      ? new FailingHooks(homes.hooklineHome, event.sessionId, config.settings)
      : undefined;
    const outcome = await lifecycle.dispatch(event, {
      signal,
      ...(failing && { setAside: (entry) => failing.setAside(entry) }),
      budgetMs: this.#budgetLeft(),
      mayResume: (limit) => mayResume(homes.hooklineHome, event, limit),
    });
    if (outcome.verdict?.kind === 'resume') noteResume(homes.hooklineHome, event);
    this.#report(outcome);
    const gone = failing?.note(outcome, config.entries) ?? [];
    if (gone.length === 0) return outcome;
    return { ...outcome, messages: [...outcome.messages, ...gone.map((by) => this.#setAside(by))] };
  }

  /** One deadline for the event and all that follows from it: the agent ends the process at its own. */
  #budgetLeft(): number | undefined {
    const { budgetMs } = this.#sources;
    return budgetMs === undefined
      ? undefined
      : Math.max(LEAST_BUDGET_MS, budgetMs - (Date.now() - this.#began));
  }

  /** Runs what followed from the events so far, and sees to a worker for what was handed over. */
  async finish(): Promise<void> {
    for (let event = this.#following.shift(); event; event = this.#following.shift())
      await this.dispatch(event);
    if (this.#environment === undefined) return;
    const { homes, worker, env, config, ownWork } = this.#sources;
    const debug = config.settings.debug ? { CODEX_HOOKS_DEBUG: '1' } : {};
    if (ownWork) ownWork.onHandedOver();
    else ensureWorker(homes.hooklineHome, worker, this.#environment, { ...env, ...debug });
  }

  /** Says once that a hook is not asked any more in this session. */
  #setAside(by: string): { readonly by: string; readonly text: string } {
    const text = `The hook "${by}" failed ${MOST_FAILURES} times in a row and is skipped until this session ends. See the hook log and repair it.`;
    this.#sources.log.write('WARN', by, text);
    return { by, text };
  }

  /** Queues an event that follows from what happened. */
  follow(event: LifecycleEvent): void {
    if (this.#raised >= MOST_FOLLOWING) return;
    this.#raised += 1;
    this.#following.push(event);
  }

  /**
   * Stores the async work of what follows before it is dispatched, so that an answer that is given now stands for work
   * that is safe. What cannot be stored is tried again by the dispatch, which then reports it.
   */
  storeAhead(): void {
    const { config, env } = this.#sources;
    const scope = { env, context: config.settings.context };
    for (const event of this.#following) {
      for (const entry of config.entries) {
        if (entry.mode !== 'async' || !listensTo(entry.events, [event.type])) continue;
        try {
          if (skipReason(entry, event, scope) !== undefined) continue;
          this.#handOver(entry, event);
          this.#storedAhead.add(pairKey(entry, event));
        } catch {
          // A condition that cannot be judged, a disk that is full.
        }
      }
    }
  }

  #handOver(entry: ResolvedEntry, event: LifecycleEvent): void {
    if (this.#storedAhead.delete(pairKey(entry, event))) return;
    this.#store(entry, event, neededBy(entry, this.#sources.env));
  }

  /** Stores work that a plugin hands over by itself. */
  #enqueue(by: string, work: EnqueueOptions & { readonly delivery: string; readonly data: unknown }): void {
    const loaded = this.#loaded.get(by);
    const event = this.#latest;
    if (!loaded || !event) {
      throw new HooklineError('HOOKLINE_DELIVERY_UNKNOWN', {
        what: `"${by}" is no plugin: only a plugin has deliveries.`,
        fix: 'Hand the work over in a handler of a plugin, or set mode = "async" on the entry.',
      });
    }
    const entry = deliveryEntry(loaded, work, this.#sources);
    const needs = neededBy(
      { fields: { options: loaded.plugin.options }, environment: {} },
      this.#sources.env,
    );
    this.#store(entry, event, needs, notBeforeOf(work, Date.now()));
  }

  #store(entry: ResolvedEntry, event: LifecycleEvent, needs?: Needs, notBefore?: number): void {
    const { homes, env, redact } = this.#sources;
    const batch = this.#environment ?? this.#sources.ownWork?.batch ?? environmentOf(env);
    this.#sequence += 1;
    putJob(homes.hooklineHome, {
      version: 1,
      id: `${this.#run}-${this.#sequence}`,
      orderKey: orderKeyOf(entry, event.sessionId, env),
      batch,
      ...(needs && { needs }),
      createdAt: Date.now(),
      attempt: 1,
      ...(notBefore !== undefined && { notBefore }),
      entry,
      event: storedEvent(event, redact),
    });
    this.#environment = batch;
  }

  #emitted(name: string, data: unknown, by: string): void {
    const now = new Date().toISOString();
    this.follow({
      ...surroundings(this.#latest),
      id: `${by}-${now}-${this.#raised}`,
      type: name,
      timestamp: now,
      host: { name: 'hookline' },
      raw: { by, data },
      data,
    } as LifecycleEvent);
  }

  /** The event that runs, or ran last: what is emitted is emitted on it. */
  #latest: LifecycleEvent | undefined;

  #report(outcome: Outcome): void {
    const { log, redact, homes } = this.#sources;
    const { event } = outcome;
    for (const failure of outcome.failures) {
      const parts = [`${failure.code} on ${event.type}: ${failure.message}`];
      if (failure.where) parts.push(`(${failure.where})`);
      if (failure.fix) parts.push(`Fix: ${failure.fix}`);
      log.write(failure.required ? 'ERROR' : 'WARN', failure.by, parts.join(' '));
      // Never for a hook of this very event: it would raise itself for ever.
      if (event.type !== 'error.occurred')
        this.follow(failureEvent(event, { by: redact(failure.by), message: redact(failure.message) }));
    }
    for (const conflict of outcome.conflicts) {
      log.write(
        'WARN',
        conflict.by,
        `Its rewrite of ${conflict.field} was set aside: ${conflict.with} rewrote it first.`,
      );
    }
    for (const { by, tokens } of outcome.trimmed) {
      log.write(
        'WARN',
        by,
        `About ${tokens} tokens of its context did not fit the budget and were left out.`,
      );
    }
    logRuns(outcome, log);
    this.#sources.onOutcome?.(outcome);
    journal(homes.hooklineHome, outcome, redact, process.uptime() * 1000);
  }
}

interface Loaded {
  readonly by: string;
  readonly plugin: ResolvedPlugin;
  readonly definition: PluginDefinition;
}

const pairKey = (entry: ResolvedEntry, event: LifecycleEvent): string => `${entry.id}\0${event.id}`;

/** Whether code of a plugin runs for some events: it listens, or it provides the kind of an entry that does. */
function runsOn(plugin: ResolvedPlugin, config: ResolvedConfig, events: readonly string[]): boolean {
  return (
    listensTo(plugin.events, events) ||
    (plugin.kinds.length > 0 &&
      config.entries.some((entry) => plugin.kinds.includes(entry.type) && listensTo(entry.events, events)))
  );
}

/** What an event that a plugin emits has in common with the one that it is emitted on. */
function surroundings(event: LifecycleEvent | undefined): Partial<LifecycleEvent> {
  if (event === undefined) return { sessionId: '', cwd: '/' };
  const { sessionId, cwd, model, provider, taskId, transcriptPath, agent } = event;
  const known = { sessionId, cwd, model, provider, taskId, transcriptPath, agent };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

/** The `error.occurred` for the failure of a hook. */
export function failureEvent(
  event: LifecycleEvent,
  failure: { readonly by: string; readonly message: string },
): LifecycleEvent {
  return {
    id: `${event.id}-failure-${failure.by}`,
    type: 'error.occurred',
    timestamp: new Date().toISOString(),
    sessionId: event.sessionId,
    cwd: event.cwd,
    host: { name: 'hookline' },
    raw: event.raw,
    model: event.model,
    provider: event.provider,
    taskId: event.taskId,
    transcriptPath: event.transcriptPath,
    agent: event.agent,
    error: failure.message,
    source: 'hook',
    context: `hook ${failure.by} on ${event.type}`,
  } as LifecycleEvent;
}
