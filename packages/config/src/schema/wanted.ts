/** What an issue of a schema wants, in words, and how a value is shown. */
import type { SchemaIssue } from './issue.ts';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a table',
  record: 'a table',
};

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  url: 'an address such as https://example.com/hook',
  email: 'an e-mail address',
  datetime: 'a date with time',
};

function formatText({ format = '', prefix, suffix, includes, pattern }: SchemaIssue): string {
  if (prefix !== undefined) return `a text that starts with "${prefix}"`;
  if (suffix !== undefined) return `a text that ends with "${suffix}"`;
  if (includes !== undefined) return `a text that has "${includes}" in it`;
  if (format === 'regex')
    return pattern === undefined ? 'a text of the right form' : `a text that fits ${pattern}`;
  return FORMAT_NAMES[format] ?? `a text of the form "${format}"`;
}

const isAre = (names: readonly string[]): string =>
  names.slice(0, -1).join(', ') + (names.length > 1 ? ' or ' : '') + names.at(-1);

export function sizeText(issue: SchemaIssue, word: 'minimum' | 'maximum'): string {
  const bound = issue[word];
  const counted = issue.origin === 'string' || issue.origin === 'array';
  if (counted && word === 'minimum' && Number(bound) === 1)
    return issue.origin === 'array' ? 'a list that is not empty' : 'a text that is not empty';
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : '';
  if (word === 'minimum') return `${issue.inclusive === false ? 'more than' : 'at least'} ${bound}${unit}`;
  return `${issue.inclusive === false ? 'less than' : 'at most'} ${bound}${unit}`;
}

/** What an issue wants, in words; undefined when only its own message says it. */
export function wanted(issue: SchemaIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected ?? ''] ?? issue.expected;
    case 'invalid_value':
      return isAre((issue.values ?? []).map((value) => JSON.stringify(value)));
    case 'invalid_format':
      return formatText(issue);
    case 'too_small':
      return sizeText(issue, 'minimum');
    case 'too_big':
      return sizeText(issue, 'maximum');
    case 'invalid_union':
      return isAre(
        [...new Set((issue.errors ?? []).map((branch) => branch[0] && wanted(branch[0])))].filter(
          (name): name is string => name !== undefined,
        ),
      );
    default:
      return undefined;
  }
}

/** A value, as a message shows it. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table';
  if (typeof value !== 'string') return String(value);
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return `the text ${JSON.stringify(short)}`;
}
