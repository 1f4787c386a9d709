/**
 * Checks a value against a Standard Schema that may come from a plugin. A text with `${NAME}` in it is filled in
 * only when the hook runs, so here it passes for whatever the schema wants: stand-ins take its place for the check,
 * and the text is put back into the checked value.
 */
import type { OptionsSchema } from '@hookline/core';
import { errorText } from '@hookline/core/errors';
import { type Path, valueAt } from '../report/path.ts';
import type { SchemaIssue } from './issue.ts';

/** The checked value with its defaults, or what is wrong with it. */
export type CheckResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly SchemaIssue[]; readonly schema?: OptionsSchema };

const REFERENCE = /\$\{[A-Za-z_][\w.]*(?::-[^}]*)?\}/;
const STAND_INS: readonly unknown[] = ['https://example.com/', 'a@example.com', 'text', '1', 1, true];

const pathOf = (issue: SchemaIssue): Path =>
  (issue.path ?? []).map((part) => {
    const key = typeof part === 'object' ? part.key : part;
    return typeof key === 'number' ? key : String(key);
  });

const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? replaced(item, rest, by) : item));
  if (value === null || typeof value !== 'object') return value;
  return { ...value, [first]: replaced((value as Record<string, unknown>)[first], rest, by) };
}

async function validate(schema: OptionsSchema, value: unknown): Promise<CheckResult> {
  try {
    const result = (await schema['~standard'].validate(value)) as {
      value?: unknown;
      issues?: readonly SchemaIssue[];
    };
    return result.issues ? { ok: false, issues: result.issues } : { ok: true, value: result.value };
  } catch (error) {
    return { ok: false, issues: [{ message: `the check itself failed: ${errorText(error)}` }] };
  }
}

const isReference = (value: unknown): boolean => typeof value === 'string' && REFERENCE.test(value);

/** Loads a schema, as kinds and plugins provide it. */
export type SchemaLoader = () => Promise<{ readonly default: OptionsSchema }>;

const isSchema = (value: unknown): value is OptionsSchema =>
  value !== null && (typeof value === 'object' || typeof value === 'function') && '~standard' in value;

/** The schema, also from a plugin in plain JavaScript that gives the schema itself where a module was meant. */
async function schemaOf(load: unknown): Promise<OptionsSchema> {
  if (isSchema(load)) return load;
  const loaded: unknown = typeof load === 'function' ? await load() : undefined;
  // Before its `default`: zod's schemas have a method of that name.
  if (isSchema(loaded)) return loaded;
  const exported = (loaded as { readonly default?: unknown } | null | undefined)?.default;
  if (isSchema(exported)) return exported;
  throw new TypeError(
    'it is none. Write options: () => import("./options.js"), with a zod schema as the default export of that file.',
  );
}

/** Checks a value; issues about texts that are filled in later do not count. A schema that fails is an issue, too. */
export async function checkAgainst(load: SchemaLoader, value: unknown): Promise<CheckResult> {
  let schema: OptionsSchema;
  try {
    schema = await schemaOf(load);
  } catch (error) {
    return { ok: false, issues: [{ message: `The schema could not be loaded: ${errorText(error)}` }] };
  }
  let candidate = value;
  let result = await validate(schema, candidate);
  const waiting = result.ok
    ? []
    : result.issues.map(pathOf).filter((path) => isReference(valueAt(value, path)));
  for (const path of waiting) {
    for (const standIn of STAND_INS) {
      const attempt = replaced(candidate, path, standIn);
      const outcome = await validate(schema, attempt);
      if (!outcome.ok && outcome.issues.some((issue) => samePath(pathOf(issue), path))) continue;
      [candidate, result] = [attempt, outcome];
      break;
    }
  }
  if (!result.ok) {
    const real = result.issues.filter((issue) => !isReference(valueAt(value, pathOf(issue))));
    return real.length > 0 ? { ok: false, issues: real, schema } : { ok: true, value };
  }
  let checked = result.value;
  for (const path of waiting) checked = replaced(checked, path, valueAt(value, path));
  return { ok: true, value: checked };
}
