/** `docs/config-keys.md`, made from the schema that editors get. A test compares it with what is on disk. */
import { carriedSchema, type JsonSchema, type SchemaTable } from '@hookline/config';
import { carriedPackages } from '../src/carried-packages.ts';
import { keyType } from './key-type.ts';

const MADE = '<!-- Made by `npm run docs -w hookline`. Do not edit. -->';

type Properties = Readonly<Record<string, JsonSchema>>;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function row(key: string, schema: JsonSchema, isRequired: boolean): string {
  const { description = '', default: usual } = schema === true || schema === false ? {} : schema;
  const said = usual === undefined ? (isRequired ? 'has to be there' : '') : `\`${JSON.stringify(usual)}\``;
  return `| \`${key}\` | ${cell(keyType(schema))} | ${cell(said)} | ${cell(String(description))} |`;
}

/** The keys of a table; those that every table of the kind has are left out. */
function keyTable(schema: SchemaTable, leftOut: readonly string[] = []): string {
  const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const rows = Object.entries((schema['properties'] ?? {}) as Properties)
    .filter(([key]) => !leftOut.includes(key))
    .map(([key, one]) => row(key, one, required.includes(key)));
  return ['| key | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

/** `docs/config-keys.md`. */
export function configKeysPage(): string {
  const schema = carriedSchema(carriedPackages());
  const definitions = schema['definitions'] as Readonly<Record<string, SchemaTable>>;
  const of = (name: string): SchemaTable => definitions[name] ?? {};
  const properties = (name: string): Properties => (of(name)['properties'] ?? {}) as Properties;
  const kinds = Object.keys(definitions).filter((name) => name.startsWith('kind.'));
  const ofKinds = kinds.flatMap((kind) => Object.keys(properties(kind)));
  // A kind also names what every hook has, to take nothing else.
  const own = Object.keys(properties('entryKeys')).filter(
    (key) => !ofKinds.includes(key) || kinds.every((kind) => key in properties(kind)),
  );
  const foreign = ofKinds.filter((key) => !own.includes(key));
  const categories = Object.keys(properties('hooks')).filter(
    (key) => 'allOf' in tableOf(properties('hooks')[key]),
  );
  const test =
    list(of('condition')['anyOf'])
      .map(tableOf)
      .find((one) => 'properties' in one) ?? {};
  return `${[
    '# Every key of a configuration',
    MADE,
    'The same as the schema that `hookline schema` writes for editors; how the keys go together is in [configuration.md](configuration.md). The options of a plugin are in its README, and in the schema once it is installed.',
    'A scalar is a text, a number, `true` or `false`. Among the keys of a kind and the options of a plugin a text with `${NAME}` may stand for any value.',
    '## `[hooks]`',
    keyTable(of('hooks'), categories),
    '## `[[hooks.<category>]]`, every hook',
    `A category is one of ${categories.map((name) => `\`${name}\``).join(', ')}, or one that a plugin brings.`,
    keyTable(of('entryKeys'), foreign),
    ...kinds.flatMap((kind) => [
      `## A hook with \`type = "${kind.replace('kind.', '')}"\``,
      keyTable(of(kind), own),
    ]),
    '## `[hooks.<category>]`, for the hooks of a category that do not say',
    keyTable(of('category')),
    '## A condition, as a table',
    'A value or a list of values is one that the field has to have; a table is a test.',
    keyTable(test),
    '## `[plugins.<name>]`',
    'The options of a plugin; `false` in place of the table switches the plugin off, `true` is a table without options.',
    '## At the top',
    keyTable({ properties: { $schema: (schema['properties'] as Properties)['$schema'] ?? true } }),
  ].join('\n\n')}\n`;
}

const tableOf = (schema: unknown): SchemaTable =>
  schema !== null && typeof schema === 'object' ? (schema as SchemaTable) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
