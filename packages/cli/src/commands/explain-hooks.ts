/**
 * Everything that stands for one event in the configuration of a folder, in the order in which it would run, with why it
 * would or would not. Hooks are tested by the rules of the engine itself; the plugins in force are set up to learn what they
 * listen to, and none of their handlers is called.
 */
import type { LoadedConfig, NotInForce } from '@hookline/config';
import type { Lane, LifecycleEvent, Origin, Priority, ResolvedEntry } from '@hookline/core';
import {
  entryIsRequired,
  eventSpec,
  type Handler,
  type Listening,
  PRIORITIES,
  type ResolvedPlugin,
} from '@hookline/core/engine';
import { buildLifecycle, listensTo } from '@hookline/runtime';
import { BUNDLED_KINDS } from '../bundled-kinds.ts';
import type { CommandContext } from '../command-context.ts';
import { originPlace } from '../output/origin-place.ts';
import { type EntryTest, testEntry } from './explain-entry.ts';
import { importModule, type PluginWords, wordsOfPlugin } from './explain-plugin.ts';

/** What is asked about. */
export interface Subject {
  /** The wire name. */
  readonly name: string;
  /** Without it nothing is tested. */
  readonly event?: LifecycleEvent;
}

/**
 * `runs`: it would be asked. `listens`: it may be, there is no data to test it on. `skipped`: `why` says what does not hold.
 * `fails`: it cannot be tested, loaded or set up. `waiting`: for review. `disabled`: switched off or replaced.
 */
export type HookStatus = 'runs' | 'listens' | 'skipped' | 'fails' | 'waiting' | 'disabled';

/** A hook of a configuration, or one handler of a plugin. */
export interface ExplainedHook extends Pick<EntryTest, 'matcher' | 'conditions'>, PluginWords {
  /** Those with the same number run at once; only of what runs or may run. */
  readonly turn?: number;
  readonly what: 'hook' | 'plugin';
  readonly name: string;
  /** The kind of a hook, `script`. */
  readonly type?: string;
  /** Absent where only its code could say. */
  readonly lane?: Lane;
  readonly priority?: Priority;
  /** `async`: handed over before the lane `observe`, and run after the agent was answered. */
  readonly mode?: 'sync' | 'async';
  readonly required?: boolean;
  readonly timeoutMs?: number;
  readonly status: HookStatus;
  readonly why?: string;
  readonly from: Origin;
}

/** One event, and all that stands for it. */
export interface ExplainedEvent {
  readonly event: string;
  /** False without data: matchers and conditions were not tested. */
  readonly tested: boolean;
  /** In the order in which they run; what does not run at the end. */
  readonly hooks: readonly ExplainedHook[];
}

export interface Loads {
  /** What runs here. */
  readonly inForce: LoadedConfig;
  /** The same when nothing waits for review; else with what does. */
  readonly all: LoadedConfig;
}

/** Explains one event. */
export async function explainedEvent(
  subject: Subject,
  { inForce, all }: Loads,
  context: CommandContext,
): Promise<ExplainedEvent> {
  const { config } = inForce;
  const { handlers, failures } = await listening(subject.name, inForce, context);
  const plugins = config.plugins.filter(({ events }) => listensTo(events, [subject.name]));
  const words = await Promise.all(plugins.map((plugin) => wordsOfPlugin(plugin, subject.event, context)));
  const told = new Set<string>();
  const synchronous = handlers.flatMap((handler): readonly ExplainedHook[] => {
    const { by, lane, priority, required, timeoutMs, entry } = handler;
    const how = { lane, priority, mode: 'sync' as const, required, timeoutMs };
    if (entry) return [{ ...ofEntry(entry, subject, inForce, context), ...how }];
    const said = words.find(({ name }) => name === by);
    if (said === undefined) return [];
    const isFirst = !told.has(by);
    told.add(by);
    const status = subject.event ? 'runs' : 'listens';
    const from = said.plugin.origin;
    return [{ what: 'plugin', name: by, ...how, status, from, ...(isFirst ? said.words : {}) }];
  });
  const silent = words.filter(({ name }) => !told.has(name));
  const asynchronous = PRIORITIES.flatMap((priority) =>
    config.entries
      .filter((one) => one.mode === 'async' && one.priority === priority)
      .filter((one) => listensTo(one.events, [subject.name]))
      .map((entry) => ofEntry(entry, subject, inForce, context)),
  );
  const observers = synchronous.filter(({ lane }) => lane === 'observe');
  const before = synchronous.filter(({ lane }) => lane !== 'observe');
  const listed = [
    ...before,
    ...asynchronous,
    ...observers,
    ...silent.map(({ plugin, name, words: said }): ExplainedHook => {
      const failure = failures.find(({ by }) => by === name);
      return {
        what: 'plugin',
        name,
        status: failure ? 'fails' : 'skipped',
        why: failure?.message ?? 'it listens to other events only',
        from: plugin.origin,
        ...(failure ? {} : said),
      };
    }),
  ];
  const off = config.settings.enabled
    ? listed
    : listed.map((hook) => disabled(hook, 'hooks are switched off'));
  return {
    event: subject.name,
    tested: subject.event !== undefined,
    hooks: [
      ...inTurns(off, handlers, config.settings.parallel),
      ...waitingOn(subject, { inForce, all }),
      ...(await notInForceOn(subject, inForce, context)),
    ],
  };
}

/** The handlers of an event as the engine orders them. */
async function listening(
  event: string,
  { config }: LoadedConfig,
  { env }: CommandContext,
): Promise<Listening> {
  const never = (): never => {
    throw new Error('Nothing is run to explain an event.');
  };
  const lifecycle = await buildLifecycle(
    {
      config,
      env,
      bundledKinds: BUNDLED_KINDS,
      importModule,
      capabilities: never,
      rewrite: never,
      handOver: never,
    },
    [event],
  );
  return lifecycle.listening(event);
}

function ofEntry(
  entry: ResolvedEntry,
  { name, event }: Subject,
  { config: { settings } }: LoadedConfig,
  { env }: CommandContext,
): ExplainedHook {
  const { type, priority, mode, timeoutMs, origin } = entry;
  const about = {
    what: 'hook',
    name: entry.name,
    type,
    priority,
    mode,
    required: entryIsRequired(entry, settings, eventSpec(name)),
    timeoutMs,
    from: origin,
  } as const;
  if (event === undefined) return { ...about, ...untested(entry), status: 'listens' };
  return { ...about, ...testEntry(entry, event, { env, context: settings.context }) };
}

/** What would be tested, where there is nothing to test it on. */
const untested = ({ matcher }: ResolvedEntry): Pick<EntryTest, 'matcher'> =>
  matcher === undefined ? {} : { matcher: { pattern: matcher } };

/** Numbers the turns: what has the same number runs at once. */
function inTurns(
  hooks: readonly ExplainedHook[],
  handlers: readonly Handler[],
  parallel: boolean,
): readonly ExplainedHook[] {
  const turns = new Map<string, number>();
  const native = new Set(
    handlers.flatMap(({ entry }) => (entry?.native === undefined ? [] : [entry.origin])),
  );
  const numbered = hooks.map((hook, index) => {
    if (hook.status !== 'runs' && hook.status !== 'listens') return hook;
    const { lane, mode, priority, from } = hook;
    // Hooks of a hooks.json never wait for each other; who rewrites gets what the one before made of it.
    const isNative = lane === 'gate' && native.has(from);
    const atOnce = mode === 'async' || (lane !== 'rewrite' && (parallel || isNative));
    const key = mode === 'async' ? 'async' : [lane, priority, atOnce ? '' : index].join(' ');
    const turn = turns.get(key) ?? turns.size + 1;
    turns.set(key, turn);
    return { turn, ...hook };
  });
  const runs = numbered.filter(({ turn }) => turn !== undefined);
  return [
    ...runs.sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0)),
    ...numbered.filter(({ turn }) => turn === undefined),
  ];
}

const disabled = (hook: ExplainedHook, why: string): ExplainedHook => ({ ...hook, status: 'disabled', why });

/** What of the project waits for review: known from its files alone. */
function waitingOn({ name }: Subject, { inForce, all }: Loads): readonly ExplainedHook[] {
  if (all === inForce) return [];
  // By what runs here all the same, and not by files: a preset that the project extends waits with it.
  const own = inForce.config;
  const isOwn = ({ id }: ResolvedEntry): boolean => own.entries.some((entry) => entry.id === id);
  const isOwnPlugin = ({ module }: ResolvedPlugin): boolean =>
    own.plugins.some((plugin) => plugin.module === module);
  const { entries, plugins, settings } = all.config;
  const status = { status: 'waiting', why: 'it waits for review: npx hookline trust' } as const;
  return [
    ...plugins
      .filter((plugin) => !isOwnPlugin(plugin) && listensTo(plugin.events, [name]))
      .map((plugin) => ({ what: 'plugin' as const, name: plugin.name, ...status, from: plugin.origin })),
    ...entries
      .filter((entry) => !isOwn(entry) && listensTo(entry.events, [name]))
      .map((entry) => ({
        what: 'hook' as const,
        name: entry.name,
        type: entry.type,
        priority: entry.priority,
        mode: entry.mode,
        required: entryIsRequired(entry, settings, eventSpec(name)),
        timeoutMs: entry.timeoutMs,
        ...status,
        from: entry.origin,
      })),
  ];
}

/** What is written for the event and does not count. Of a plugin that is off nobody knows the events. */
async function notInForceOn(
  { name }: Subject,
  loaded: LoadedConfig,
  { cwd }: CommandContext,
): Promise<readonly ExplainedHook[]> {
  const { notInForce } = await loaded.origins();
  return notInForce
    .filter(({ events }) => events === undefined || listensTo(events, [name]))
    .map((one) => ({
      what: one.what,
      name: one.name,
      status: 'disabled' as const,
      why: whyOff(one, cwd),
      from: one.origin,
    }));
}

function whyOff({ what, how, origin, by }: NotInForce, cwd: string): string {
  const there = origin.file === by.file && origin.path === by.path ? 'there' : `by ${originPlace(by, cwd)}`;
  return `${how} ${there}${what === 'plugin' ? '; its events are not known' : ''}`;
}
