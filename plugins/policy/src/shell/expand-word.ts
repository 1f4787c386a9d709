/** Turns a word of the parser into the words that the shell makes of it, as far as that is known beforehand. */
import type {
  CommandExpansionPart,
  DoubleQuotedChild,
  ParameterExpansionPart,
  ParsedScript,
  Word,
  WordPart,
} from 'unbash';
import { ANY, ONE, STAR, WORDS, withoutMarks } from '../match/unknown.ts';

/** What a word is expanded with. */
export interface WordScope {
  variable(name: string): string | undefined;
  /** Judges what a substitution runs, and gives what it prints where that is known. */
  output(script: ParsedScript | undefined): string | undefined;
  readonly home: string | undefined;
  /** `IFS` was set: what splits is not known. */
  readonly splitsOddly: boolean;
}

const MOST_FIELDS = 200;

/** The words; one with the mark `WORDS` alone may be any number. */
export function expandWord(word: Word, scope: WordScope): readonly string[] {
  if (word.parts === undefined) return [tilde(word, withoutMarks(word.value), scope)];
  let fields: Field[] = [{ text: '', exists: false }];
  for (const [index, part] of word.parts.entries()) {
    const pieces = expandPart(part, index, scope);
    fields = join(fields, pieces);
    if (fields.length > MOST_FIELDS) return [WORDS];
  }
  return fields.filter(({ exists }) => exists).map(({ text }) => text);
}

/** The word as one text, for an assignment or a redirection. */
export function expandToText(word: Word, scope: WordScope): string {
  return expandWord(word, scope).join(' ').replaceAll(WORDS, ANY);
}

interface Field {
  readonly text: string;
  /** A quoted nothing is a word, an unquoted one is none. */
  readonly exists: boolean;
}

/** What one part gives: texts that are words of their own where there are several. */
interface Pieces {
  readonly texts: readonly string[];
  readonly exists: boolean;
  /** Each text goes with the whole rest, as braces do, where else only the ends touch. */
  readonly distributes?: boolean;
}

function join(fields: readonly Field[], { texts, exists, distributes }: Pieces): Field[] {
  if (distributes)
    return fields.flatMap(({ text }) => texts.map((one) => ({ text: text + one, exists: true })));
  const last = fields.at(-1) as Field;
  const [first = '', ...rest] = texts;
  return [
    ...fields.slice(0, -1),
    { text: glue(last.text, first), exists: last.exists || exists },
    // Space at the end separates what comes next, and makes no word of its own.
    ...rest.map((text) => ({ text, exists: text !== '' })),
  ];
}

/** A mark for any number of words, beside other text, is a text of which a part is not known. */
const glue = (before: string, after: string): string =>
  before !== '' && after !== '' ? (before + after).replaceAll(WORDS, ANY) : before + after;

const one = (text: string, exists = text !== ''): Pieces => ({ texts: [text], exists });

function expandPart(part: WordPart, index: number, scope: WordScope): Pieces {
  switch (part.type) {
    case 'Literal':
      return one(index === 0 ? tilde(part, withoutMarks(part.value), scope) : withoutMarks(part.value));
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return one(withoutMarks(part.value), true);
    case 'DoubleQuoted':
    case 'LocaleString':
      // `"$@"` is a word for each.
      if (part.parts.length === 1 && isAll(part.parts[0])) return one(WORDS);
      return one(part.parts.map((child) => quoted(child, scope)).join(''), true);
    case 'Glob':
      return one(part.kind === 'star' ? STAR : ONE);
    case 'ExtendedGlob':
      return one(STAR);
    case 'BraceExpansion':
      return braced(part.text);
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
      return split(value(part, scope), scope);
    case 'ArithmeticExpansion':
      return one(ANY);
    case 'ProcessSubstitution':
      scope.output(part.script);
      return one(`/dev/fd/${ANY}`);
  }
}

const isAll = (part: DoubleQuotedChild | undefined): boolean =>
  (part?.type === 'SimpleExpansion' && part.text === '$@') ||
  (part?.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.value === '@'));

function quoted(part: DoubleQuotedChild, scope: WordScope): string {
  if (part.type === 'Literal') return withoutMarks(part.value);
  return (part.type === 'ArithmeticExpansion' ? undefined : value(part, scope)) ?? ANY;
}

type Expansion =
  | Extract<WordPart, { type: 'SimpleExpansion' }>
  | ParameterExpansionPart
  | CommandExpansionPart;

function value(part: Expansion, scope: WordScope): string | undefined {
  switch (part.type) {
    case 'SimpleExpansion':
      return scope.variable(part.text.slice(1));
    case 'CommandExpansion':
      return scope.output(part.script);
    case 'ParameterExpansion': {
      if (part.prefix || part.index) return undefined;
      const known = scope.variable(part.parameter);
      if (part.operation === undefined) return known;
      // What is set and not empty is not replaced by a default.
      const keeps = part.operation.type === 'Default' && !part.operation.operator.includes('+');
      return keeps && known !== undefined && known !== '' ? known : undefined;
    }
  }
}

function split(text: string | undefined, { splitsOddly }: WordScope): Pieces {
  if (text === undefined || splitsOddly) return one(WORDS);
  const glob = (word: string): string => word.replaceAll('*', STAR).replaceAll(/\?|\[[^\]]+\]/g, ONE);
  const words = text.split(/[ \t\n]+/).map(glob);
  return { texts: words, exists: words[0] !== '' };
}

/** `{a,b}` of plain characters; of anything else is not known what and how many it becomes. */
function braced(text: string): Pieces {
  const inner = text.slice(1, -1);
  if (!/^[\w@%+:,./-]*$/.test(inner) || !inner.includes(',')) return one(WORDS);
  return { texts: inner.split(','), exists: true, distributes: true };
}

function tilde({ text }: { readonly text: string }, plain: string, { home }: WordScope): string {
  if (!text.startsWith('~')) return plain;
  const user = plain.split('/', 1)[0] ?? '';
  return user === '~' ? (home ?? ANY) + plain.slice(1) : ANY + plain.slice(user.length);
}
