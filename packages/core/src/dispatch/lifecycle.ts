/**
 * Holds the plugins and entries of one process and puts events through their lanes. Reads the event table; knows
 * no event by name, no handler kind and no agent.
 */
import { SyncHook } from 'tapable';
import type { HandlerAnswer } from '../answer.ts';
import { originText, type ResolvedEntry } from '../entry/resolved-entry.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import type { Lane, LifecycleEvent, VerdictKind } from '../events/lifecycle-events.ts';
import { type EventSpec, eventSpec } from '../events/table.ts';
import type { HandlerOptions } from '../plugin/context.ts';
import type { PluginDefinition } from '../plugin/plugin.ts';
import { checkEntryAnswer, checkLaneAnswer, reasonOrDefault } from './answer-check.ts';
import { Dispatch } from './dispatch.ts';
import { closesOnError, entryIsRequired } from './failure-policy.ts';
import { deepFreeze } from './freeze.ts';
import { guard } from './guard.ts';
import { type Handler, PRIORITIES } from './handler.ts';
import { checkHandler } from './handler-check.ts';
import { Lanes } from './lanes.ts';
import type {
  DispatchOptions,
  LifecycleHooks,
  LifecycleOptions,
  Listening,
  Registration,
} from './lifecycle-options.ts';
import { ALL_INTEGRATIONS, ANY_EVENT, covers, declaredSpec } from './listening.ts';
import type { HandlerFailure, HandlerRun, Outcome } from './outcome.ts';
import { bookkeepingFailure, RunLog } from './run-log.ts';
import { isThenable } from './thenable.ts';

/** Makes an empty lifecycle. */
export function createLifecycle(options: LifecycleOptions): Lifecycle {
  return new Lifecycle(options);
}

export class Lifecycle {
  #hooks: LifecycleHooks | undefined;
  readonly #options: LifecycleOptions;
  readonly #lanes = new Map<string, Lanes>();
  readonly #asyncEntries: ResolvedEntry[] = [];
  readonly #failedSetups: {
    readonly failure: HandlerFailure;
    readonly events: readonly string[];
    /** A plugin, which might have refused. */
    readonly mayRefuse?: true;
    /** The events on which it would have refused what it could not judge. */
    readonly required?: readonly string[];
  }[] = [];
  #nextOrder = 0;

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  /** The synchronous hooks for bookkeeping; made when somebody first asks for them. */
  get hooks(): LifecycleHooks {
    this.#hooks ??= Object.freeze({
      pluginRegistered: new SyncHook<[string]>(['name']),
      handlerStarted: new SyncHook<[Handler, LifecycleEvent]>(['handler', 'event']),
      handlerSettled: new SyncHook<[HandlerRun, LifecycleEvent]>(['run', 'event']),
      outcome: new SyncHook<[Outcome]>(['outcome']),
    });
    return this.#hooks;
  }

  /** Sets a plugin up. A plugin that throws is left out and reported with every event it declares. */
  async registerPlugin(plugin: PluginDefinition, registration: Registration): Promise<void> {
    const { name } = registration;
    // A plugin in plain JavaScript may declare nothing: its failure then belongs to every event.
    const events: readonly string[] = Array.isArray(plugin.events) ? plugin.events : [ANY_EVENT];
    const pending: { event: string; handler: Handler }[] = [];
    const on = (event: string): Record<Lane, (call: LaneCall, options?: HandlerOptions) => void> => {
      const spec = declaredSpec(events, event);
      const register =
        (lane: Lane) =>
        (call: LaneCall, options: HandlerOptions = {}): void => {
          if (!spec.lanes.includes(lane)) {
            throw new HooklineError('HOOKLINE_PLUGIN_EVENT_NOT_DECLARED', {
              what: `The event "${event}" has no lane "${lane}".`,
              fix: `Its lanes are ${spec.lanes.join(', ')}.`,
            });
          }
          checkHandler(`on("${event}").${lane}`, call, options);
          pending.push({ event, handler: this.#laneHandler(name, lane, spec, call, options) });
        };
      return {
        rewrite: register('rewrite'),
        gate: register('gate'),
        contribute: register('contribute'),
        observe: register('observe'),
      };
    };
    const setup = await guard(() => plugin.setup?.({ options: registration.options, on: on as never }), {
      timeoutMs: Math.min(this.#options.settings.timeoutMs, LONGEST_SETUP_MS),
    });
    if (setup.status !== 'ok') {
      this.failSetup(name, setup, events, registration.required);
      return;
    }
    for (const { event, handler } of pending) this.#lanesOf(event).add(handler);
    try {
      this.#hooks?.pluginRegistered.call(name);
    } catch (thrown) {
      this.#failedSetups.push({ failure: bookkeepingFailure('pluginRegistered', thrown), events });
    }
  }

  /**
   * Reports a plugin that could not be loaded or set up with each of the given events; `*` is all of them. `required` are
   * those which it would have refused without a judgement.
   */
  failSetup(
    name: string,
    failed: {
      readonly message: string;
      readonly code?: ErrorCode;
      readonly where?: string;
      readonly fix?: string;
    },
    events: readonly string[],
    required: readonly string[] = [],
  ): void {
    const failure: HandlerFailure = {
      by: name,
      required: false,
      // A code of the areas of handlers or entries would blame a hook that never ran.
      code: failed.code?.startsWith('HOOKLINE_PLUGIN_') ? failed.code : 'HOOKLINE_PLUGIN_SETUP_FAILED',
      message: failed.message,
      where: failed.where,
      fix: failed.fix ?? 'Look at its options, or update the plugin.',
    };
    this.#failedSetups.push({ failure, events, mayRefuse: true, required });
  }

  /** Adds an entry of the config under every event it listens to. */
  addEntry(entry: ResolvedEntry): void {
    if (entry.mode === 'async') {
      this.#asyncEntries.push(entry);
      return;
    }
    for (const name of new Set(entry.events)) {
      const spec = eventSpec(name);
      if (spec) this.#lanesOf(name).add(this.#entryHandler(entry, spec));
    }
  }

  /** True when nothing at all listens to an event. */
  ignores(name: string): boolean {
    return (
      (this.#lanesFor(name)?.size ?? 0) === 0 &&
      !this.#asyncEntries.some((entry) => covers(entry.events, name)) &&
      !this.#failedSetups.some(({ events }) => covers(events, name))
    );
  }

  /** True when a handler of an event is required: what it did not judge must not pass. */
  requires(name: string): boolean {
    return (
      this.#lanesFor(name)?.some((handler) => handler.required) === true ||
      this.#failedSetups.some(({ required = [] }) => covers(required, name))
    );
  }

  /** What would be asked about an event, in order, and what could not be set up for it. Runs nothing. */
  listening(name: string): Listening {
    return {
      handlers: this.#lanesFor(name)?.inOrder() ?? [],
      failures: this.#failedSetups.filter(({ events }) => covers(events, name)).map(({ failure }) => failure),
    };
  }

  /** Puts one event through rewrite, gate, contribute and observe. Never rejects for what a handler does. */
  async dispatch(input: LifecycleEvent, options: DispatchOptions = {}): Promise<Outcome> {
    const spec = eventSpec(input.type);
    if (!spec) {
      throw new HooklineError('HOOKLINE_USAGE', { what: `There is no event "${input.type}".` });
    }
    const failed = this.#failedSetups.filter(({ events }) => covers(events, input.type));
    const closed = closesOnError(this.#options.settings, spec);
    const log = new RunLog(
      this.#hooks,
      failed.map(({ failure, mayRefuse, required = [] }) =>
        mayRefuse ? { ...failure, required: closed || covers(required, input.type) } : failure,
      ),
    );
    return new Dispatch(log, this.#options, spec, this.#lanesFor(input.type), options).run(
      deepFreeze(input),
      // In the order in which their work is to be taken up.
      PRIORITIES.flatMap((priority) =>
        this.#asyncEntries.filter((entry) => entry.priority === priority && covers(entry.events, input.type)),
      ),
    );
  }

  /** The lanes of an event; those of `integration.*` are part of every integration event's. */
  #lanesFor(event: string): Lanes | undefined {
    const own = this.#lanes.get(event);
    const all = event.startsWith('integration.') ? this.#lanes.get(ALL_INTEGRATIONS) : undefined;
    return own && all ? own.with(all) : (own ?? all);
  }

  #lanesOf(event: string): Lanes {
    const found = this.#lanes.get(event);
    if (found) return found;
    const made = new Lanes(this.#options.settings.parallel);
    this.#lanes.set(event, made);
    return made;
  }

  #laneHandler(by: string, lane: Lane, spec: EventSpec, call: LaneCall, options: HandlerOptions): Handler {
    const makers = verdictMakers(spec.verdicts);
    return {
      order: this.#nextOrder++,
      by,
      lane,
      priority: options.priority ?? 'normal',
      timeoutMs: options.timeoutMs ?? this.#options.settings.timeoutMs,
      ...(options.resumes !== undefined && { resumes: options.resumes }),
      required: options.required === true || (lane === 'gate' && closesOnError(this.#options.settings, spec)),
      call: (event, stop, outcome) => {
        const ctx = Object.assign(Object.create(this.#options.capabilities(by, stop)), makers, { outcome });
        const returned = call(event, ctx);
        const check = (answer: unknown): HandlerAnswer | undefined =>
          checkLaneAnswer(lane, answer, event, spec);
        return isThenable(returned) ? Promise.resolve(returned).then(check) : check(returned);
      },
    };
  }

  #entryHandler(entry: ResolvedEntry, spec: EventSpec): Handler {
    const lane = spec.lanes.includes('gate')
      ? 'gate'
      : spec.lanes.includes('contribute')
        ? 'contribute'
        : 'observe';
    return {
      order: this.#nextOrder++,
      by: entry.name,
      lane,
      priority: entry.priority,
      timeoutMs: entry.timeoutMs,
      required: entryIsRequired(entry, this.#options.settings, spec),
      entry,
      call: async (event, stop) => {
        const kind = await this.#options.kind(entry.type);
        if (!kind) {
          throw new HooklineError('HOOKLINE_ENTRY_KIND_UNKNOWN', {
            what: `No plugin provides the handler kind "${entry.type}".`,
            where: originText(entry),
            fix: `Install and name the plugin that provides "${entry.type}".`,
          });
        }
        const ctx = Object.assign(Object.create(this.#options.capabilities(entry.name, stop)), {
          timeoutMs: entry.timeoutMs,
          attempt: 1,
        });
        return checkEntryAnswer(await kind.run(entry, event, ctx), event, spec);
      },
    };
  }
}

/** Milliseconds. Plugins are set up one after the other, before the first gate: a hanging one must not eat the event. */
const LONGEST_SETUP_MS = 3_000;

type LaneCall = (event: LifecycleEvent, ctx: unknown) => unknown;

function verdictMakers(kinds: readonly VerdictKind[]): Record<string, (reason: string) => unknown> {
  return Object.fromEntries(
    kinds.map((kind) => [kind, (reason: string) => ({ kind, reason: reasonOrDefault(reason) })]),
  );
}
