/** Tests one hook of a configuration on an event, by the engine's own rules, and tells on what it was tested. */
import type { LifecycleEvent, ResolvedEntry } from '@hookline/core';
import {
  type ConditionScope,
  type ExplainedCondition,
  explainedCondition,
  matcherSelects,
  matcherSubject,
  skipReason,
} from '@hookline/core/engine';
import { errorText } from '@hookline/core/errors';

/** What came of it. */
export interface EntryTest {
  readonly status: 'runs' | 'skipped' | 'fails';
  /** For what does not run. */
  readonly why?: string;
  /** Absent where the hook has none. `subject` is what it was compared with; absent where there is nothing to compare. */
  readonly matcher?: { readonly pattern: string; readonly subject?: string; readonly selects?: boolean };
  /** All of them, in their order. */
  readonly conditions?: readonly ExplainedCondition[];
}

/** A pattern that takes too long is a hook that fails. */
export function testEntry(entry: ResolvedEntry, event: LifecycleEvent, scope: ConditionScope): EntryTest {
  try {
    const why = skipReason(entry, event, scope);
    return {
      ...(why === undefined ? { status: 'runs' } : { status: 'skipped', why }),
      ...matched(entry, event),
      ...(entry.conditions.length > 0 && {
        conditions: entry.conditions.map((condition) => explainedCondition(condition, event, scope)),
      }),
    };
  } catch (thrown) {
    return { status: 'fails', why: errorText(thrown) };
  }
}

function matched(entry: ResolvedEntry, event: LifecycleEvent): Pick<EntryTest, 'matcher'> {
  const { matcher: pattern } = entry;
  if (pattern === undefined) return {};
  const subject = matcherSubject(entry, event);
  return {
    matcher:
      subject === undefined ? { pattern } : { pattern, subject, selects: matcherSelects(pattern, subject) },
  };
}
