/**
 * Finds the line and column of a path inside a file. Parsers that keep positions are slower than those that do not
 * and are therefore used only here; a path that is not in the text gets the position of its nearest parent.
 */
import type { Path } from '../report/path.ts';
import { offsetPosition, type Position } from './position.ts';
import type { SourceFile } from './source-file.ts';
import { tomlPositions } from './toml-positions.ts';

/** `key` points at the name of a setting, `value` at what it is set to. */
export type Target = 'key' | 'value';

type Lookup = (path: Path, target: Target) => Position | undefined;

async function jsonLookup(text: string): Promise<Lookup> {
  const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
  const tree = parseTree(text);
  return (path, target) => {
    const node = tree && findNodeAtLocation(tree, [...path]);
    const named =
      target === 'key' && node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const found = named ?? node;
    return found && offsetPosition(text, found.offset);
  };
}

async function yamlLookup(text: string): Promise<Lookup> {
  const { isMap, isNode, isScalar, parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: false });
  return (path, target) => {
    const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined;
    const container = path.length === 1 ? document.contents : parent;
    const last = path.at(-1);
    const pair =
      target === 'key' && isMap(container)
        ? container.items.find((item) => isScalar(item.key) && item.key.value === last)
        : undefined;
    const node = pair?.key ?? (path.length === 0 ? document.contents : document.getIn(path, true));
    return isNode(node) && node.range ? offsetPosition(text, node.range[0]) : undefined;
  };
}

/** A parser that keeps positions may give up on what the other one read; then the file alone is named. */
async function lookupFor(source: SourceFile): Promise<Lookup> {
  try {
    if (source.format === 'toml') return await tomlPositions(source.text);
    if (source.format === 'json') return await jsonLookup(source.text);
    if (source.format === 'yaml') return await yamlLookup(source.text);
  } catch {
    // Nested too deeply for it.
  }
  return () => undefined;
}

const lookups = new WeakMap<SourceFile, Promise<Lookup>>();

/** The position of a path in a file; undefined for code, which is only known by what it evaluates to. */
export async function locate(source: SourceFile, path: Path, target: Target): Promise<Position | undefined> {
  let pending = lookups.get(source);
  if (!pending) {
    pending = lookupFor(source);
    lookups.set(source, pending);
  }
  const lookup = await pending;
  const full = [...source.prefix, ...path];
  const exact = lookup(full, target);
  if (exact) return exact;
  for (let length = full.length - 1; length >= 0; length--) {
    const position = lookup(full.slice(0, length), 'key');
    if (position) return position;
  }
  return undefined;
}
