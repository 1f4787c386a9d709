/** Positions of keys and values in a TOML text, by path. */
import type { AST } from 'toml-eslint-parser';
import type { Path } from '../report/path.ts';
import type { Target } from './locator.ts';
import type { Position } from './position.ts';

const start = (node: AST.TOMLNode): Position => ({
  line: node.loc.start.line,
  column: node.loc.start.column + 1,
});

const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted): string =>
  key.type === 'TOMLBare' ? key.name : key.value;

class TomlIndex {
  readonly #keys = new Map<string, Position>();
  readonly #values = new Map<string, Position>();

  find(path: Path, target: Target): Position | undefined {
    const id = JSON.stringify(path);
    const [first, second] = target === 'key' ? [this.#keys, this.#values] : [this.#values, this.#keys];
    return first.get(id) ?? second.get(id);
  }

  #remember(map: Map<string, Position>, path: Path, position: Position): void {
    const id = JSON.stringify(path);
    if (!map.has(id)) map.set(id, position);
  }

  table(node: AST.TOMLTable): void {
    const path = node.resolvedKey;
    this.#remember(this.#keys, path, start(node));
    for (let length = 1; length < path.length; length++) {
      this.#remember(this.#keys, path.slice(0, length), start(node));
    }
    for (const pair of node.body) this.pair(path, pair);
  }

  pair(base: Path, node: AST.TOMLKeyValue): void {
    const names = node.key.keys.map(nameOf);
    names.forEach((_, index) => {
      const key = node.key.keys[index];
      if (key) this.#remember(this.#keys, [...base, ...names.slice(0, index + 1)], start(key));
    });
    this.#value([...base, ...names], node.value);
  }

  #value(path: Path, node: AST.TOMLContentNode): void {
    this.#remember(this.#values, path, start(node));
    if (node.type === 'TOMLArray') {
      for (const [index, element] of node.elements.entries()) this.#value([...path, index], element);
    }
    if (node.type === 'TOMLInlineTable') for (const pair of node.body) this.pair(path, pair);
  }
}

/** Builds the index of a text; empty when the text is not well-formed. */
export async function tomlPositions(
  text: string,
): Promise<(path: Path, target: Target) => Position | undefined> {
  const { parseTOML } = await import('toml-eslint-parser');
  const index = new TomlIndex();
  try {
    for (const node of parseTOML(text).body[0].body) {
      if (node.type === 'TOMLTable') index.table(node);
      else index.pair([], node);
    }
  } catch {
    // The caller reports the syntax error with the position that the other parser gave.
  }
  return (path, target) => index.find(path, target);
}
