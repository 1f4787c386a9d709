import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import { type ConditionScope, holds } from './condition.ts';
import { matcherSelects } from './matcher.ts';
import type { ResolvedEntry } from './resolved-entry.ts';

/** Why an entry does not run for an event; undefined when it does. */
export function skipReason(
  entry: ResolvedEntry,
  event: LifecycleEvent,
  scope: ConditionScope,
): string | undefined {
  if (
    entry.matcher !== undefined &&
    'toolName' in event &&
    !matcherSelects(entry.matcher, String(event.toolName))
  ) {
    return `matcher "${entry.matcher}" does not select ${String(event.toolName)}`;
  }
  const failing = entry.conditions.find((condition) => !holds(condition, event, scope));
  return failing && `condition on ${failing.op === 'never' ? 'false' : failing.key} does not hold`;
}
