import { builtinModules } from 'node:module';
import { type Token, tokenise } from './tokens.ts';

/** One import of a source file. */
export interface Import {
  readonly specifier: string;
  /** `type` is erased at run time; `call` is `import()`, `require()` or one of their `resolve`. */
  readonly kind: 'static' | 'type' | 'call';
  /** Counted from 1. */
  readonly line: number;
}

/** Lists the imports and re-exports of TypeScript or JavaScript text whose specifier is written out. */
export function importsOf(source: string): Import[] {
  const tokens = tokenise(source);
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'word' || tokens[index - 1]?.text === '.') return [];
    const found = readers.get(token.text)?.(tokens.slice(index + 1, index + 400));
    return found ? [{ ...found, line: token.line }] : [];
  });
}

/** The package that a specifier names: `@scope/name` or `name`; undefined for relative paths and `#` names. */
export function packageOf(specifier: string): string | undefined {
  if (/^[./#]/.test(specifier)) return undefined;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/** Whether a specifier names a module of Node. */
export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

type Found = Omit<Import, 'line'> | undefined;

const readers = new Map<string, (rest: readonly Token[]) => Found>([
  ['import', readImport],
  ['export', readExport],
  ['require', readRequire],
]);

function readImport(rest: readonly Token[]): Found {
  const [first] = rest;
  if (first?.kind === 'string') return { specifier: first.text, kind: 'static' };
  if (first?.text === '(') return called(rest);
  if (first?.text === '.') return rest[3]?.text === 'resolve' ? called(rest.slice(4)) : undefined;
  const isType = first?.text === 'type' && rest[1]?.text !== 'from' && rest[1]?.text !== ',';
  return from(rest, isType);
}

function readExport(rest: readonly Token[]): Found {
  const isType = rest[0]?.text === 'type';
  const clause = isType ? rest.slice(1) : rest;
  if (clause[0]?.text === '*') return from(clause, isType);
  if (clause[0]?.text !== '{') return undefined;
  const end = clause.findIndex(({ text, kind }) => kind === 'mark' && text === '}');
  return clause[end + 1]?.text === 'from' ? from(clause.slice(end + 1), isType) : undefined;
}

function readRequire(rest: readonly Token[]): Found {
  return called(rest[0]?.text === '.' && rest[1]?.text === 'resolve' ? rest.slice(2) : rest);
}

function called([open, argument]: readonly Token[]): Found {
  return open?.text === '(' && argument?.kind === 'string'
    ? { specifier: argument.text, kind: 'call' }
    : undefined;
}

function from(rest: readonly Token[], isType: boolean): Found {
  const index = rest.findIndex(
    ({ kind, text }, at) => kind === 'word' && text === 'from' && rest[at + 1]?.kind === 'string',
  );
  const end = rest.findIndex(({ kind, text }) => kind === 'mark' && text === ';');
  const specifier = rest[index + 1]?.text;
  if (index < 0 || specifier === undefined || (end >= 0 && end < index)) return undefined;
  return { specifier, kind: isType ? 'type' : 'static' };
}
