import { describe, expect, it } from 'vitest';
import { adoptSchema, ForeignSchemaFault } from './foreign-schema.ts';

const OR_REFERENCE = { $ref: '#/definitions/reference' };

describe('a schema that is taken in', () => {
  it('lets a text with ${NAME} stand for a value, and shows its description all the same', () => {
    const properties = {
      count: { type: 'integer', description: 'How many.', default: 1 },
      level: { enum: ['low', 'high'] },
      list: { type: 'array', items: { type: 'boolean' } },
    };
    expect(adoptSchema({ type: 'object', properties }, 'a')).toEqual({
      type: 'object',
      properties: {
        count: { description: 'How many.', default: 1, anyOf: [{ type: 'integer' }, OR_REFERENCE] },
        level: { anyOf: [{ enum: ['low', 'high'] }, OR_REFERENCE] },
        list: {
          anyOf: [{ type: 'array', items: { anyOf: [{ type: 'boolean' }, OR_REFERENCE] } }, OR_REFERENCE],
        },
      },
    });
  });

  it('stays as it is where any text may stand, and where nothing is filled in', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string', minLength: 1 },
        b: {},
        c: true,
        d: { anyOf: [{ type: 'string' }, false] },
      },
      propertyNames: { pattern: '^[a-d]$' },
      not: { properties: { a: { const: 'x' } } },
      required: ['a'],
    };
    expect(adoptSchema(schema, 'a')).toEqual(schema);
  });

  it('refers to itself in its new place, and has no place of its own', () => {
    const schema = {
      $id: 'https://example.com/a',
      $schema: 'x',
      allOf: [{ $ref: '#' }, { $ref: '#/definitions/b' }],
      definitions: { b: { type: 'object' } },
    };
    expect(adoptSchema(schema, 'plugin.a')).toEqual({
      allOf: [{ $ref: '#/definitions/plugin.a' }, { $ref: '#/definitions/plugin.a/definitions/b' }],
      definitions: { b: { type: 'object' } },
    });
  });

  it('takes keys of its table for keys, whatever they are called', () => {
    const properties = { $ref: { type: 'string' }, type: { type: 'string' }, $id: { type: 'string' } };
    expect(adoptSchema({ properties }, 'a')).toEqual({ properties });
  });

  it('refuses nothing by a pattern that editors cannot read', () => {
    expect(adoptSchema({ type: 'string', pattern: '[\\w-.]' }, 'a')).toEqual({ type: 'string' });
  });

  it('may fit in two ways at once, as a text with ${NAME} does', () => {
    expect(adoptSchema({ oneOf: [{ type: 'integer' }, { type: 'null' }] }, 'a')).toEqual({
      anyOf: [{ type: 'integer' }, { type: 'null' }],
    });
  });

  const deep = (levels: number): object => (levels === 0 ? {} : { not: deep(levels - 1) });
  it.each<[string, unknown, string]>([
    [
      'another document',
      { properties: { a: { $ref: 'file:///etc/passwd' } } },
      'it refers to "file:///etc/passwd"',
    ],
    [
      'another address',
      { items: { $ref: 'https://example.com/#/a' } },
      'it refers to "https://example.com/#/a"',
    ],
    ['no type', { type: 'text' }, 'there is no type "text"'],
    ['no schema', { properties: { a: 1 } }, 'a schema in it is no table'],
    ['no table', { properties: [] }, 'its "properties" is no table'],
    ['no list', { anyOf: {} }, 'its "anyOf" is no list'],
    ['no names', { required: 'a' }, 'its "required" is no list'],
    ['no end', deep(60), 'it is nested too deeply'],
  ])('is refused with the reason: %s', (_, schema, why) => {
    const adopt = () => adoptSchema(schema, 'a');
    expect(adopt).toThrow(ForeignSchemaFault);
    expect(adopt).toThrow(why);
  });
});
