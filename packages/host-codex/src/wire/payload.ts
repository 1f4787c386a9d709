/**
 * Checks of what Codex sends, by hand: this is the hot path and a schema library costs more than the rest of it.
 * A field that decides what is judged (the tool, its input) must be there and of its type; anything else that is
 * of the wrong type counts as absent.
 */
import { HooklineError } from '@hookline/core/errors';

/** A JSON object as it was parsed. */
export type Payload = Readonly<Record<string, unknown>>;

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own, non-empty string, or undefined. */
export function text(payload: Payload, key: string): string | undefined {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A path that the file system can take, or undefined. */
export function path(payload: Payload, key: string): string | undefined {
  const value = text(payload, key);
  return value?.includes('\0') ? undefined : value;
}

/** What the payload lacks, as an error for the person. */
export function unreadable(why: string, cause?: unknown): HooklineError {
  return new HooklineError('HOOKLINE_HOST_PAYLOAD_INVALID', {
    what: 'What Codex sent on stdin could not be read.',
    why,
    fix: 'Update Hookline, or report the payload: this version was checked against Codex 0.169.',
    cause,
  });
}

/** The value of a field that the event cannot do without. Throws HOOKLINE_HOST_PAYLOAD_INVALID. */
export function required<T>(value: T | undefined, field: string, expected: string): T {
  if (value === undefined) throw unreadable(`The field "${field}" is missing or is not ${expected}.`);
  return value;
}

/** The whole of stdin as one JSON object. Throws HOOKLINE_HOST_PAYLOAD_INVALID. */
export function parsePayload(stdin: string): Payload {
  let value: unknown;
  try {
    value = JSON.parse(stdin);
  } catch (cause) {
    throw unreadable(stdin.trim() === '' ? 'It is empty.' : 'It is not JSON.', cause);
  }
  if (!isObject(value)) throw unreadable('It is not a JSON object.');
  return value;
}

/** Whether a value of JSON has more levels than that. Goes no deeper itself. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => isDeeper(item, levels - 1));
}

/** Levels. Codex reads its own JSON with at most 128; what works on a value level by level needs an end of the stack. */
const DEEPEST = 500;

/** Throws HOOKLINE_HOST_PAYLOAD_INVALID for a payload that nothing could work on. */
export function requireShallow(payload: Payload): void {
  if (isDeeper(payload, DEEPEST)) throw unreadable(`It is nested more than ${DEEPEST} levels deep.`);
}
