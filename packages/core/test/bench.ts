/** A lifecycle with fake capabilities and an agent adapter of three lines: what the behaviour tests dispatch on. */
import {
  definePlugin,
  type EventName,
  type HandlerAnswer,
  type LaneRegistrar,
  type LifecycleEvent,
  type PluginDefinition,
  type ResolvedEntry,
  type Rewrite,
} from '@hookline/core';
import {
  createLifecycle,
  DEFAULT_SETTINGS,
  type DispatchOptions,
  type Lifecycle,
  type LifecycleOptions,
  type Outcome,
  type Settings,
} from '@hookline/core/engine';

type RunEntry = (
  event: LifecycleEvent & { readonly command: string },
  signal: AbortSignal,
) => HandlerAnswer | undefined | Promise<HandlerAnswer | undefined>;

export interface Bench {
  readonly lifecycle: Lifecycle;
  readonly handedOver: { readonly entry: ResolvedEntry; readonly event: LifecycleEvent }[];
  plugin(definition: PluginDefinition<EventName>, name?: string): Promise<void>;
  entry(fields: Partial<ResolvedEntry>, run?: RunEntry): void;
  dispatch(event?: LifecycleEvent, options?: DispatchOptions): Promise<Outcome>;
}

export function openBench(
  settings: Partial<Settings> = {},
  options: Partial<Pick<LifecycleOptions, 'env' | 'handOver' | 'rewrite'>> = {},
): Bench {
  const runs = new Map<string, RunEntry>();
  const handedOver: Bench['handedOver'] = [];
  const lifecycle = createLifecycle({
    settings: { ...DEFAULT_SETTINGS, ...settings },
    env: options.env ?? {},
    capabilities: (_owner, stop) => fakeCapabilities(stop.signal),
    rewrite: options.rewrite ?? rewriteInput,
    handOver: options.handOver ?? ((entry, event) => void handedOver.push({ entry, event })),
    kind: async (type) => {
      const run = runs.get(type);
      if (!run) return undefined;
      return {
        type,
        keys: ['run'],
        schema: () => Promise.reject(new Error('The hot path needs no schema.')),
        describe: () => type,
        run: async (_entry, event, ctx) => run(event as LifecycleEvent & { command: string }, ctx.signal),
      };
    },
  });
  return {
    lifecycle,
    handedOver,
    plugin: (definition, name = definition.name) =>
      lifecycle.registerPlugin(definition, { name, options: undefined }),
    entry(fields, run) {
      const type = `kind-${runs.size}`;
      if (run) runs.set(type, run);
      lifecycle.addEntry(makeEntry({ type, ...fields }));
    },
    dispatch: (event = execBefore(), dispatchOptions) => lifecycle.dispatch(event, dispatchOptions),
  };
}

/** Registers a plugin that listens to a command that is about to run, and does nothing else. */
export function beforeExec(
  bench: Bench,
  name: string,
  listen: (lanes: LaneRegistrar<'exec.before'>) => void,
): Promise<void> {
  return bench.plugin(
    definePlugin({ name, events: ['exec.before'], setup: ({ on }) => listen(on('exec.before')) }),
  );
}

export function makeEntry(fields: Partial<ResolvedEntry>): ResolvedEntry {
  return {
    id: 'entry',
    name: 'entry',
    events: ['exec.before'],
    type: 'none',
    fields: {},
    required: false,
    timeoutMs: 30_000,
    mode: 'sync',
    priority: 'normal',
    environment: {},
    conditions: [],
    baseDir: '/repo',
    cwd: '/repo',
    origin: { file: '/repo/hooks.toml', line: 7, column: 1, path: 'hooks.exec[0]', layer: 'project' },
    ...fields,
  };
}

const base = () => ({
  id: 'event-1',
  timestamp: '2026-01-01T00:00:00.000Z',
  sessionId: 'session-1',
  cwd: '/repo',
  host: { name: 'codex', event: 'PreToolUse' },
  raw: { tool_input: { command: 'ls' } },
});

export const execBefore = (command = 'ls'): LifecycleEvent =>
  eventOf('exec.before', { toolName: 'Bash', input: { command }, command });

/** An event with no more than the common fields and those given. */
export const eventOf = (type: string, fields: object = {}): LifecycleEvent => ({
  ...base(),
  type,
  ...fields,
});

function rewriteInput(event: LifecycleEvent, change: Rewrite): LifecycleEvent {
  const old = event as LifecycleEvent & { readonly input: object; readonly command?: string };
  const given = (change.input ?? old.input) as { readonly command?: string };
  const command = change.command ?? given.command ?? old.command;
  return { ...old, input: { ...given, command }, command } as LifecycleEvent;
}

export function fakeCapabilities(signal: AbortSignal): ReturnType<LifecycleOptions['capabilities']> {
  const refused = (): never => {
    throw new Error('This test gives no such capability.');
  };
  const silent = (): void => undefined;
  return {
    signal,
    exec: refused,
    fetch: refused,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    state: { get: () => undefined, set: () => false },
    places: { codexHome: '/home/user/.codex', hooklineHome: '/home/user/.hookline' },
    env: {},
    appendLine: silent,
    emit: silent,
    enqueue: silent,
    redact: (text) => text,
  };
}

/** Rejects when the signal is aborted: a handler that hangs but listens. */
export const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
