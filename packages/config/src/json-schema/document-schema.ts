/** The schema of a whole configuration, from what is known of its kinds, plugins and events. Pure. */
import { CATEGORIES, eventSpec } from '@hookline/core/engine';
import { settingsShape } from '../schema/shapes.ts';
import { entryDefinitions, type KindSchema, propertiesOf } from './entry-schema.ts';
import { eventSchema } from './event-schema.ts';
import { definition, type JsonSchema, type SchemaTable } from './json-schema.ts';

/** A plugin by all the names that it may be written by. */
export interface PluginOptionsSchema {
  readonly names: readonly string[];
  /** Of a package, for its description. */
  readonly packageName: string;
  readonly root: string;
  /** Adopted as `definitions.<root>`. */
  readonly options: JsonSchema;
}

/** What a schema is made of. */
export interface SchemaParts {
  readonly kinds: readonly KindSchema[];
  readonly plugins: readonly PluginOptionsSchema[];
  /** Events that manifests of plugins name. */
  readonly events: readonly string[];
  /** There is code that may bring events and kinds, and only tells when it runs. */
  readonly isOpen: boolean;
}

/** By which a file is known to be one of ours. */
export const SCHEMA_TITLE = 'Hookline configuration';

const REFERENCE: SchemaTable = {
  description: 'A text with `${NAME}`, which is filled in when the hook runs.',
  type: 'string',
  pattern: '\\$\\{[A-Za-z_][\\w.]*(?::-[^}]*)?\\}',
};

const SWITCH: SchemaTable = { type: 'boolean' };

/** `[[hooks.<category>]]`, a list of hooks, or `[hooks.<category>]`, a table of defaults. */
const category = (name: string, ...rules: readonly SchemaTable[]): SchemaTable => ({
  description: `Hooks for the events of ${name}: a list. As a table: values for those of its hooks that do not say them.`,
  allOf: [definition('category'), ...rules],
});

/** The category has no events of its own that could be meant without a name. */
const NAMES_ITS_EVENT: SchemaTable = {
  type: ['array', 'object'],
  items: {
    type: 'object',
    anyOf: [
      { required: ['event'] },
      { properties: { enabled: { const: false } }, required: ['id', 'enabled'] },
    ],
  },
};

function hooksSchema({ events, isOpen }: SchemaParts): SchemaTable {
  const more = events.map((name) => eventSpec(name)?.category ?? name.split('.')[0] ?? name);
  const names = [...new Set([...CATEGORIES, ...more.filter((name) => name !== '*').sort()])];
  return {
    description: 'Settings, and the hooks by the category of their event.',
    type: 'object',
    properties: {
      ...propertiesOf(settingsShape),
      ...Object.fromEntries(
        names.map((name) => [name, category(name, ...(name === 'integration' ? [NAMES_ITS_EVENT] : []))]),
      ),
    },
    additionalProperties: isOpen ? category('a plugin') : false,
  };
}

/** A table of options, or a switch: in one where that can be, so that a mistake is told where it is. */
function pluginSchema({ packageName, options }: PluginOptionsSchema): SchemaTable {
  const description = `Options of ${packageName}; false switches it off.`;
  if (typeof options === 'boolean' || options['type'] !== 'object')
    return { description, anyOf: [typeof options === 'boolean' ? { type: 'object' } : options, SWITCH] };
  const { required } = options;
  // `true` is a table without options.
  const needsOne = Array.isArray(required) && required.length > 0;
  return {
    ...options,
    description,
    type: ['object', 'boolean'],
    ...(needsOne ? { not: { const: true } } : {}),
  };
}

/** Makes the schema. */
export function documentSchema(parts: SchemaParts): SchemaTable {
  const { kinds, plugins, events, isOpen } = parts;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: SCHEMA_TITLE,
    description: 'Made by `hookline schema` from the installed plugins. Do not edit.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'The path of this schema, for editors.' },
      hooks: definition('hooks'),
      plugins: {
        description: 'Plugins by name, with their options.',
        type: 'object',
        properties: Object.fromEntries(
          plugins.flatMap((plugin) => plugin.names.map((name) => [name, definition(plugin.root)])),
        ),
        // What is installed later, and local files.
        additionalProperties: {
          description: 'Options of a plugin whose schema is not known; false switches it off.',
          anyOf: [{ type: 'object' }, SWITCH],
        },
      },
    },
    additionalProperties: false,
    definitions: {
      hooks: hooksSchema(parts),
      event: eventSchema(events, isOpen),
      reference: REFERENCE,
      ...entryDefinitions(kinds, isOpen),
      ...Object.fromEntries(plugins.map((plugin) => [plugin.root, pluginSchema(plugin)])),
    },
  };
}
