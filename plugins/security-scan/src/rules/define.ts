/** How the rules of a category are written down. */
import type { Category, Rule, Severity, Verdict } from '../finding.ts';

type Levels = Rule['at'];

/** Refused at every level. */
export const DENY: Levels = { relaxed: 'deny', standard: 'deny', strict: 'deny' };
/** A person says yes first; the strict level refuses. */
export const ASK: Levels = { relaxed: 'ask', standard: 'ask', strict: 'deny' };
/** Something that is often meant: the relaxed level is silent. */
export const CAREFUL: Levels = { relaxed: 'allow', standard: 'ask', strict: 'ask' };
/** Refused, but a person may have meant it: the relaxed level asks. */
export const FIRM: Levels = { relaxed: 'ask', standard: 'deny', strict: 'deny' };

export type { Verdict };

export function defineRule<const Id extends `${Category}.${string}`>(
  id: Id,
  severity: Severity,
  at: Levels,
  text: {
    readonly reason: string;
    readonly doc: string;
    readonly found: readonly string[];
    readonly silent: readonly string[];
  },
): Rule & { readonly id: Id } {
  return {
    id,
    category: id.slice(0, id.indexOf('.')) as Category,
    severity,
    at,
    reason: text.reason,
    doc: text.doc,
    examples: { found: text.found, silent: text.silent },
  };
}
