/** What a key takes, in words, from its JSON Schema. */
import type { JsonSchema, SchemaTable } from '@hookline/config';

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  array: 'list',
  object: 'table',
};

/** What is described in a section of its own. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  event: 'name of an event',
  condition: 'condition',
};

const isTable = (value: unknown): value is SchemaTable =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const list = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? value : []);
const either = (words: readonly string[]): string => [...new Set(words)].join(' or ');

/** A text with `${NAME}`, which may stand for any value: said once, above the tables. */
const isReference = (schema: JsonSchema): boolean =>
  isTable(schema) && schema['$ref'] === '#/definitions/reference';

function bounds(schema: SchemaTable): string {
  const { minimum, exclusiveMinimum, maximum } = schema;
  const most = typeof maximum === 'number' && maximum < 1_000_000 ? maximum : undefined;
  if (typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER)
    return most === undefined ? `, ${minimum} or more` : ` from ${minimum} to ${most}`;
  return exclusiveMinimum === 0 ? ' above 0' : '';
}

function ofType(type: string, schema: SchemaTable): string {
  const name = NAMES[type] ?? type;
  const inner = type === 'array' ? schema['items'] : type === 'object' ? schema['additionalProperties'] : {};
  const plural = isTable(inner) && Object.keys(inner).length > 0 ? keyType(inner) : '';
  return `${name}${bounds(schema)}${plural === '' || plural === 'table' ? '' : ` of ${many(plural)}`}`;
}

const many = (words: string): string =>
  words.replace(/^(?:text|number|scalar|condition)$/, '$&s').replace(/^name of an event$/, 'names of events');

/** `text`, `whole number above 0`, `"low" or "high"`, `list of texts`. */
export function keyType(schema: JsonSchema): string {
  if (!isTable(schema)) return 'anything';
  const { $ref, allOf, anyOf, type } = schema;
  if (typeof $ref === 'string') return DEFINITIONS[$ref.split('/').at(-1) ?? ''] ?? 'table';
  if (Array.isArray(allOf)) return either(list(allOf).map(keyType));
  if (Array.isArray(anyOf))
    return either(
      list(anyOf)
        .filter((one) => !isReference(one))
        .map(keyType),
    );
  if (Array.isArray(schema['enum']) && schema['enum'].length < 10)
    return either(schema['enum'].map((value) => `\`${JSON.stringify(value)}\``));
  if (Array.isArray(type)) return 'scalar';
  return typeof type === 'string' ? ofType(type, schema) : 'anything';
}
