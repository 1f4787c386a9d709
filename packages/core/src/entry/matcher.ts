/**
 * The agent's own rules for `matcher` (proved on Codex 0.169): absent, empty and `*` match all; a text of letters,
 * digits, `_` and `|` is a list of exact names; anything else is an unanchored regular expression.
 * `Edit` and `Write` also select `apply_patch`.
 */
import { boundedTest } from './bounded-test.ts';

const EXACT = /^[A-Za-z0-9_|]+$/;

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  apply_patch: ['apply_patch', 'Edit', 'Write'],
};

/** Whether a matcher selects a tool. Throws for a bad pattern, which the config reader finds first, and for one that takes too long. */
export function matcherSelects(matcher: string | undefined, toolName: string): boolean {
  if (matcher === undefined || matcher === '' || matcher === '*') return true;
  const names = (Object.hasOwn(ALIASES, toolName) ? ALIASES[toolName] : undefined) ?? [toolName];
  if (EXACT.test(matcher)) {
    const wanted = matcher.split('|');
    return names.some((name) => wanted.includes(name));
  }
  return names.some((name) => boundedTest(matcher, name));
}
