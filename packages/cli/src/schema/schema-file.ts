/** Keeps the schema in a file: whole or not at all, and never in the place of something else. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SCHEMA_TITLE, type SchemaTable } from '@hookline/config';
import { errorText } from '@hookline/core/errors';

/** What is there before anything is written. */
export type SchemaState = 'none' | 'same' | 'stale' | 'foreign';

export const schemaText = (schema: SchemaTable): string => `${JSON.stringify(schema, null, 2)}\n`;

function isOurs(text: string): boolean {
  try {
    return (JSON.parse(text) as { readonly title?: unknown } | null)?.title === SCHEMA_TITLE;
  } catch {
    return false;
  }
}

/** Compares a file with what it should hold. */
export function schemaState(file: string, text: string): SchemaState {
  let found: string;
  try {
    found = readFileSync(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    if ((thrown as NodeJS.ErrnoException).code === 'EISDIR') return 'foreign';
    throw refused(file, thrown);
  }
  // A checkout may have turned the ends of its lines.
  if (found.replaceAll('\r\n', '\n') === text) return 'same';
  return isOurs(found) ? 'stale' : 'foreign';
}

const refused = (file: string, cause: unknown): Error =>
  new Error(
    `The schema cannot be kept in ${file}: ${errorText(cause)}. Repair its folder, or name another file with --out.`,
    { cause },
  );

/** Writes the file by a rename. */
export function writeSchema(file: string, text: string): void {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw refused(file, thrown);
  }
}
