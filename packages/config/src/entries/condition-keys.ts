/**
 * Tells the key of a condition that is most likely a slip. A key may always be meant for the environment
 * (`HOOKLINE_<NAME>`), so nothing is an error here; but a slip never holds, and a gate that never runs guards nothing.
 */
import type { Condition, EventName } from '@hookline/core';
import { nearest } from '@hookline/core/errors';
import { fieldNames } from '@hookline/core/schemas';
import type { Finding } from '../report/report.ts';

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** One finding for each key that no event of the entry has, and that is near to one they have. */
export function misspeltConditionKeys(
  conditions: readonly Condition[],
  events: readonly EventName[],
  contextNames: readonly string[],
): readonly { readonly key: string; readonly finding: Finding }[] {
  const fields = new Set(events.flatMap((event) => fieldNames(event)));
  const known = [...contextNames, ...[...fields].flatMap((field) => [...new Set([field, snake(field)])])];
  return conditions.flatMap((condition) => {
    if (condition.op === 'never') return [];
    const { key } = condition;
    const [first = key] = key.split('.');
    if (first === 'env' || fields.has(camel(first)) || contextNames.includes(key)) return [];
    const meant = nearest(first, known);
    if (meant === undefined) return [];
    const effect = condition.op === 'none' ? 'always holds unless' : 'holds only if';
    const message = `"${key}" is no field of ${events.join(', ')}, so this condition ${effect} the environment sets it.`;
    return [{ key, finding: { severity: 'warning', message, fix: `Did you mean "${meant}"?` } }];
  });
}
