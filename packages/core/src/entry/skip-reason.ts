import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import { type ConditionScope, holds } from './condition.ts';
import { conditionReason } from './condition-reason.ts';
import { matcherSelects } from './matcher.ts';
import { matcherSubject } from './matcher-subject.ts';
import type { ResolvedEntry } from './resolved-entry.ts';

/** Why an entry does not run for an event; undefined when it does. */
export function skipReason(
  entry: ResolvedEntry,
  event: LifecycleEvent,
  scope: ConditionScope,
): string | undefined {
  const moment = event.host.event;
  if (entry.native !== undefined && moment !== undefined && moment !== entry.native) {
    return `it is for ${entry.native}, and this follows from ${moment}`;
  }
  const subject = entry.matcher === undefined ? undefined : matcherSubject(entry, event);
  if (subject !== undefined && !matcherSelects(entry.matcher, subject)) {
    return `matcher "${entry.matcher}" does not select ${subject}`;
  }
  const failing = entry.conditions.find((condition) => !holds(condition, event, scope));
  return failing && conditionReason(failing, event, scope);
}
