/** Makes the schema file that a package ships, from its built code. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorText } from '@hookline/core/errors';
import { checkExports } from './check-exports.ts';
import { readManifest } from './check-package.ts';
import { SCHEMA_KEY, schemaFile } from './check-schema.ts';
import { pluginSchema, schemaText } from './plugin-schema.ts';
import { isObject, objectAt, type PackageProblem } from './problem.ts';

/** What came of it. */
export type Shipping =
  | { readonly ok: false; readonly problems: readonly PackageProblem[] }
  | {
      readonly ok: true;
      readonly file: string;
      readonly state: 'written' | 'unchanged' | 'stale';
      /** What the schema says nothing about, and why. */
      readonly untold: readonly string[];
    };

const failed = (where: string, why: string, fix: string): Shipping => ({
  ok: false,
  problems: [{ where, why, fix }],
});

/** Writes the schema file of a built package. With `check` it only says whether it would have to. Imports the package. */
export async function shipSchema(path: string, { check = false } = {}): Promise<Shipping> {
  const folder = resolve(path);
  const read = readManifest(folder);
  if (!read.ok) return { ok: false, problems: [read.problem] };
  const { manifest } = read;
  if (objectAt(manifest, 'hookline')['kind'] !== 'plugin')
    return failed(
      'package.json > hookline.kind',
      'Only a plugin has options and handler kinds to describe.',
      'Run this in the folder of a plugin.',
    );
  const { file, problem } = schemaFile(folder, manifest);
  if (problem) return { ok: false, problems: [problem] };
  if (file === undefined)
    return failed(SCHEMA_KEY, 'It names no file to write.', 'Add "schema": "./dist/schema.json".');
  const { entry, problems } = checkExports(folder, manifest);
  if (entry === undefined) return { ok: false, problems };
  let definition: unknown;
  try {
    definition = ((await import(pathToFileURL(entry).href)) as { default?: unknown }).default;
  } catch (thrown) {
    return failed(entry, `It cannot be imported: ${errorText(thrown)}`, 'Correct the module.');
  }
  if (!isObject(definition))
    return failed(entry, 'It has no object as its default export.', 'Export the plugin as default.');
  const { schema, untold } = await pluginSchema(definition);
  const text = schemaText(schema);
  if (existsSync(file) && readFileSync(file, 'utf8') === text)
    return { ok: true, file, state: 'unchanged', untold };
  if (check) return { ok: true, file, state: 'stale', untold };
  try {
    write(file, text);
  } catch (thrown) {
    return failed(file, `It cannot be written: ${errorText(thrown)}`, 'Repair its folder.');
  }
  return { ok: true, file, state: 'written', untold };
}

/** By a rename, so that nobody reads half of it. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
