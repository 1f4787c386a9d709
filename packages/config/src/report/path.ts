/** A place inside a document: keys and list positions from its root. */
export type Path = readonly (string | number)[];

const BARE = /^[A-Za-z0-9_-]+$/;

/** Writes a path as a person would: `hooks.exec[0].timeout`, `plugins."./policy.mjs"`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += `${text === '' ? '' : '.'}${BARE.test(part) ? part : JSON.stringify(part)}`;
  }
  return text;
}

/** The value at a path, own properties only; undefined where nothing is. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
