import type { z } from 'zod';
import type { Path } from '../report/path.ts';
import type { Report } from '../report/report.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type Complaint, complaintsOf, type IssueScope, type SchemaIssue } from './issue.ts';
import { EXPECTATIONS } from './shapes.ts';

/** Reports complaints whose paths start at `base`. */
export function complain(
  report: Report,
  source: SourceFile,
  base: Path,
  complaints: readonly Complaint[],
): void {
  for (const { path, target, message, expected, fix } of complaints) {
    const finding = { message, ...(expected ? { expected } : {}), ...(fix ? { fix } : {}) };
    report.at({ source, path: [...base, ...path], target }, finding);
  }
}

/** Reports the issues of a schema. */
export function complainIssues(
  report: Report,
  source: SourceFile,
  base: Path,
  issues: readonly SchemaIssue[],
  scope: IssueScope,
): void {
  complain(
    report,
    source,
    base,
    issues.flatMap((issue) => complaintsOf(issue, scope)),
  );
}

/** What fits of a value: the keys with an issue are left out, so that the rest can be checked further. */
export interface Fitting<Value> {
  readonly ok: boolean;
  readonly value: Value;
}

/** Checks a table against one of our own shapes, all of whose keys are optional, and reports what does not fit. */
export function fit<Shape extends z.ZodObject>(
  shape: Shape,
  table: Readonly<Record<string, unknown>>,
  place: { readonly report: Report; readonly source: SourceFile; readonly path: Path },
): Fitting<z.infer<Shape>> {
  const result = shape.safeParse(table);
  if (result.success) return { ok: true, value: result.data };
  const known = Object.keys(shape.shape);
  const issues = result.error.issues as readonly SchemaIssue[];
  complainIssues(place.report, place.source, place.path, issues, {
    value: table,
    knownKeys: (path) => (path.length === 0 ? known : undefined),
    expectations: EXPECTATIONS,
  });
  const faulty = new Set(issues.map((issue) => String(issue.path?.[0])));
  const rest = Object.entries(table).filter(([key]) => known.includes(key) && !faulty.has(key));
  return { ok: false, value: shape.parse(Object.fromEntries(rest)) };
}
