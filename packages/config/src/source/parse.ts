/**
 * Turns the text of a file into plain data. Each parser is loaded when the first file of its format is met. The
 * data keeps prototype keys as own properties, so that the check for them can name the place.
 */
import type { Node as JsonNode } from 'jsonc-parser';
import { jsonSlip } from './json-slip.ts';
import { offsetPosition, type Position } from './position.ts';
import type { Format } from './source-file.ts';
import { tomlSlip } from './toml-slip.ts';

/** A text that is not well-formed, and where. */
export class SyntaxProblem extends Error {
  readonly position: Position | undefined;
  /** What to do about it, where that is clear. */
  readonly fix: string | undefined;

  constructor(message: string, position?: Position, fix?: string) {
    super(message);
    this.name = 'SyntaxProblem';
    this.position = position;
    this.fix = fix;
  }
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? text;

async function parseTomlText(text: string): Promise<unknown> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = firstLine(error.message).replace(/^Invalid TOML document: /, '');
    const position = { line: error.line, column: error.column };
    const slip = tomlSlip(text, position, what);
    throw new SyntaxProblem(slip?.what ?? what, position, slip?.fix);
  }
}

function jsonValue(node: JsonNode, text: string): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child) => jsonValue(child, text));
  if (node.type !== 'object') return node.value;
  const record: Record<string, unknown> = Object.create(null);
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key || !value) continue;
    const name = String(key.value);
    if (Object.hasOwn(record, name)) {
      const position = offsetPosition(text, key.offset);
      throw new SyntaxProblem(`the key "${name}" is written twice`, position, 'Keep one of the two.');
    }
    record[name] = jsonValue(value, text);
  }
  return record;
}

async function parseJsonText(text: string): Promise<unknown> {
  const { parseTree, printParseErrorCode } = await import('jsonc-parser');
  const errors: { error: number; offset: number; length: number }[] = [];
  const tree = parseTree(text, errors);
  const first = errors[0];
  if (first) {
    const missed = printParseErrorCode(first.error);
    const what = missed.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
    const fix = jsonSlip(text, first.offset, missed);
    throw new SyntaxProblem(what, offsetPosition(text, first.offset), fix);
  }
  return tree ? jsonValue(tree, text) : undefined;
}

async function parseYamlText(text: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: false });
  const first = document.errors[0];
  if (first) throw new SyntaxProblem(firstLine(first.message), offsetPosition(text, first.pos[0]));
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new SyntaxProblem(error instanceof Error ? firstLine(error.message) : String(error));
  }
}

/**
 * Parses a text. A blank text is an empty configuration in every format.
 *
 * @throws SyntaxProblem with the position, when the text is not well-formed.
 */
export async function parseText(format: Exclude<Format, 'code'>, text: string): Promise<unknown> {
  if (text.trim() === '') return {};
  try {
    if (format === 'toml') return await parseTomlText(text);
    return (await (format === 'json' ? parseJsonText(text) : parseYamlText(text))) ?? {};
  } catch (error) {
    // The parsers call themselves for every level.
    if (error instanceof RangeError) throw new SyntaxProblem('it is nested too deeply');
    throw error;
  }
}
