/** A condition with what it was compared with, for a person who asks why a hook runs or does not. */
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import { type Condition, type ConditionScope, conditionValue, holds } from './condition.ts';
import { eventField, ownEventField } from './event-field.ts';

/** One condition on one event. */
export interface ExplainedCondition {
  readonly key: string;
  readonly op: Condition['op'];
  /** What the value has to be, as a configuration writes it; absent for what never holds. */
  readonly wanted?: unknown;
  readonly holds: boolean;
  /** Where the value was found. */
  readonly from: 'event' | 'context' | 'variable' | 'nowhere';
  /** The value; left out where it is that of a variable, which may be a secret. */
  readonly value?: unknown;
}

/**
 * Tests one condition, and tells on what.
 *
 * @throws Error for a pattern that takes too long on what the event holds
 */
export function explainedCondition(
  condition: Condition,
  event: LifecycleEvent,
  scope: ConditionScope,
): ExplainedCondition {
  const { key, op } = condition;
  return {
    key,
    op,
    ...wantedBy(condition),
    holds: holds(condition, event, scope),
    ...found(key, event, scope),
  };
}

function wantedBy(condition: Condition): Pick<ExplainedCondition, 'wanted'> {
  switch (condition.op) {
    case 'any':
    case 'none':
      return { wanted: condition.values };
    case 'contains':
      return { wanted: condition.value };
    case 'matches':
      return { wanted: condition.pattern };
    case 'never':
      return {};
  }
}

/** In the order of `conditionValue`: a variable comes between the event itself and what a tool was given. */
function found(
  key: string,
  event: LifecycleEvent,
  scope: ConditionScope,
): Pick<ExplainedCondition, 'from' | 'value'> {
  const value = conditionValue(key, event, scope);
  if (value === undefined) return { from: 'nowhere' };
  if (key.startsWith('env.')) return { from: 'variable' };
  if (ownEventField(event, key) !== undefined) return { from: 'event', value };
  if (Object.hasOwn(scope.context, key)) return { from: 'context', value };
  const given = eventField(event, key) ?? ownEventField((event.raw ?? {}) as object, key);
  return given === value ? { from: 'event', value } : { from: 'variable' };
}
