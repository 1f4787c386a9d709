/**
 * Work of a plugin as an entry of the spool: the same order, tries and dead letters as async hooks have. What is stored
 * names the plugin and holds its data; its options are read when it is delivered, so that no secret lies on the disk.
 */
import type {
  Capabilities,
  DeliveryDefinition,
  EnqueueOptions,
  LifecycleEvent,
  PluginDefinition,
  ResolvedEntry,
} from '@hookline/core';
import type { ResolvedConfig, ResolvedPlugin } from '@hookline/core/engine';
import { redactedValue } from '@hookline/core/entry';
import { HooklineError } from '@hookline/core/errors';
import { type ImportModule, loadPlugin, optionsOf } from '../plugins/load-plugin.ts';
import type { SpoolJob } from './job.ts';
import { LONGEST_WAIT_MS } from './plan.ts';

/** No handler kind can be named so: a `type` begins with a letter. */
const TYPE = '@delivery';
/** Milliseconds until it is looked again whether a configuration that is broken or waits for review has the plugin. */
const NOT_IN_FORCE_RETRY_MS = 60_000;

export const isDelivery = ({ type }: Pick<ResolvedEntry, 'type'>): boolean => type === TYPE;

const has = (definition: PluginDefinition, delivery: string): boolean =>
  definition.deliveries !== undefined && Object.hasOwn(definition.deliveries, delivery);

/**
 * The entry of a piece of work.
 *
 * @throws HooklineError `HOOKLINE_DELIVERY_UNKNOWN`
 */
export function deliveryEntry(
  { plugin, definition, by }: { plugin: ResolvedPlugin; definition: PluginDefinition; by: string },
  work: { readonly delivery: string; readonly data: unknown; readonly target?: string },
  { config, redact }: { readonly config: ResolvedConfig; readonly redact: (text: string) => string },
): ResolvedEntry {
  const { delivery, data, target } = work;
  const delivers = has(definition, delivery) ? definition.deliveries?.[delivery] : undefined;
  if (!delivers) {
    throw new HooklineError('HOOKLINE_DELIVERY_UNKNOWN', {
      what: `The plugin "${by}" has no delivery "${delivery}".`,
      where: plugin.module,
      fix: `It has ${Object.keys(definition.deliveries ?? {}).join(', ') || 'none'}: give definePlugin "deliveries".`,
    });
  }
  return {
    id: `${plugin.name}/${delivery}`,
    name: by,
    events: [],
    type: TYPE,
    fields: { plugin: plugin.name, delivery, data: redactedValue(asJson(data), redact) },
    required: false,
    timeoutMs: delivers.timeoutMs ?? config.settings.timeoutMs,
    mode: 'async',
    delivery: {
      ...(target !== undefined && { target: `${plugin.name} ${redact(target)}` }),
      ...(delivers.attempts !== undefined && { attempts: delivers.attempts }),
    },
    priority: 'normal',
    environment: {},
    conditions: [],
    baseDir: '/',
    cwd: '/',
    origin: plugin.origin,
  };
}

/** As on disk, so that what is no JSON is told to who hands it over and not to who delivers it. */
function asJson(data: unknown): unknown {
  return data === undefined ? null : JSON.parse(JSON.stringify(data));
}

/** Milliseconds since the epoch before which work is not done; undefined: at once. */
export function notBeforeOf({ delayMs = 0 }: EnqueueOptions, now: number): number | undefined {
  const ms = Math.min(Math.max(0, Math.round(delayMs)), LONGEST_WAIT_MS);
  return ms > 0 ? now + ms : undefined;
}

export interface DeliverySources {
  /** Undefined when the configuration is broken. */
  readonly config: ResolvedConfig | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly importModule: ImportModule;
}

/**
 * Does a piece of work of a plugin once.
 *
 * @throws HooklineError when the plugin is not in force any more; what its delivery throws
 */
export async function deliver(
  { entry, event, attempt }: Pick<SpoolJob, 'entry' | 'event' | 'attempt'>,
  capabilities: Capabilities,
  { config, env, importModule }: DeliverySources,
): Promise<void> {
  const {
    plugin: name,
    delivery,
    data,
  } = entry.fields as { plugin: string; delivery: string; data: unknown };
  const plugin = config?.plugins.find((one) => one.name === name);
  if (!plugin) throw notInForce(name);
  const definition = await loadPlugin(plugin, importModule);
  const delivers = (has(definition, delivery) ? definition.deliveries?.[delivery] : undefined) as
    | DeliveryDefinition
    | undefined;
  if (!delivers) {
    throw new HooklineError('HOOKLINE_DELIVERY_UNKNOWN', {
      what: `The plugin "${name}" has no delivery "${delivery}" any more.`,
      where: plugin.module,
      fix: 'Install the version that stored the work, then: hookline spool retry.',
    });
  }
  await delivers.deliver(
    data,
    Object.assign(Object.create(capabilities), {
      options: optionsOf(plugin, env),
      event: event as LifecycleEvent,
      attempt,
      timeoutMs: entry.timeoutMs,
    }),
  );
}

const notInForce = (name: string): HooklineError =>
  new HooklineError('HOOKLINE_DELIVERY_FAILED', {
    what: `The plugin "${name}" is not in force: it was switched off, or its configuration is broken or waits for review.`,
    fix: 'See hookline list, then: hookline spool retry.',
    retryAfterMs: NOT_IN_FORCE_RETRY_MS,
  });
