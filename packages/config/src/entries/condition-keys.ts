/**
 * Tells the key of a condition that is most likely a slip. A key may always be meant for the environment
 * (`HOOKLINE_<NAME>`), so nothing is an error here; but a slip never holds, and a gate that never runs guards nothing.
 */
import type { Condition, EventName } from '@hookline/core';
import { eventSpec } from '@hookline/core/engine';
import { nearest } from '@hookline/core/errors';
import { fieldNames } from '@hookline/core/schemas';
import type { Finding } from '../report/report.ts';
import { eventsOfCategory } from './event-names.ts';

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** One finding for each key that no event of the entry has, and that is near to one they have, or of an event beside theirs. */
export function misspeltConditionKeys(
  conditions: readonly Condition[],
  events: readonly EventName[],
  contextNames: readonly string[],
): readonly { readonly key: string; readonly finding: Finding }[] {
  const fields = new Set(events.flatMap((event) => fieldNames(event)));
  const known = [...contextNames, ...[...fields].flatMap((field) => [...new Set([field, snake(field)])])];
  const categories = new Set(events.map((event) => eventSpec(event)?.category));
  // Of the same category: the end of what the hook listens to the beginning of, or the reverse.
  const others = [...categories].flatMap((category) =>
    category === undefined ? [] : eventsOfCategory(category),
  );
  return conditions.flatMap((condition) => {
    if (condition.op === 'never') return [];
    const { key } = condition;
    const [first = key] = key.split('.');
    if (first === 'env' || fields.has(camel(first)) || contextNames.includes(key)) return [];
    const [owner] = others.filter((event) => fieldNames(event).includes(camel(first)));
    const meant = owner === undefined ? nearest(first, known) : undefined;
    if (meant === undefined && owner === undefined) return [];
    const effect = condition.op === 'none' ? 'always holds unless' : 'holds only if';
    const message = `"${key}" is no field of ${events.join(', ')}, so this condition ${effect} the environment sets it.`;
    const fix = meant === undefined ? `${owner} has it: event = "${owner}"` : `Did you mean "${meant}"?`;
    return [{ key, finding: { severity: 'warning', message, fix } }];
  });
}
