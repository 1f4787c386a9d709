import type { EventName, PluginDefinition } from '@hookline/core';
import { interpolateValue } from '@hookline/core/engine';
import { HooklineError } from '@hookline/core/errors';
import { Bench, type BenchOptions, type RunResult } from './bench.ts';
import { checkOptions } from './check-options.ts';
import { PLACES } from './fakes/capabilities.ts';
import { type EventFields, recordedEvent } from './recorded-event.ts';
import { type DeliverOptions, type DeliverResult, testDelivery } from './test-delivery.ts';

/** How a plugin is tested. */
export interface PluginTestOptions extends BenchOptions {
  /** As a configuration gives them: checked by the plugin's schema, then `${NAME}` is filled in from `env`. */
  readonly options?: unknown;
}

/** The events of a plugin; one that declares `integration.*` listens to every integration event. */
export type Runnable<Declared extends EventName> =
  | Declared
  | ('integration.*' extends Declared ? `integration.${string}` : never);

/** A plugin, set up. */
export interface TestedPlugin<Declared extends EventName> {
  /** Puts the recorded event of that name, with these fields replaced, through the plugin. */
  run<N extends Runnable<Declared>>(name: N, fields?: EventFields<N>): Promise<RunResult>;
  /**
   * What the plugin says of that event to `hookline explain`.
   *
   * @throws HooklineError when it has no `explain`; whatever that throws.
   */
  explain<N extends Runnable<Declared>>(name: N, fields?: EventFields<N>): readonly string[];
  /**
   * Does a piece of work that was handed over, `data` as it was recorded in `enqueued`. What it throws is what the spool
   * would see: the promise then rejects with it.
   */
  deliver(delivery: string, data: unknown, options?: DeliverOptions): Promise<DeliverResult>;
  /** Aborts what still runs. */
  close(): Promise<void>;
}

/**
 * Sets a plugin up as Hookline does, with fakes of everything that it may reach.
 *
 * @throws HooklineError when its schema refuses the options, and when `setup` fails.
 */
export async function testPlugin<Declared extends EventName, Options>(
  plugin: PluginDefinition<Declared, Options>,
  { options = {}, ...bench }: PluginTestOptions = {},
): Promise<TestedPlugin<Declared>> {
  const { name, events } = plugin;
  const checked = await checkOptions(`the plugin "${name}"`, plugin.options, options);
  const given = interpolateValue(checked, { env: bench.env ?? {} }) as Options;
  const tested = new Bench(bench);
  let isSetUp = false;
  tested.lifecycle.hooks.pluginRegistered.tap('testkit', () => {
    isSetUp = true;
  });
  await tested.lifecycle.registerPlugin(plugin as unknown as PluginDefinition, { name, options: given });
  if (!isSetUp) throw await setupFailure(tested, plugin as unknown as PluginDefinition);
  const assertListens = (event: string): void => {
    if (listens(events, event)) return;
    throw new HooklineError('HOOKLINE_USAGE', {
      what: `The plugin "${name}" does not listen to "${event}".`,
      fix: `Run one of its events: ${events.join(', ') || 'it declares none'}.`,
    });
  };
  return {
    run: async (event, fields) => {
      assertListens(event);
      return tested.run(event, fields);
    },
    explain: (event, fields) => {
      assertListens(event);
      if (!plugin.explain) {
        throw new HooklineError('HOOKLINE_USAGE', {
          what: `The plugin "${name}" has no "explain".`,
          fix: 'Give definePlugin one, or test what its handlers answer.',
        });
      }
      const asked = recordedEvent(event, { id: 'test:explain', ...fields } as EventFields<typeof event>);
      const places = { ...PLACES, ...bench.places };
      return plugin.explain(asked as never, { options: given, env: bench.env ?? {}, places });
    },
    deliver: (delivery, data, more) =>
      testDelivery(
        plugin as unknown as PluginDefinition,
        delivery,
        data,
        { ...more, options: given },
        tested,
      ),
    close: () => tested.close(),
  };
}

const listens = (declared: readonly string[], event: string): boolean =>
  declared.includes(event) || (event.startsWith('integration.') && declared.includes('integration.*'));

/** The lifecycle tells of a failed setup with the first event. */
async function setupFailure(tested: Bench, { name, events }: PluginDefinition): Promise<HooklineError> {
  const first = events[0]?.replace('*', 'test') as EventName | undefined;
  const failure = first && (await tested.run(first)).outcome.failures[0];
  return new HooklineError(failure?.code ?? 'HOOKLINE_PLUGIN_SETUP_FAILED', {
    what: `The plugin "${name}" could not be set up: ${failure?.message ?? 'its setup failed.'}`,
    fix: failure?.fix,
  });
}
