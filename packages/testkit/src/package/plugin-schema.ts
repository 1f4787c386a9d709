/**
 * What a plugin takes, as data: the JSON Schema (draft-07) of its options and of the keys of its handler kinds. A package
 * ships it, so that `hookline schema` need not run the package's code. Any schema of the Standard JSON Schema kind gives
 * it; zod's do.
 */
import { errorText } from '@hookline/core/errors';
import { isObject, type Manifest } from './problem.ts';

/** The content of the file that `hookline.schema` of a `package.json` names. */
export interface PluginSchema {
  /** Of the options; absent where the plugin takes none, `true` where its schema cannot be told. */
  readonly options?: Manifest | true;
  /** By type: the keys that the kind adds to an entry. The first stands for a missing `type`. */
  readonly handlers?: Readonly<Record<string, Manifest>>;
}

/** A schema, with the parts of the package whose schema gives none. */
export interface ToldSchema {
  readonly schema: PluginSchema;
  /** One sentence each. */
  readonly untold: readonly string[];
}

const isSchema = (value: unknown): value is { readonly '~standard': unknown } =>
  value !== null && (typeof value === 'object' || typeof value === 'function') && '~standard' in value;

/** Loads a schema as Hookline does: a function that gives a module, or in plain JavaScript the schema itself. */
async function loaded(load: unknown): Promise<unknown> {
  if (isSchema(load)) return load;
  const given: unknown = typeof load === 'function' ? await load() : undefined;
  return isSchema(given) ? given : (given as { readonly default?: unknown } | undefined)?.default;
}

/** The JSON Schema of what may be written, which is the input side: a default makes a key one that may be left out. */
async function told(load: unknown): Promise<Manifest> {
  const schema = await loaded(load);
  const standard = isSchema(schema) ? schema['~standard'] : undefined;
  const json = isObject(standard) ? standard['jsonSchema'] : undefined;
  const input = isObject(json) ? json['input'] : undefined;
  if (typeof input !== 'function') throw new TypeError('it gives no JSON Schema (zod does from 4.2 on).');
  // What JSON cannot say, a date for instance, takes anything.
  const made: unknown = input({ target: 'draft-07', libraryOptions: { unrepresentable: 'any' } });
  if (!isObject(made)) throw new TypeError('what it gives is no JSON Schema.');
  const { $schema, ...rest } = made;
  return rest;
}

/** The keys of a kind in its own order; what the schema says of the table as a whole is not about the entry. */
function ofKeys(keys: readonly unknown[], schema: Manifest): Manifest {
  const { properties, required, definitions } = schema;
  const known = isObject(properties) ? properties : {};
  const names = [...new Set([...keys.filter((key) => typeof key === 'string'), ...Object.keys(known)])];
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, known[name] ?? {}])),
    ...(required === undefined ? {} : { required }),
    ...(definitions === undefined ? {} : { definitions }),
  };
}

/** Tells what a plugin takes, from its code. Never rejects: what cannot be told is named. */
export async function pluginSchema(definition: Manifest): Promise<ToldSchema> {
  const untold: string[] = [];
  const handlers: Record<string, Manifest> = {};
  const attempt = async (what: string, load: unknown): Promise<Manifest | undefined> => {
    try {
      return await told(load);
    } catch (thrown) {
      untold.push(`The schema of ${what} is not told: ${errorText(thrown)}`);
      return undefined;
    }
  };
  const options =
    definition['options'] === undefined
      ? undefined
      : ((await attempt('the options', definition['options'])) ?? true);
  const kinds: readonly unknown[] = Array.isArray(definition['handlers']) ? definition['handlers'] : [];
  for (const kind of kinds) {
    if (!isObject(kind) || typeof kind['type'] !== 'string') continue;
    const { type, keys, schema } = kind;
    const given = await attempt(`the handler kind "${type}"`, schema);
    if (given) handlers[type] = ofKeys(Array.isArray(keys) ? keys : [], given);
  }
  return {
    schema: {
      ...(options === undefined ? {} : { options }),
      ...(Object.keys(handlers).length === 0 ? {} : { handlers }),
    },
    untold,
  };
}

/** The text of the file, which is compared byte for byte. */
export const schemaText = (schema: PluginSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
