/**
 * Takes in a schema that somebody else has written, to be a definition of ours. It must not reach out of itself: an editor
 * would load what a `$ref` names. Where a value stands, a text with `${NAME}` may stand, as in every configuration.
 */
import { definition, isSchema, isTable, type JsonSchema } from './json-schema.ts';

/** A schema that is none, or that reaches out of itself. */
export class ForeignSchemaFault extends Error {}

const TABLES_OF_SCHEMAS = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependencies',
]);
const LISTS_OF_SCHEMAS = new Set(['allOf', 'anyOf', 'oneOf']);
const ONE_SCHEMA = new Set(['additionalProperties', 'additionalItems', 'not', 'if', 'then', 'else']);
/** What a value is tested with: nothing is filled in there. */
const TESTS = new Set(['not', 'if', 'propertyNames', 'contains']);
/** Where the value of a key or an item of a list is described. */
const VALUES = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'additionalItems',
]);
const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const ANNOTATIONS = ['title', 'description', 'default', 'examples'];
/** Change what a `$ref` is relative to, or say what the whole document says already. */
const LEFT_OUT = new Set(['$schema', '$id', 'id', '$anchor', '$comment', '__proto__']);
const MAX_DEPTH = 40;

/** True where any text passes, `${NAME}` among them. */
function takesReference(schema: JsonSchema): boolean {
  if (typeof schema === 'boolean') return true;
  const { anyOf, oneOf } = schema;
  const branches = anyOf ?? oneOf;
  if (Array.isArray(branches)) return branches.some((one) => isSchema(one) && takesReference(one));
  const limits = Object.keys(schema).filter((key) => !ANNOTATIONS.includes(key) && key !== 'type');
  if (schema['type'] === undefined) return limits.length === 0;
  const isShort = schema['minLength'] === undefined || Number(schema['minLength']) <= '${A}'.length;
  return [schema['type']].flat().includes('string') && isShort && limits.every((key) => key === 'minLength');
}

function orReference(schema: JsonSchema): JsonSchema {
  if (typeof schema === 'boolean' || takesReference(schema)) return schema;
  const said = Object.entries(schema).filter(([key]) => ANNOTATIONS.includes(key));
  const rest = Object.entries(schema).filter(([key]) => !ANNOTATIONS.includes(key));
  return { ...Object.fromEntries(said), anyOf: [Object.fromEntries(rest), definition('reference')] };
}

class Adopter {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  schema(value: unknown, depth: number, isTest: boolean): JsonSchema {
    if (typeof value === 'boolean') return value;
    if (!isTable(value)) throw new ForeignSchemaFault('a schema in it is no table');
    if (depth > MAX_DEPTH) throw new ForeignSchemaFault('it is nested too deeply');
    const adopted: Record<string, unknown> = {};
    for (const [keyword, inner] of Object.entries(value)) {
      if (LEFT_OUT.has(keyword) || (keyword === 'pattern' && !isPattern(inner))) continue;
      // Two branches may both take a `${NAME}`.
      const name = keyword === 'oneOf' && !isTest ? 'anyOf' : keyword;
      adopted[name] = this.#keyword(keyword, inner, depth + 1, isTest || TESTS.has(keyword));
    }
    return adopted;
  }

  #keyword(keyword: string, inner: unknown, depth: number, isTest: boolean): unknown {
    const isValue = VALUES.has(keyword) && !isTest;
    const one = (value: unknown): JsonSchema => {
      const adopted = this.schema(value, depth, isTest);
      return isValue ? orReference(adopted) : adopted;
    };
    const list = (value: unknown): readonly JsonSchema[] => {
      if (!Array.isArray(value)) throw new ForeignSchemaFault(`its "${keyword}" is no list`);
      return value.map(one);
    };
    if (keyword === '$ref') return this.#reference(inner);
    if (keyword === 'type') return checkedType(inner);
    if (keyword === 'required' || keyword === 'enum') return checkedList(keyword, inner);
    if (LISTS_OF_SCHEMAS.has(keyword)) return list(inner);
    if (ONE_SCHEMA.has(keyword) || TESTS.has(keyword)) return one(inner);
    if (keyword === 'items') return Array.isArray(inner) ? list(inner) : one(inner);
    if (!TABLES_OF_SCHEMAS.has(keyword)) return inner;
    if (!isTable(inner)) throw new ForeignSchemaFault(`its "${keyword}" is no table`);
    return Object.fromEntries(
      Object.entries(inner).map(([key, value]) => {
        if (keyword === 'patternProperties' && !isPattern(key))
          throw new ForeignSchemaFault(`the pattern ${JSON.stringify(key)} cannot be read`);
        return [key, keyword === 'dependencies' && Array.isArray(value) ? value : one(value)];
      }),
    );
  }

  #reference(to: unknown): string {
    if (typeof to !== 'string' || !/^#(?:\/|$)/.test(to))
      throw new ForeignSchemaFault(`it refers to ${JSON.stringify(to)}, which is not in it`);
    return `#/definitions/${this.#root}${to.slice(1)}`;
  }
}

function checkedType(type: unknown): unknown {
  const names = Array.isArray(type) ? type : [type];
  const strange = names.find((name) => !TYPES.has(name));
  if (strange !== undefined || names.length === 0)
    throw new ForeignSchemaFault(`there is no type ${JSON.stringify(strange ?? type)}`);
  return type;
}

function checkedList(keyword: string, value: unknown): unknown {
  if (Array.isArray(value)) return value;
  throw new ForeignSchemaFault(`its "${keyword}" is no list`);
}

/** Editors read patterns as Unicode ones; what is only JavaScript's older form is left out, and so refuses nothing. */
function isPattern(pattern: unknown): boolean {
  try {
    return typeof pattern === 'string' && new RegExp(pattern, 'u') !== undefined;
  } catch {
    return false;
  }
}

/** Takes in a schema as `definitions.<root>`. Throws a {@link ForeignSchemaFault} for what is none. */
export function adoptSchema(schema: unknown, root: string): JsonSchema {
  return new Adopter(root).schema(schema, 0, false);
}
