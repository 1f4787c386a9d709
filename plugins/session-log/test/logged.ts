/** Puts one event through the plugin as the engine does, with fakes of what it may reach. */
import type { AppendOptions, Capabilities, LifecycleEvent, PluginDefinition } from '@hookline/core';
import { createLifecycle, DEFAULT_SETTINGS, type Outcome } from '@hookline/core/engine';
import sessionLog from '@hookline/plugin-session-log';

export interface Logged {
  readonly lines: { file: string; line: string; options?: AppendOptions }[];
  readonly outcome: Outcome;
}

export interface Beside {
  readonly appendLine?: Capabilities['appendLine'];
  /** Default one that is not there. */
  readonly codexHome?: string;
  /** Plugins that judge the event. */
  readonly plugins?: readonly PluginDefinition[];
}

export async function log(
  event: LifecycleEvent,
  options: unknown = {},
  { appendLine, codexHome = '/home/user/.codex', plugins = [] }: Beside = {},
): Promise<Logged> {
  const lines: Logged['lines'] = [];
  const lifecycle = createLifecycle({
    settings: DEFAULT_SETTINGS,
    env: {},
    rewrite: (event, change) => ({ ...event, ...change }) as LifecycleEvent,
    handOver: () => {},
    kind: async () => undefined,
    capabilities: (_, { signal }) => ({
      signal,
      exec: () => Promise.reject(new Error('Nothing is run here.')),
      fetch: () => Promise.reject(new Error('Nothing is sent from here.')),
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      state: { get: () => undefined, set: () => true },
      places: { codexHome, hooklineHome: '/home/user/.hookline' },
      env: {},
      appendLine: appendLine ?? ((file, line, given) => void lines.push({ file, line, options: given })),
      emit: () => {},
      enqueue: () => {},
      redact: (text) => text.replaceAll('hunter2hunter2', '[redacted]'),
    }),
  });
  for (const plugin of plugins) await lifecycle.registerPlugin(plugin, { name: plugin.name, options: {} });
  await lifecycle.registerPlugin(sessionLog as Parameters<typeof lifecycle.registerPlugin>[0], {
    name: 'session-log',
    options: await checked(options),
  });
  return { lines, outcome: await lifecycle.dispatch(event) };
}

/** As a configuration gives them, with defaults. What is refused there may still come by a variable. */
async function checked(options: unknown): Promise<unknown> {
  const schema = (await sessionLog.options?.())?.default;
  const { value } = ((await schema?.['~standard'].validate(options)) ?? {}) as { readonly value?: unknown };
  return value ?? options;
}

/** The line of one event, without its time. */
export async function line(
  event: LifecycleEvent,
  options?: unknown,
  beside?: Beside,
): Promise<string | undefined> {
  return (await log(event, options, beside)).lines[0]?.line;
}
