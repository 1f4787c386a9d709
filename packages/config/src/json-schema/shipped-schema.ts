/** Reads the schema that a package ships: the file that `hookline.schema` of its `package.json` names. Runs no code. */
import { readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { real } from '../names/find-package.ts';
import type { PackageManifest } from '../names/manifest.ts';
import { isSchema, isTable, type JsonSchema, type SchemaTable } from './json-schema.ts';

/** What a package ships about what it takes. */
export interface ShippedSchema {
  /** Undefined: it takes no options. */
  readonly options?: JsonSchema;
  /** By type: the keys that a kind adds to an entry; the first stands for a missing `type`. */
  readonly handlers: Readonly<Record<string, SchemaTable>>;
}

/** A shipped schema, or why there is none. */
export type ShippedReading =
  | { readonly ok: true; readonly schema: ShippedSchema }
  | { readonly ok: false; readonly why: string };

const MAX_BYTES = 1_000_000;

const none = (why: string): ShippedReading => ({ ok: false, why });

function textOf(folder: string, name: string): string | { readonly why: string } {
  const file = real(join(folder, name));
  if (!file.startsWith(folder + sep))
    return { why: `"schema" of its package.json leads out of the package: ${name}` };
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return { why: `its ${name} is missing` };
  if (stats.size > MAX_BYTES) return { why: `its ${name} has more than ${MAX_BYTES / 1_000_000} MB` };
  return readFileSync(file, 'utf8');
}

function shapeOf(document: unknown): ShippedSchema | undefined {
  if (!isTable(document)) return undefined;
  const { options, handlers = {} } = document;
  if ((options !== undefined && !isSchema(options)) || !isTable(handlers)) return undefined;
  const isGood = Object.values(handlers).every(isTable);
  const kinds = handlers as Readonly<Record<string, SchemaTable>>;
  return isGood ? { ...(options === undefined ? {} : { options }), handlers: kinds } : undefined;
}

/** The schema of a package in its real folder. */
export function readShippedSchema(folder: string, manifest: PackageManifest): ShippedReading {
  const { schema: name } = manifest.hookline ?? {};
  if (name === undefined) return none('it ships no schema ("schema" in the "hookline" of its package.json)');
  if (typeof name !== 'string') return none('"schema" of its package.json is no path');
  try {
    const text = textOf(folder, name);
    if (typeof text !== 'string') return none(text.why);
    const schema = shapeOf(JSON.parse(text));
    return schema ? { ok: true, schema } : none(`its ${name} is no schema of a plugin`);
  } catch {
    return none(`its ${name} cannot be read as JSON`);
  }
}
