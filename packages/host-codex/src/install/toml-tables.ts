/**
 * Finds the tables of a TOML text without rewriting it. Knows just enough of the grammar (strings over several
 * lines, arrays, comments) not to take a header inside a value for a header.
 */
import { parse } from 'smol-toml';
import { isObject } from '../wire/payload.ts';

/** A `[table]` of the text, from the start of its header line to the start of the next header. */
export interface TomlTable {
  /** The keys of the header, unquoted. */
  readonly keys: readonly string[];
  readonly start: number;
  /** End of the header line, its line end included. */
  readonly body: number;
  readonly end: number;
}

/** All tables in their order. The text must be well-formed. */
export function tomlTables(text: string): readonly TomlTable[] {
  const starts = headerOffsets(text);
  return starts.map((start, index) => {
    const newline = text.indexOf('\n', start);
    const body = newline < 0 ? text.length : newline + 1;
    return { keys: headerKeys(text.slice(start, body)), start, body, end: starts[index + 1] ?? text.length };
  });
}

function headerKeys(header: string): readonly string[] {
  const keys: string[] = [];
  let value: unknown = parse(header);
  while (isObject(value)) {
    const [key] = Object.keys(value);
    if (key === undefined) break;
    keys.push(key);
    value = value[key];
  }
  return keys;
}

/** Everything that can hold a bracket or a line end without being one. */
const TOKEN =
  /"""(?:\\[\s\S]|(?!""")[\s\S])*"{3,5}|'''(?:(?!''')[\s\S])*'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[[\]{}\n]/g;

function headerOffsets(text: string): readonly number[] {
  const offsets: number[] = [];
  let depth = 0;
  let lineStart = text.startsWith('\ufeff') ? 1 : 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '\n') lineStart = index + 1;
    else if (token === '[' || token === '{') {
      if (token === '[' && depth === 0 && text.slice(lineStart, index).trim() === '') offsets.push(lineStart);
      depth += 1;
    } else if (token === ']' || token === '}') depth -= 1;
    else if (token.length > 1 && token.includes('\n')) lineStart = index + token.lastIndexOf('\n') + 1;
  }
  return offsets;
}
