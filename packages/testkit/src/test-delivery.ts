/** Does work that a plugin handed over, as the worker of the spool does. */
import type { LifecycleEvent, PluginDefinition } from '@hookline/core';
import { HooklineError } from '@hookline/core/errors';
import type { Bench } from './bench.ts';
import { type Journal, newJournal } from './fakes/record.ts';
import { recordedEvent } from './recorded-event.ts';

/** How a piece of work is done. */
export interface DeliverOptions {
  /** Default 1: the first try. */
  readonly attempt?: number;
  /** The event on which it was handed over. Default: a recorded `session_start`. */
  readonly event?: LifecycleEvent;
}

/** What a delivery did. */
export type DeliverResult = Readonly<Omit<Journal, 'unplanned'>>;

export async function testDelivery(
  { name, deliveries = {} }: PluginDefinition,
  delivery: string,
  data: unknown,
  { attempt = 1, event = recordedEvent('session_start'), options }: DeliverOptions & { options: unknown },
  bench: Bench,
): Promise<DeliverResult> {
  const found = Object.hasOwn(deliveries, delivery) ? deliveries[delivery] : undefined;
  if (!found) {
    throw new HooklineError('HOOKLINE_DELIVERY_UNKNOWN', {
      what: `The plugin "${name}" has no delivery "${delivery}".`,
      fix: `It has ${Object.keys(deliveries).join(', ') || 'none'}.`,
    });
  }
  const journal = newJournal();
  const ctx = Object.assign(Object.create(bench.capabilities(journal)), {
    options,
    event,
    attempt,
    timeoutMs: found.timeoutMs ?? bench.timeoutMs,
  });
  let failed: unknown;
  try {
    await found.deliver(data, ctx);
  } catch (thrown) {
    failed = thrown ?? new Error('It threw nothing.');
  }
  const { unplanned, ...seen } = journal;
  if (unplanned[0]) throw unplanned[0];
  if (failed !== undefined) throw failed;
  return seen;
}
