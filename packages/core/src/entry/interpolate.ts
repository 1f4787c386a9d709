/**
 * `${NAME}` and `${NAME:-default}` in the texts of a config. An unset name without a default is an error of that
 * hook: an empty token must never be sent. The result is never handed to a shell.
 */
import { HooklineError } from '../errors/hookline-error.ts';
import { eventField } from './event-field.ts';

const REFERENCE = /\$\{([A-Za-z_][\w.]*)(?::-([^}]*))?\}/g;

/** Where references are looked up. */
export interface InterpolationScope {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** When given, event fields (`${command}`) win over the environment. Only tool arguments and addresses do so. */
  readonly event?: object;
}

function lookup(name: string, scope: InterpolationScope): unknown {
  if (scope.event) {
    const field = eventField(scope.event, name);
    if (field !== undefined) return field;
  }
  return scope.env[name];
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/**
 * Fills the references of one text. `encode` is applied to every filled-in value (URL encoding in an address).
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET` naming the variable.
 */
export function interpolate(
  text: string,
  scope: InterpolationScope,
  encode: (value: string) => string = (value) => value,
): string {
  return text.replaceAll(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const value = lookup(name, scope);
    if (value !== undefined && value !== null && value !== '') return encode(asText(value));
    if (fallback !== undefined) return encode(fallback);
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
    if (single?.[1] !== undefined && scope.event) {
      const field = eventField(scope.event, single[1]);
      if (field !== undefined) return field;
    }
    return interpolate(value, scope);
  }
  if (Array.isArray(value)) return value.map((item) => interpolateValue(item, scope));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolateValue(item, scope)]));
  }
  return value;
}
