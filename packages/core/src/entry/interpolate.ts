/**
 * `${NAME}` and `${NAME:-default}` in the texts of a config. An unset name without a default is an error of that
 * hook: an empty token must never be sent. The result is never handed to a shell.
 */
import { HooklineError } from '../errors/hookline-error.ts';
import { envValue } from './env-value.ts';
import { eventField, ownEventField } from './event-field.ts';

const REFERENCE = /\$\{([A-Za-z_][\w.]*)(?::-([^}]*))?\}/g;

/** Where references are looked up. */
export interface InterpolationScope {
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * When given, event fields (`${command}`) win over the environment, and the environment over a name in a tool's
   * input, which the model writes. Only tool arguments and addresses are given it.
   */
  readonly event?: object;
}

/** Where a filled-in value came from: the model may have written what an event holds, never the other two. */
export type ValueSource = 'event' | 'environment' | 'default';

function fromEvent(name: string, { env, event }: InterpolationScope): unknown {
  if (!event) return undefined;
  return ownEventField(event, name) ?? (envValue(env, name) ? undefined : eventField(event, name));
}

function lookup(name: string, scope: InterpolationScope): { value: unknown; source: ValueSource } {
  const field = fromEvent(name, scope);
  return field === undefined
    ? { value: envValue(scope.env, name), source: 'environment' }
    : { value: field, source: 'event' };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/**
 * Fills the references of one text, once: a value that holds a reference is not filled in again. `encode` is applied
 * to every filled-in value; an address encodes what comes from the event.
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET` naming the variable.
 */
export function interpolate(
  text: string,
  scope: InterpolationScope,
  encode: (value: string, source: ValueSource) => string = (value) => value,
): string {
  return text.replaceAll(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const { value, source } = lookup(name, scope);
    if (value !== undefined && value !== null && value !== '') return encode(asText(value), source);
    if (fallback !== undefined) return encode(fallback, 'default');
    throw new HooklineError('HOOKLINE_ENTRY_VARIABLE_UNSET', {
      what: `\${${name}} is not set.`,
      fix: `Set ${name} in the environment of the agent, or write \${${name}:-default}.`,
    });
  });
}

/** A whole value: a text that is one single reference keeps the type of what it names (an object stays one). */
export function interpolateValue(value: unknown, scope: InterpolationScope): unknown {
  if (typeof value === 'string') {
    const single = /^\$\{([A-Za-z_][\w.]*)\}$/.exec(value);
    if (single?.[1] !== undefined) {
      const field = fromEvent(single[1], scope);
      if (field !== undefined) return field;
    }
    return interpolate(value, scope);
  }
  if (Array.isArray(value)) return value.map((item) => interpolateValue(item, scope));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, interpolateValue(item, scope)]),
    );
  }
  return value;
}
