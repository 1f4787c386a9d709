/** Checks the schema file of a package against its code: an editor and `hookline schema` believe the file. */
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isPacked } from './packed.ts';
import { pluginSchema, schemaText } from './plugin-schema.ts';
import { type Manifest, objectAt, type PackageProblem } from './problem.ts';

export const SCHEMA_KEY = 'package.json > hookline.schema';

const MAKE = 'Run hookline-testkit schema after the build.';

/** The absolute schema file that a manifest names, or what is wrong with the name; neither where it names none. */
export function schemaFile(
  folder: string,
  manifest: Manifest,
): { readonly file?: string; readonly problem?: PackageProblem } {
  const { schema } = objectAt(manifest, 'hookline');
  if (schema === undefined) return {};
  const example = 'Write a path inside the package: "./dist/schema.json".';
  if (typeof schema !== 'string' || !schema.startsWith('./'))
    return { problem: { where: SCHEMA_KEY, why: 'It is no path that starts with "./".', fix: example } };
  const file = join(folder, schema);
  return file.startsWith(folder + sep)
    ? { file }
    : { problem: { where: SCHEMA_KEY, why: 'It leads out of the package.', fix: example } };
}

/** Compares the shipped schema with that of the code. */
export async function checkSchema(
  folder: string,
  manifest: Manifest,
  definition: Manifest,
): Promise<readonly PackageProblem[]> {
  const { file, problem } = schemaFile(folder, manifest);
  if (problem) return [problem];
  if (file === undefined) return [];
  const name = String(objectAt(manifest, 'hookline')['schema']);
  const where = `${SCHEMA_KEY} > ${name}`;
  const { schema, untold } = await pluginSchema(definition);
  const problems: PackageProblem[] = untold.map((why) => ({
    where,
    why,
    fix: 'Write the schema with zod, or leave "schema" out of the manifest.',
  }));
  let text: string | undefined;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    problems.push({ where, why: 'There is no such file.', fix: MAKE });
  }
  if (text !== undefined && text !== schemaText(schema))
    problems.push({ where, why: 'It is not what the code says.', fix: MAKE });
  if (!isPacked(manifest, name))
    problems.push({
      where,
      why: '"files" of package.json leaves it out, so it is not published.',
      fix: `Add ${JSON.stringify(name.slice(2))}, or its folder, to "files".`,
    });
  return problems;
}
