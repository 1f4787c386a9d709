/** Reads a field of an event by the name a person would write: `exit_code`, `exitCode`, `input.file_path`. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function own(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object' || UNSAFE.has(name)) return undefined;
  if (Object.hasOwn(value, name)) return (value as Record<string, unknown>)[name];
  const camelName = camel(name);
  return Object.hasOwn(value, camelName) ? (value as Record<string, unknown>)[camelName] : undefined;
}

/** The value at a dotted path, own properties only, snake_case and camelCase alike; undefined where nothing is. */
export function ownEventField(event: object, path: string): unknown {
  let value: unknown = event;
  for (const part of path.split('.')) value = own(value, part);
  return value;
}

/**
 * Like {@link ownEventField}, but a name that the event does not have itself is looked up in a tool's input
 * (`file_path` for `input.file_path`). The model writes that input: whoever also knows names that the model must
 * not choose looks those up in between.
 */
export function eventField(event: object, path: string): unknown {
  const value = ownEventField(event, path);
  if (value !== undefined || path.includes('.')) return value;
  return own(own(event, 'input'), path);
}
