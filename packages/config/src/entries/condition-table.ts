/** The table form of conditions: a scalar or a list is "one of"; a table says `matches`, `not` or `contains`. */
import type { Condition, Scalar } from '@hookline/core';
import type { Path } from '../report/path.ts';
import type { Complaint } from '../schema/issue.ts';
import { unknownKey } from '../schema/unknown-key.ts';
import { shown } from '../schema/wanted.ts';
import { patternFix } from './pattern-fix.ts';

const OPERATORS = ['matches', 'not', 'contains'];

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Means something in other languages, the agent's among them, and in JavaScript the bare letter: it never matches. */
const FOREIGN = /^(?:\\[ACE-OQRT-VX-Zaeg-jlmoqyz]|\\[pP]\{|\[\[:)$/;
const TOKEN = /\\[pP]\{|\\.|\[\[:/gs;

/** The message of a bad pattern, or undefined for a good one. */
export function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    const foreign = pattern.match(TOKEN)?.find((token) => FOREIGN.test(token));
    if (foreign) return `JavaScript does not know "${foreign}"`;
    return pattern.includes('\b')
      ? 'it holds a backspace, which is what "\\b" in double quotes means'
      : undefined;
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/^Invalid regular expression: /, '')
      : String(error);
  }
}

/** Collects conditions, and complains about what is none. Paths start at the table. */
class TableReader {
  readonly conditions: Condition[] = [];
  readonly complaints: Complaint[] = [];

  read(table: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(table)) {
      if (isPlainTable(value)) this.#operators(key, value);
      else this.#oneOf(key, value, 'any', [key]);
    }
  }

  #operators(key: string, table: Readonly<Record<string, unknown>>): void {
    if (Object.keys(table).length === 0)
      this.#wrong([key], table, `a value, or one of ${OPERATORS.join(', ')}`);
    for (const [operator, value] of Object.entries(table)) {
      const path = [key, operator];
      if (operator === 'not') this.#oneOf(key, value, 'none', path);
      else if (operator === 'matches') this.#matches(key, value, path);
      else if (operator !== 'contains') this.complaints.push(unknownKey(path, OPERATORS));
      else if (isScalar(value)) this.conditions.push({ key, op: 'contains', value });
      else this.#wrong(path, value, 'a text, a number, true or false');
    }
  }

  #oneOf(key: string, value: unknown, op: 'any' | 'none', path: Path): void {
    const values = Array.isArray(value) ? value : [value];
    if (values.length > 0 && values.every(isScalar)) this.conditions.push({ key, op, values });
    else this.#wrong(path, value, 'a text, a number, true, false, or a list of them');
  }

  #matches(key: string, value: unknown, path: Path): void {
    if (typeof value !== 'string') {
      this.#wrong(path, value, 'a regular expression as a text');
      return;
    }
    const fault = patternFault(value);
    if (fault === undefined) this.conditions.push({ key, op: 'matches', pattern: value });
    else {
      const message = `The regular expression cannot be read: ${fault}.`;
      const fix = patternFix(fault);
      this.complaints.push({ path, target: 'value', message, ...(fix ? { fix } : {}) });
    }
  }

  #wrong(path: Path, value: unknown, expected: string): void {
    const message = `The condition on "${path[0]}" must be ${expected}, not ${shown(value)}.`;
    this.complaints.push({ path, target: 'value', message, expected });
  }
}

const isPlainTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Parses the table form. */
export function readConditionTable(table: Readonly<Record<string, unknown>>): {
  readonly conditions: readonly Condition[];
  readonly complaints: readonly Complaint[];
} {
  const reader = new TableReader();
  reader.read(table);
  return reader;
}
