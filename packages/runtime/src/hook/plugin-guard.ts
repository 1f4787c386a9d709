/** What is done before foreign code runs beside a required check: built-ins are locked, the watchdog looks on. */
import type { LifecycleEvent } from '@hookline/core';
import { entryIsRequired, eventSpec, type ResolvedConfig } from '@hookline/core/engine';
import type { PluginGuard } from './event-run.ts';
import { lockBuiltins } from './lock-builtins.ts';
import type { Watchdog } from './watchdog.ts';
import { LONGEST_EVENT_MS } from './watchdog-order.ts';

/** Past its deadline a hook is given this long to end what it started. */
const PAST_DEADLINE_MS = 2_000;

/** Watches plugins beside the required checks of an event, for as long as all of them together may take. */
export function pluginGuard(watchdog: Watchdog, config: ResolvedConfig, event: LifecycleEvent): PluginGuard {
  const spec = eventSpec(event.type);
  const deadlines = config.entries
    .filter(
      (entry) =>
        (entry.events as readonly string[]).includes(event.type) &&
        entryIsRequired(entry, config.settings, spec),
    )
    .map((entry) => entry.timeoutMs);
  const limitMs =
    Math.min(LONGEST_EVENT_MS, Math.max(config.settings.timeoutMs, ...deadlines)) + PAST_DEADLINE_MS;
  return {
    begin: (plugins) => {
      lockBuiltins();
      watchdog.watch(limitMs, plugins);
    },
    entered: (name) => watchdog.entered(name),
    left: (name) => watchdog.left(name),
  };
}
