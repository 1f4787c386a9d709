/** One hook: the keys that every hook may have, and those of its kind, which its `type` or its first key says. */
import { z } from 'zod';
import { defaultsShape, ENTRY_KEYS, entryShape } from '../schema/shapes.ts';
import { definition, isTable, type SchemaTable, when } from './json-schema.ts';

/** A handler kind. Without a schema its keys are not known, and anything goes. */
export interface KindSchema {
  readonly type: string;
  /** Adopted as `definitions.<root>`: `properties`, `required` and what they refer to. */
  readonly schema?: SchemaTable;
}

type Schemas = Readonly<Record<string, SchemaTable>>;

export const kindRoot = (type: string): string => `kind.${type.replaceAll(/[^\w.-]/g, '_')}`;

/** The properties of one of our own shapes, as somebody writes them. */
export function propertiesOf(shape: z.ZodObject): Schemas {
  const { properties } = z.toJSONSchema(shape, { target: 'draft-7', io: 'input' });
  return (properties ?? {}) as Schemas;
}

const tableOf = (value: unknown): SchemaTable => (isTable(value) ? value : {});
const keysOf = ({ schema }: KindSchema): readonly string[] => Object.keys(tableOf(schema?.['properties']));
const textOf = (schema: SchemaTable | undefined): string => String(schema?.['description'] ?? '');

const SCALAR = { type: ['string', 'number', 'boolean'] };
const ONE_OF_SCALARS = { anyOf: [SCALAR, { type: 'array', items: SCALAR, minItems: 1 }] };

const CONDITION: SchemaTable = {
  description: 'The value, a list of values, or a test.',
  anyOf: [
    ...ONE_OF_SCALARS.anyOf,
    {
      type: 'object',
      properties: {
        matches: {
          type: 'string',
          description: 'A regular expression, which may match anywhere in the value.',
        },
        not: { description: 'What the value is not, or a list of that.', ...ONE_OF_SCALARS },
        contains: { description: 'What the value contains.', ...SCALAR },
      },
      additionalProperties: false,
      minProperties: 1,
    },
  ],
};

const conditionsSchema = (description: string): SchemaTable => ({
  description,
  type: 'object',
  additionalProperties: definition('condition'),
});

/** Nothing but the switch of another entry is not checked further. */
const SWITCH = {
  type: 'object',
  properties: { enabled: { const: false } },
  propertyNames: { enum: ['id', 'enabled', 'description', 'event', 'type'] },
  required: ['id', 'enabled'],
};

/** Nobody would wait for it, so its failure could stop nothing. */
const REQUIRED_AND_ASYNC = {
  type: 'object',
  properties: { required: { const: true }, mode: { enum: ['async', 'fire_and_forget'] } },
  required: ['required', 'mode'],
};

const saysType = (type: string): SchemaTable => ({
  type: 'object',
  properties: { type: { const: type } },
  required: ['type'],
});
const hasKeyAlone = (key: string): SchemaTable => ({
  type: 'object',
  properties: { type: false },
  required: [key],
});

function kindSchema({ schema = {} }: KindSchema): SchemaTable {
  const { properties, required, definitions } = schema;
  const others = Object.fromEntries(ENTRY_KEYS.map((key) => [key, true]));
  return {
    type: 'object',
    properties: { ...tableOf(properties), ...others },
    additionalProperties: false,
    ...(required === undefined ? {} : { required }),
    ...(definitions === undefined ? {} : { definitions }),
  };
}

/**
 * The keys stand in a schema of their own: editors that propose keys look for them beside no `allOf`, and into each of its
 * parts.
 */
function entrySchemas(kinds: readonly KindSchema[], isOpen: boolean): Schemas {
  const own = propertiesOf(entryShape);
  const known = kinds.filter((kind) => kind.schema !== undefined);
  const allKnown = !isOpen && known.length === kinds.length;
  // Also here, where every editor looks for what it could propose.
  const ofKinds = known.flatMap(({ schema }) =>
    Object.entries(tableOf(schema?.['properties'])).map(([key, value]): [string, SchemaTable | true] => {
      const description = textOf(tableOf(value));
      return [key, description === '' ? true : { description }];
    }),
  );
  const first = known.map((kind) => ({ kind, key: keysOf(kind)[0] }));
  const rules = [
    ...known.map(({ type }) => when(saysType(type), definition(kindRoot(type)))),
    ...first.flatMap(({ kind, key }) =>
      key === undefined ? [] : [when(hasKeyAlone(key), definition(kindRoot(kind.type)))],
    ),
  ];
  const ways = [...new Set(['type', ...first.flatMap(({ key }) => (key === undefined ? [] : [key]))])];
  const keys: SchemaTable = {
    description: 'One hook.',
    type: 'object',
    properties: {
      ...Object.fromEntries(ofKinds.reverse()),
      ...own,
      event: {
        description: textOf(own['event']),
        anyOf: [definition('event'), { type: 'array', items: definition('event'), minItems: 1 }],
      },
      type: {
        description: textOf(own['type']),
        type: 'string',
        ...(isOpen ? { minLength: 1 } : { enum: kinds.map(({ type }) => type) }),
      },
      conditions: conditionsSchema(textOf(own['conditions'])),
    },
    ...(allKnown ? { additionalProperties: false } : {}),
  };
  return {
    entryKeys: keys,
    entry: {
      allOf: [
        definition('entryKeys'),
        {
          if: SWITCH,
          else: {
            allOf: [
              ...rules,
              ...(allKnown ? [{ anyOf: ways.map((key) => ({ type: 'object', required: [key] })) }] : []),
            ],
          },
        },
        { not: REQUIRED_AND_ASYNC },
      ],
    },
  };
}

/** A list of hooks, or a table of defaults: in one, so that a mistake in either is told where it is. */
function categorySchema(): SchemaTable {
  const defaults = propertiesOf(defaultsShape);
  return {
    type: ['array', 'object'],
    items: definition('entry'),
    properties: { ...defaults, conditions: conditionsSchema(textOf(defaults['conditions'])) },
    additionalProperties: false,
  };
}

/**
 * The definition `category`, a list of hooks or their defaults, and what it refers to. `isOpen`: there is code that may bring
 * kinds that nobody can name before it runs.
 */
export function entryDefinitions(kinds: readonly KindSchema[], isOpen: boolean): Schemas {
  return {
    category: categorySchema(),
    ...entrySchemas(kinds, isOpen),
    condition: CONDITION,
    ...Object.fromEntries(
      kinds.filter(({ schema }) => schema).map((kind) => [kindRoot(kind.type), kindSchema(kind)]),
    ),
  };
}
