/**
 * Whether two values say the same as JSON; the order of keys does not matter. Not `node:util`: its import loads
 * thirty modules of Node on the hot path.
 */
export function sameJson(one: unknown, other: unknown): boolean {
  // A list of pairs instead of recursion: a payload may be nested deeper than the stack.
  const rest: [unknown, unknown][] = [[one, other]];
  for (let pair = rest.pop(); pair; pair = rest.pop()) {
    const [a, b] = pair;
    if (Object.is(a, b)) continue;
    if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(b, key)) return false;
      rest.push([a[key], b[key]]);
    }
  }
  return true;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object';
