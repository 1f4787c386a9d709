/** Which events a name stands for, and which of them a plugin may listen to. */
import { HooklineError } from '../errors/hookline-error.ts';
import { type EventSpec, eventSpec } from '../events/table.ts';

/** Stands for every event, where nobody can say which ones. */
export const ANY_EVENT = '*';

/** Stands for every integration event. */
export const ALL_INTEGRATIONS = 'integration.*';

/** True when one of some names stands for an event. */
export const covers = (events: readonly string[], name: string): boolean =>
  events.includes(name) ||
  events.includes(ANY_EVENT) ||
  (name.startsWith('integration.') && events.includes(ALL_INTEGRATIONS));

/**
 * The row of an event that a plugin listens to.
 *
 * @throws HooklineError `HOOKLINE_PLUGIN_EVENT_NOT_DECLARED`
 */
export function declaredSpec(declared: readonly string[], event: string): EventSpec {
  const spec = eventSpec(event);
  if (spec && declared.some((name) => name !== ANY_EVENT && covers([name], event))) return spec;
  throw new HooklineError('HOOKLINE_PLUGIN_EVENT_NOT_DECLARED', {
    what: `It listens to "${event}", which is not among its declared events.`,
    fix: 'Add it to the "events" of definePlugin and to "hookline.events" of its package.json.',
  });
}
