/** Freezes a value and all it holds, so that no handler changes what the next one judges. */
export function deepFreeze<T>(value: T): T {
  // A list instead of recursion: a payload may be nested deeper than the stack. A part that somebody froze before
  // is entered all the same, for what it holds may not be frozen.
  const rest: unknown[] = [value];
  const seen = new Set<unknown>();
  while (rest.length > 0) {
    const item = rest.pop();
    // Node refuses to freeze the bytes of a buffer.
    if (item === null || typeof item !== 'object' || seen.has(item) || ArrayBuffer.isView(item)) continue;
    seen.add(item);
    Object.freeze(item);
    for (const child of Object.values(item)) rest.push(child);
  }
  return value;
}
