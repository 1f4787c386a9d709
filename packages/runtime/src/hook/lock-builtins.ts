/**
 * Keeps the parts of the language that a verdict passes through as they are, from before the first foreign code
 * runs: a plugin that replaces `JSON.stringify` or `Promise.prototype.then` would otherwise replace the answer of
 * every check beside it. The attempt throws inside the plugin, which is then to blame. Against accidents, such as
 * a polyfill; a plugin is no sandbox.
 */
type Target = object & Record<PropertyKey, unknown>;

// Named in functions: the mere mention of some of them loads a module of Node, and most events lock nothing.
const namespaces = (): readonly object[] => [
  JSON,
  Object,
  Promise,
  Reflect,
  Atomics,
  Array,
  Number,
  String,
  AbortSignal,
];
const prototypes = (): readonly object[] =>
  [Promise, Array, String, Map, Set, RegExp, AbortController, EventTarget].map(
    (builtin) => builtin.prototype as object,
  );

/** Locks them for the rest of the process. */
export function lockBuiltins(): void {
  for (const namespace of namespaces()) lockAll(namespace, lockValue);
  for (const prototype of prototypes()) lockAll(prototype, lockInherited);
  const fs = process.getBuiltinModule('node:fs');
  for (const name of ['writeSync', 'openSync', 'closeSync']) lockValue(fs as never, name);
  for (const name of ['setTimeout', 'clearTimeout', 'queueMicrotask']) lockValue(globalThis as never, name);
}

function lockAll(target: object, lock: (target: Target, name: PropertyKey) => void): void {
  for (const name of Reflect.ownKeys(target))
    if (name !== 'prototype' && name !== 'constructor') lock(target as Target, name);
}

function lockValue(target: Target, name: PropertyKey): void {
  const found = Object.getOwnPropertyDescriptor(target, name);
  if (!found?.configurable || typeof found.value !== 'function') return;
  Object.defineProperty(target, name, { ...found, writable: false, configurable: false });
}

/** Read-only for the prototype alone: what inherits from it may still have a method of its own by that name. */
function lockInherited(target: Target, name: PropertyKey): void {
  const found = Object.getOwnPropertyDescriptor(target, name);
  if (!found?.configurable || typeof found.value !== 'function') return;
  const value: unknown = found.value;
  Object.defineProperty(target, name, {
    enumerable: found.enumerable,
    configurable: false,
    get: () => value,
    set(this: object, own: unknown) {
      if (this === target)
        throw new TypeError(`A plugin may not replace ${String(name)} of a built-in prototype.`);
      Object.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
    },
  });
}
