/** Says why a condition does not hold, so that a name which is found nowhere is told from one that has another value. */
import type { LifecycleEvent } from '../events/lifecycle-events.ts';
import { type Condition, type ConditionScope, conditionValue, environmentNames } from './condition.ts';
import { ownEventField } from './event-field.ts';

const LONGEST_SHOWN = 40;

/** A sentence's end, without a full stop. The values of variables are not shown: they may be secrets. */
export function conditionReason(condition: Condition, event: LifecycleEvent, scope: ConditionScope): string {
  if (condition.op === 'never') return 'condition on false does not hold';
  const { key } = condition;
  const failed = `condition on ${key} does not hold`;
  if (conditionValue(key, event, scope) === undefined) return `${failed}: ${nowhere(key, event)}`;
  const shown =
    ownEventField(event, key) ?? (Object.hasOwn(scope.context, key) ? scope.context[key] : undefined);
  const text = shown === undefined ? undefined : JSON.stringify(shown);
  return text === undefined || text.length > LONGEST_SHOWN ? failed : `${failed}: it is ${text}`;
}

function nowhere(key: string, event: LifecycleEvent): string {
  if (key.startsWith('env.')) return `the variable ${key.slice(4)} is not set`;
  return `${event.type} has no "${key}", and neither [hooks.context] nor a variable ${environmentNames(key).join(' or ')} sets it`;
}
