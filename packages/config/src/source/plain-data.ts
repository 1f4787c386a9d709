/**
 * Copies a parsed document into plain objects, and refuses what must not be in one: keys that reach an object's
 * prototype, functions and class instances of code configs, circles. Dates become their ISO text, because the
 * configuration is kept as JSON.
 */
import type { Path } from '../report/path.ts';

const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 64;

/** A value that a configuration may not hold. */
export interface Refusal {
  readonly path: Path;
  readonly target: 'key' | 'value';
  readonly message: string;
}

export interface PlainCopy {
  readonly value: unknown;
  readonly refusals: readonly Refusal[];
}

const describe = (value: unknown): string => {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'special'} object`;
  return `a ${typeof value}`;
};

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
};

/** Copies a document; what is refused is left out of the copy. */
export function plainCopy(root: unknown): PlainCopy {
  const refusals: Refusal[] = [];

  const copy = (value: unknown, path: Path): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    // JSON has no minus zero: the next run would read another number than this one.
    if (typeof value === 'number') return value + 0;
    if (value instanceof Date) return value.toISOString();
    const refuse = (message: string): undefined => {
      refusals.push({ path, target: 'value', message });
      return undefined;
    };
    if (path.length > MAX_DEPTH) return refuse('This is nested too deeply, or contains itself.');
    if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index]));
    if (typeof value !== 'object' || !isPlainObject(value)) {
      return refuse(`${describe(value)} is not plain data.`.replace(/^a/, 'A'));
    }
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      if (PROTOTYPE_KEYS.has(key)) {
        refusals.push({ path: [...path, key], target: 'key', message: `The key "${key}" is not allowed.` });
      } else {
        const kept = item === undefined ? undefined : copy(item, [...path, key]);
        if (kept !== undefined) result[key] = kept;
      }
    }
    return result;
  };

  return { value: copy(root, []), refusals };
}
