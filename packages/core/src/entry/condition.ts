/**
 * Conditions, parsed. Parsing is the config reader's (an unparsable condition is an error at load, never true);
 * this file owns what a parsed one means.
 */
import { boundedTest } from './bounded-test.ts';
import { envValue } from './env-value.ts';
import { eventField, ownEventField } from './event-field.ts';

/** A plain value of a config. */
export type Scalar = string | number | boolean;

/** One test on one key. A missing field equals nothing, contains nothing and matches nothing. */
export type Condition =
  | { readonly key: string; readonly op: 'any'; readonly values: readonly Scalar[] }
  | { readonly key: string; readonly op: 'none'; readonly values: readonly Scalar[] }
  | { readonly key: string; readonly op: 'contains'; readonly value: Scalar }
  | { readonly key: string; readonly op: 'matches'; readonly pattern: string }
  | { readonly key: string; readonly op: 'never' };

/** What conditions may look at besides the event. */
export interface ConditionScope {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `[hooks.context]`. */
  readonly context: Readonly<Record<string, Scalar>>;
}

/**
 * The value of a condition's key: `env.NAME`; an event field (`success`, `exit_code`, `exitCode`, `input.path`);
 * a name of `[hooks.context]`; `HOOKLINE_<NAME>`; `CODEX_<NAME>`; a name in a tool's input; the agent's own name in
 * its payload (`tool_input.command`). The first that exists wins. The input comes late because the model writes it:
 * `environment` must not be its to choose.
 */
export function conditionValue(key: string, event: object, scope: ConditionScope): unknown {
  if (key.startsWith('env.')) return envValue(scope.env, key.slice(4));
  const field = ownEventField(event, key);
  if (field !== undefined) return field;
  if (Object.hasOwn(scope.context, key)) return scope.context[key];
  const [own, agent] = environmentNames(key);
  return (
    envValue(scope.env, own) ??
    envValue(scope.env, agent) ??
    eventField(event, key) ??
    ownEventField((event as { readonly raw?: unknown }).raw ?? {}, key)
  );
}

/** The variables that a key is looked up in, the stronger first. */
export function environmentNames(key: string): readonly [string, string] {
  const upper = key.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase();
  return [`HOOKLINE_${upper}`, `CODEX_${upper}`];
}

const equals = (value: unknown, wanted: Scalar): boolean =>
  value !== undefined && value !== null && typeof value !== 'object' && String(value) === String(wanted);

const contains = (value: unknown, wanted: Scalar): boolean => {
  if (Array.isArray(value)) return value.some((item) => equals(item, wanted));
  return typeof value === 'string' && value.includes(String(wanted));
};

/** Whether one condition holds for an event. Throws for a pattern that takes too long on what the event holds. */
export function holds(condition: Condition, event: object, scope: ConditionScope): boolean {
  if (condition.op === 'never') return false;
  const value = conditionValue(condition.key, event, scope);
  switch (condition.op) {
    case 'any':
      return condition.values.some((wanted) => equals(value, wanted));
    case 'none':
      return !condition.values.some((wanted) => equals(value, wanted));
    case 'contains':
      return contains(value, condition.value);
    case 'matches':
      return value !== undefined && value !== null && boundedTest(condition.pattern, asText(value));
  }
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
