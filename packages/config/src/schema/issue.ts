/** Turns the issues of a schema into sentences for people: what is there, what was expected, and the nearest name. */
import { nearest } from '@hookline/core/errors';
import { type Path, valueAt } from '../report/path.ts';
import { retyped } from './retyped.ts';
import { unknownKey } from './unknown-key.ts';
import { shown, sizeText, wanted } from './wanted.ts';

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

/**
 * Whether the author of a schema has found words of their own: those of zod begin like this. A wrong type is told here, with
 * the value that is there.
 */
const isWorded = ({ code, message }: SchemaIssue): boolean =>
  code !== undefined &&
  code !== 'invalid_type' &&
  message !== '' &&
  !/^(?:Invalid|Too (?:small|big)|Unrecognized)\b/.test(message);

const pathOf = (issue: SchemaIssue): Path =>
  (issue.path ?? []).map((part) => {
    const key = typeof part === 'object' ? part.key : part;
    return typeof key === 'number' ? key : String(key);
  });

function unknownKeys(issue: SchemaIssue, base: Path, scope: IssueScope): Complaint[] {
  const path = [...base, ...pathOf(issue)];
  return (issue.keys ?? []).map((key) => unknownKey([...path, key], scope.knownKeys?.(path) ?? []));
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
  const { fix: told } = issue.params ?? {};
  const toldFix = typeof told === 'string' ? { fix: told } : {};
  if (special === undefined && isWorded(issue))
    return [{ path, target: 'value', message: sentence(name, issue.message), ...toldFix }];
  const meant = typeof value === 'string' ? nearest(value, (issue.values ?? []).map(String)) : undefined;
  const fix = meant
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
      ...toldFix,
    },
  ];
}

function sentence(name: string, message: string): string {
  const text = message === '' || message === 'Invalid input' ? 'has a value that is not accepted' : message;
  return name === '' ? text : `"${name}": ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}
