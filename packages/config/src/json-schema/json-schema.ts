/** JSON Schema, draft-07: the one that editors of TOML, YAML and JSON all know. */

/** A schema: a table of keywords, or `true` for anything and `false` for nothing. */
export type JsonSchema = boolean | SchemaTable;

/** A table of keywords. What they hold is checked where somebody else has written it. */
export interface SchemaTable {
  readonly [keyword: string]: unknown;
}

export const isTable = (value: unknown): value is SchemaTable =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export const isSchema = (value: unknown): value is JsonSchema => typeof value === 'boolean' || isTable(value);

/** A schema under `definitions`. */
export const definition = (name: string): SchemaTable => ({ $ref: `#/definitions/${name}` });

/** `if` and `then`. By entries: an object with a `then` of its own looks like a promise. */
export const when = (test: SchemaTable, schema: SchemaTable): SchemaTable =>
  Object.fromEntries([
    ['if', test],
    ['then', schema],
  ]);
