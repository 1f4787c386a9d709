/**
 * The text form of conditions: `field == value`, `field != value`, `field.contains('value')`, `true`, `false`, joined
 * by `&&`. What it does not understand is an error, because a condition that is taken for true would run a hook
 * that its author wanted to hold back, and one taken for false would silence a gate.
 */
import type { Condition } from '@hookline/core';
import { conditionFix } from './condition-fix.ts';

/** The conditions, all of which must hold, or what is not understood. */
export type ParsedConditions =
  | { readonly ok: true; readonly conditions: readonly Condition[] }
  | { readonly ok: false; readonly message: string; readonly fix?: string };

const FIELD = String.raw`[A-Za-z_][\w-]*(?:\.[\w-]+)*?`;
const VALUE = String.raw`'([^']*)'|"([^"]*)"|([^\s'"()&|=!]+)`;
const CONSTANT = /(true|false)(?=\s*(?:&&|$))/y;
const CONTAINS = new RegExp(String.raw`(${FIELD})\.contains\(\s*(?:${VALUE})\s*\)`, 'y');
const COMPARISON = new RegExp(String.raw`(${FIELD})\s*(==|!=)\s*(?:${VALUE})(?=\s*(?:&&|$))`, 'y');
const AND = /\s*&&\s*/y;
const SPACE = /\s*/y;

function valueIn(match: RegExpExecArray, first: number): string {
  return match[first] ?? match[first + 1] ?? match[first + 2] ?? '';
}

const unclear = (text: string, at: number): ParsedConditions => {
  const rest = text.slice(at, at + 40);
  const what = rest.includes('||')
    ? '"||" is not supported'
    : rest === ''
      ? 'something is missing at the end'
      : `"${rest}" is not understood`;
  // Of the part that is not understood; an || may join more than that.
  const fix = conditionFix(text.includes('||') ? text : (text.slice(at).split('&&')[0] ?? ''));
  return { ok: false, message: `The condition cannot be read: ${what}.`, ...(fix ? { fix } : {}) };
};

/** Parses the text form. Never throws. */
export function parseConditionText(text: string): ParsedConditions {
  const conditions: Condition[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  take(SPACE);
  for (;;) {
    const constant = take(CONSTANT);
    const contains = constant ? null : take(CONTAINS);
    const comparison = constant || contains ? null : take(COMPARISON);
    if (constant?.[1] === 'false') conditions.push({ key: '', op: 'never' });
    else if (contains)
      conditions.push({ key: contains[1] ?? '', op: 'contains', value: valueIn(contains, 2) });
    else if (comparison) {
      const op = comparison[2] === '==' ? 'any' : 'none';
      conditions.push({ key: comparison[1] ?? '', op, values: [valueIn(comparison, 3)] });
    } else if (!constant) return unclear(text, at);
    if (take(AND)) continue;
    take(SPACE);
    return at === text.length ? { ok: true, conditions } : unclear(text, at);
  }
}
