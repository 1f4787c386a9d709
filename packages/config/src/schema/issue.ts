/** Turns the issues of a schema into sentences for people: what is there, what was expected, and the nearest name. */
import { nearest } from '@hookline/core/errors';
import { type Path, valueAt } from '../report/path.ts';

/** An issue of any Standard Schema; zod's carry more than the standard asks for, which is used where it is there. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly expected?: string;
  readonly format?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly includes?: string;
  readonly pattern?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
  readonly origin?: string;
  readonly errors?: readonly (readonly SchemaIssue[])[];
  readonly issues?: readonly SchemaIssue[];
  /** Of an issue that a schema raises itself: what a person has to do, beside the message. */
  readonly params?: { readonly fix?: unknown };
}

/** An issue, said for people. */
export interface Complaint {
  readonly path: Path;
  readonly target: 'key' | 'value';
  readonly message: string;
  readonly expected?: string;
  readonly fix?: string;
}

/** What is known about the document beside the issue. */
export interface IssueScope {
  /** What was checked. */
  readonly value: unknown;
  /** The keys that are allowed at a path, for "did you mean". */
  readonly knownKeys?: (path: Path) => readonly string[] | undefined;
  /** What a key wants, by its name. */
  readonly expectations?: Readonly<Record<string, string>>;
}

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

/**
 * Whether the author of a schema has found words of their own: those of zod begin like this. A wrong type is told here, with
 * the value that is there.
 */
const isWorded = ({ code, message }: SchemaIssue): boolean =>
  code !== undefined &&
  code !== 'invalid_type' &&
  message !== '' &&
  !/^(?:Invalid|Too (?:small|big)|Unrecognized)\b/.test(message);

/** A value, as a message shows it. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table';
  if (typeof value !== 'string') return String(value);
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return `the text ${JSON.stringify(short)}`;
}

const isAre = (names: readonly string[]): string =>
  names.slice(0, -1).join(', ') + (names.length > 1 ? ' or ' : '') + names.at(-1);

function sizeText(issue: SchemaIssue, word: 'minimum' | 'maximum'): string {
  const bound = issue[word];
  const counted = issue.origin === 'string' || issue.origin === 'array';
  if (counted && word === 'minimum' && Number(bound) === 1)
    return issue.origin === 'array' ? 'a list that is not empty' : 'a text that is not empty';
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : '';
  if (word === 'minimum') return `${issue.inclusive === false ? 'more than' : 'at least'} ${bound}${unit}`;
  return `${issue.inclusive === false ? 'less than' : 'at most'} ${bound}${unit}`;
}

/** What an issue wants, in words; undefined when only its own message says it. */
function wanted(issue: SchemaIssue): string | undefined {
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

const pathOf = (issue: SchemaIssue): Path =>
  (issue.path ?? []).map((part) => {
    const key = typeof part === 'object' ? part.key : part;
    return typeof key === 'number' ? key : String(key);
  });

function unknownKeys(issue: SchemaIssue, base: Path, scope: IssueScope): Complaint[] {
  const path = [...base, ...pathOf(issue)];
  return (issue.keys ?? []).map((key) => unknownKey([...path, key], scope.knownKeys?.(path) ?? []));
}

/** An unknown key, with the nearest right name. */
export function unknownKey(path: Path, known: readonly string[]): Complaint {
  const key = String(path.at(-1));
  const meant = nearest(key, known) ?? otherName(key, known);
  return {
    path,
    target: 'key',
    message: `The key "${key}" is not known here.`,
    ...(known.length > 0 ? { expected: `one of ${known.join(', ')}` } : {}),
    ...(meant ? { fix: `Did you mean "${meant}"?` } : {}),
  };
}

/** Names that other tools give to what is called otherwise here. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  command: ['run', 'script', 'cmd', 'shell', 'exec', 'program', 'bash'],
  url: ['webhook', 'endpoint', 'address', 'uri'],
  description: ['name', 'title', 'label'],
  environment: ['env'],
  condition: ['when', 'if'],
  event: ['on', 'events', 'hook', 'trigger'],
  cwd: ['dir', 'directory', 'workdir', 'working_directory'],
  mode: ['async', 'background'],
  enabled: ['disabled', 'active'],
  matches: ['regex', 'regexp', 'pattern', 'match'],
  not: ['not_equals', 'ne', '!='],
  contains: ['includes', 'has'],
};

function otherName(key: string, known: readonly string[]): string | undefined {
  return known.find((name) => OTHER_NAMES[name]?.includes(key.toLowerCase()));
}

/** What turns a value into one of the type that is wanted; undefined where that is not clear. */
function retyped(wanted: string | undefined, value: unknown): string | undefined {
  if (wanted === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `Write it in quotes: "${value}"`;
  if (typeof value !== 'string') return undefined;
  if (wanted === 'array') return `Write a list: [${JSON.stringify(value)}]`;
  if (wanted === 'boolean') {
    const word = value.toLowerCase();
    const means =
      ['true', 'yes', 'on', '1'].includes(word) ||
      (['false', 'no', 'off', '0'].includes(word) ? false : undefined);
    return means === undefined ? undefined : `Write ${means}, without quotes.`;
  }
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(ms)?(?:s|sec|seconds)?\s*$/.exec(value) ?? [];
  if (wanted !== 'number' || number === undefined) return undefined;
  return `Write ${unit ? Number(number) / 1000 : number}, without quotes.`;
}

/** What a schema says itself of a value of the wrong type, where it does not leave that to its library. */
function ownWords({ code, message }: SchemaIssue): string | undefined {
  const isOfType = code === 'invalid_type' || code === 'invalid_union';
  return isOfType && !/^Invalid |^$/.test(message) ? message : undefined;
}

/** A union in which one branch got further than the others is explained by that branch. */
function furthestBranch(issue: SchemaIssue): readonly SchemaIssue[] | undefined {
  const depth = (branch: readonly SchemaIssue[]): number =>
    Math.max(0, ...branch.map((inner) => pathOf(inner).length));
  const sorted = [...(issue.errors ?? [])].sort((a, b) => depth(b) - depth(a));
  const [first, second] = sorted;
  return first && depth(first) > (second ? depth(second) : 0) ? first : undefined;
}

/** Says an issue for people; one issue about several keys becomes several complaints. */
export function complaintsOf(issue: SchemaIssue, scope: IssueScope, base: Path = []): readonly Complaint[] {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, base, scope);
  const path = [...base, ...pathOf(issue)];
  const branch = issue.code === 'invalid_union' ? furthestBranch(issue) : undefined;
  if (branch) return branch.flatMap((inner) => complaintsOf(inner, scope, path));
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return (issue.issues ?? []).flatMap((inner) => complaintsOf(inner, scope, path));
  }
  const name = String(path.findLast((part) => typeof part === 'string') ?? '');
  const value = valueAt(scope.value, path);
  const special = typeof path.at(-1) === 'string' ? scope.expectations?.[name] : undefined;
  const limit = issue.code === 'too_big' ? `, ${sizeText(issue, 'maximum')}` : '';
  const expected = special === undefined ? wanted(issue) : `${special}${limit}`;
  const own = special === undefined ? ownWords(issue) : undefined;
  if (value === undefined && expected !== undefined) {
    const missing: Complaint = { path, target: 'key', message: `"${name}" is missing.`, expected };
    return [own === undefined ? missing : { ...missing, fix: own }];
  }
  if (special === undefined && isWorded(issue))
    return [{ path, target: 'value', message: sentence(name, issue.message) }];
  const meant = typeof value === 'string' ? nearest(value, (issue.values ?? []).map(String)) : undefined;
  const { fix: told } = issue.params ?? {};
  const fix =
    typeof told === 'string'
      ? told
      : meant
        ? `Did you mean "${meant}"?`
        : (retyped(issue.code === 'invalid_type' ? issue.expected : undefined, value) ?? (expected && own));
  return [
    {
      path,
      target: 'value',
      message: expected
        ? `"${name}" must be ${expected}, not ${shown(value)}.`
        : sentence(name, issue.message),
      ...(expected ? { expected } : {}),
      ...(fix ? { fix } : {}),
    },
  ];
}

function sentence(name: string, message: string): string {
  const text = message === '' || message === 'Invalid input' ? 'has a value that is not accepted' : message;
  return name === '' ? text : `"${name}": ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}
