/**
 * Expands the words of a command as a shell would, as far as what they are made of is constant. What is not known
 * stays in the text as a mark, so that `"$x"/etc` is still known to end in `/etc`.
 */
import {
  type ArithmeticExpansionPart,
  type ParameterExpansionPart,
  parse,
  type SyntaxNode,
  type Word,
  type WordPart,
} from 'unbash';
import type { Span } from '../finding.ts';
import { evaluateArithmetic, integer } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import type { Machine, Scope, Value } from './machine.ts';
import { isSecretName } from './secret-names.ts';
import {
  ANYTHING,
  asPattern,
  bounded,
  type Field,
  globExpression,
  isKnown,
  ONE,
  SOME,
  STAR,
  type Stream,
  TAINT,
  UNKNOWN,
} from './text.ts';

/** What an expansion needs of the evaluator. */
export interface Expander {
  readonly machine: Machine;
  /** The output of `$(…)`. */
  substitute(part: WordPart & { type: 'CommandExpansion' }, scope: Scope): Stream;
  /** The name of the file that `<(…)` or `>(…)` becomes. */
  processFile(part: WordPart & { type: 'ProcessSubstitution' }, scope: Scope): string;
  /** Runs the substitutions in a part whose value is not needed. */
  sweep(node: SyntaxNode, scope: Scope): void;
  spanOf(scope: Scope, node: { pos: number; end: number }): Span;
}

interface Piece extends Stream {
  readonly quoted: boolean;
  /** Splits into fields: an unquoted expansion. */
  readonly splits?: boolean;
  /** Every member is a field of its own: `"$@"`. */
  readonly list?: readonly string[];
}

/** The words that one word of the source becomes. */
export function expandWord(host: Expander, scope: Scope, word: Word): Field[] {
  host.machine.spend(1);
  const span = host.spanOf(scope, word);
  const parts = word.parts;
  if (!parts) return [{ text: tilde(host.machine, scope, word.value, word.text), taint: 0, ...span }];
  if (parts.some((part) => part.type === 'BraceExpansion')) {
    host.machine.spend(16);
    const words = expandBraces(word.text);
    if (words.length > 1 || words[0] !== word.text) {
      return words.flatMap((text) => expandWordText(host, scope, text, span));
    }
  }
  return assemble(host, scope, parts, span, word.text);
}

/** Expands a word that was made, not read. */
function expandWordText(host: Expander, scope: Scope, text: string, span: Span): Field[] {
  host.machine.spend(4);
  const command = parse(`: ${text}`).commands[0]?.command;
  if (command?.type !== 'Command') return [{ text, taint: 0, ...span }];
  const inner: Scope = { ...scope, fixed: span, source: `: ${text}` };
  return command.args.flatMap((word) =>
    word.type === 'Word'
      ? word.parts?.some((part) => part.type === 'BraceExpansion')
        ? [{ text: word.value, taint: 0, ...span }]
        : expandWord(host, inner, word)
      : [{ text: word.text, taint: 0, ...span }],
  );
}

/** Expands to one text, as the right side of an assignment or a heredoc does. */
export function expandText(host: Expander, scope: Scope, word: Word | undefined): Stream {
  if (!word) return { text: '', taint: 0 };
  host.machine.spend(1);
  const parts = word.parts;
  if (!parts) return { text: tilde(host.machine, scope, word.value, word.text), taint: 0 };
  return expandParts(host, scope, parts, word.text);
}

export function expandParts(host: Expander, scope: Scope, parts: readonly WordPart[], written = ''): Stream {
  let text = '';
  let taint = 0;
  for (const [index, part] of parts.entries()) {
    for (const piece of pieces(host, scope, part, index === 0 ? written : '')) {
      text += piece.list ? piece.list.join(' ') : piece.text;
      taint |= piece.taint;
    }
  }
  return { text: bounded(text), taint };
}

function assemble(
  host: Expander,
  scope: Scope,
  parts: readonly WordPart[],
  span: Span,
  written: string,
): Field[] {
  const fields: Field[] = [];
  let text: string | undefined;
  let taint = 0;
  const push = () => {
    if (text !== undefined) fields.push({ text: bounded(text), taint, ...span });
    text = undefined;
    taint = 0;
  };
  for (const [index, part] of parts.entries()) {
    for (const piece of pieces(host, scope, part, index === 0 ? written : '')) {
      host.machine.spend(1);
      if (piece.list) {
        for (const [at, item] of piece.list.entries()) {
          if (at > 0) push();
          text = (text ?? '') + item;
          taint |= piece.taint;
        }
      } else if (piece.splits) {
        const runs = splitFields(piece.text, separators(scope));
        for (const [at, run] of runs.entries()) {
          if (at > 0) push();
          if (run !== '') text = (text ?? '') + asPattern(run);
          taint |= piece.taint;
        }
      } else {
        text = (text ?? '') + piece.text;
        taint |= piece.taint;
      }
    }
  }
  push();
  return fields;
}

function separators(scope: Scope): string {
  const value = scope.vars.get('IFS');
  return value && isKnown(value.text) ? value.text : ' \t\n';
}

/** Splits a value the way an unquoted expansion does; the first and last may be empty, they join their neighbours. */
export function splitFields(text: string, ifs: string): string[] {
  if (ifs === '') return [text];
  const runs: string[] = [''];
  let gap = false;
  for (const character of text) {
    if (ifs.includes(character)) {
      if (!gap) runs.push('');
      gap = true;
    } else {
      gap = false;
      runs[runs.length - 1] += character;
    }
  }
  return runs.length > 4096 ? [...runs.slice(0, 4096), UNKNOWN] : runs;
}

function pieces(host: Expander, scope: Scope, part: WordPart, written: string): Piece[] {
  switch (part.type) {
    case 'Literal': {
      const text = written === '' ? part.value : tilde(host.machine, scope, part.value, written);
      return [{ text, taint: 0, quoted: false }];
    }
    case 'Glob':
      return [{ text: part.kind === 'star' ? STAR : ONE, taint: 0, quoted: false }];
    case 'ExtendedGlob':
      return [{ text: extended(part.operator, part.pattern), taint: 0, quoted: false }];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ text: part.value, taint: 0, quoted: true }];
    case 'DoubleQuoted':
    case 'LocaleString': {
      if (part.parts.length === 0) return [{ text: '', taint: 0, quoted: true }];
      return part.parts.flatMap((inner): Piece[] =>
        pieces(host, scope, inner, '').map((piece) => ({
          ...piece,
          // `"$*"` is one word, the others are as many as there are.
          list: piece.list && inner.text === '$*' ? [piece.list.join(' ')] : piece.list,
          quoted: true,
          splits: false,
        })),
      );
    }
    case 'SimpleExpansion': {
      const name = part.text.slice(1);
      if (name === '@' || name === '*') {
        const list = scope.positional.map((field) => field.text);
        const taint = scope.positional.reduce((all, field) => all | field.taint, 0);
        return list.length === 0
          ? [{ text: '', taint: 0, quoted: false, splits: true }]
          : [{ text: '', list, taint, quoted: false }];
      }
      return [{ ...special(host, scope, name), quoted: false, splits: true }];
    }
    case 'ParameterExpansion':
      return parameter(host, scope, part);
    case 'CommandExpansion': {
      const output = host.substitute(part, scope);
      return [{ text: output.text.replace(/\n+$/, ''), taint: output.taint, quoted: false, splits: true }];
    }
    case 'ArithmeticExpansion':
      return [{ ...arithmetic(host, scope, part), quoted: false }];
    case 'ProcessSubstitution':
      return [{ text: host.processFile(part, scope), taint: 0, quoted: true }];
    case 'BraceExpansion':
      return [{ text: part.text, taint: 0, quoted: false }];
  }
}

function extended(operator: string, pattern: string): string {
  // One alternative that says what it is: `@(etc)`; everything else may match anything.
  return operator === '@' && /^[\w.-]+$/.test(pattern) ? pattern : STAR;
}

function arithmetic(host: Expander, scope: Scope, part: ArithmeticExpansionPart): Stream {
  const value = evaluateArithmetic(part.expression, (name) => host.machine.lookUp(scope, name)?.text);
  if (value !== undefined) return { text: String(value), taint: 0 };
  if (/\$\(|`/.test(part.text)) host.sweep(part, scope);
  return { text: SOME, taint: 0 };
}

/** What a plain `$name` stands for. */
function special(host: Expander, scope: Scope, name: string): Stream {
  if (/^\d+$/.test(name)) {
    if (name === '0') return scope.vars.get('0') ?? { text: 'bash', taint: 0 };
    return scope.positional[Number(name) - 1] ?? { text: '', taint: 0 };
  }
  if (name === '#') return { text: String(scope.positional.length), taint: 0 };
  if (/^[?$!-]$/.test(name)) return { text: SOME, taint: 0 };
  if (name === '_') return ANYTHING;
  const value = host.machine.lookUp(scope, name) ?? unset(name);
  host.machine.spend(value.text.length / 64);
  return value;
}

/** A variable that nobody set here: its value is not known, and it may be a secret by its name. */
function unset(name: string): Stream {
  return { text: UNKNOWN, taint: isSecretName(name) ? TAINT.secret | TAINT.variable : 0 };
}

function parameter(host: Expander, scope: Scope, part: ParameterExpansionPart): Piece[] {
  const one = (stream: Stream): Piece[] => [
    { text: bounded(stream.text), taint: stream.taint, quoted: false, splits: true },
  ];
  const { operation } = part;
  let name = part.parameter;
  if (part.prefix === '!' && operation?.type === 'Names') {
    const names = [...scope.vars.keys()].filter((candidate) => candidate.startsWith(name));
    return [{ text: '', list: names, taint: 0, quoted: false }];
  }
  const index = part.index ? expandText(host, scope, part.index).text : undefined;
  const value = host.machine.lookUp(scope, name);
  host.machine.spend(1 + (value?.text.length ?? 0) / 64 + (value?.items?.size ?? 0) / 4);
  if (part.prefix === '!') {
    if (index === '@' || index === '*') {
      return [{ text: '', list: [...(value?.items?.keys() ?? [UNKNOWN])], taint: 0, quoted: false }];
    }
    if (!value || !isKnown(value.text) || !/^\w+$/.test(value.text)) return one(ANYTHING);
    name = value.text;
  }
  if (part.prefix === '#') {
    if (name === '@' || name === '*') return one({ text: String(scope.positional.length), taint: 0 });
    if (index === '@' || index === '*')
      return one({ text: value?.items ? String(value.items.size) : SOME, taint: 0 });
    return one({ text: value && isKnown(value.text) ? String(value.text.length) : SOME, taint: 0 });
  }
  if (name === '@' || name === '*' || index === '@' || index === '*') {
    const list =
      name === '@' || name === '*'
        ? scope.positional.map((field) => field.text)
        : [...(value?.items?.values() ?? [value?.text ?? UNKNOWN])];
    const taint =
      name === '@' || name === '*'
        ? scope.positional.reduce((all, field) => all | field.taint, 0)
        : (value?.taint ?? 0);
    const changed = operateOnList(host, scope, list, operation, name === '@' || name === '*');
    const joined = name === '*' || index === '*';
    return changed.length === 0
      ? one({ text: '', taint: 0 })
      : [
          {
            text: '',
            list: joined ? [changed.join(separators(scope)[0] ?? '')] : changed,
            taint,
            quoted: false,
          },
        ];
  }
  let current: Stream | undefined =
    part.prefix === '!' ? host.machine.lookUp(scope, name) : /^\w+$/.test(name) && value ? value : undefined;
  if (/^\d+$/.test(name) || /^[#?$!_-]$/.test(name)) current = special(host, scope, name);
  if (index !== undefined && value) {
    const item = itemAt(value, host, scope, index);
    current =
      item === undefined
        ? { text: value.items ? '' : UNKNOWN, taint: value.taint }
        : { text: item, taint: value.taint };
  }
  return one(operate(host, scope, name, current, operation));
}

function itemAt(value: Value, host: Expander, scope: Scope, index: string): string | undefined {
  if (!value.items) return index === '0' ? value.text : undefined;
  const direct = value.items.get(index);
  if (direct !== undefined) return direct;
  const number = integer(index) ?? integer(host.machine.lookUp(scope, index)?.text ?? '');
  if (number === undefined) return undefined;
  return number < 0 ? [...value.items.values()].at(number) : value.items.get(String(number));
}

function operateOnList(
  host: Expander,
  scope: Scope,
  list: readonly string[],
  operation: ParameterExpansionPart['operation'],
  positional: boolean,
): string[] {
  if (!operation) return [...list];
  if (operation.type === 'Slice') {
    const from = numberOf(host, scope, operation.offset);
    const length = operation.length ? numberOf(host, scope, operation.length) : undefined;
    if (from === undefined) return [...list];
    // `${@:1}` counts from one, an array from zero.
    const start = from > 0 && positional ? from - 1 : from;
    return list.slice(start, length === undefined ? undefined : start + length);
  }
  return list.map((text) => operate(host, scope, '', { text, taint: 0 }, operation).text);
}

function operate(
  host: Expander,
  scope: Scope,
  name: string,
  current: Stream | undefined,
  operation: ParameterExpansionPart['operation'],
): Stream {
  const value = current ?? unset(name);
  if (!operation) return value;
  switch (operation.type) {
    case 'Default': {
      const isEmpty = current === undefined || (operation.operator.startsWith(':') && current.text === '');
      const operand = () => expandText(host, scope, operation.operand);
      switch (operation.operator.at(-1)) {
        case '-':
          return isEmpty ? operand() : current;
        case '=': {
          if (!isEmpty) return current;
          const assigned = operand();
          scope.vars.set(name, assigned);
          return assigned;
        }
        case '+':
          return isEmpty && current !== undefined ? { text: '', taint: 0 } : operand();
        default:
          return current && current.text !== '' ? current : { text: SOME, taint: value.taint };
      }
    }
    case 'Slice': {
      const from = numberOf(host, scope, operation.offset);
      const length = operation.length ? numberOf(host, scope, operation.length) : undefined;
      if (!isKnown(value.text) || from === undefined) {
        // A few characters of a secret are shown to compare it: they give nothing away.
        return {
          text: UNKNOWN,
          taint: length !== undefined && length <= 8 ? value.taint & ~TAINT.secret : value.taint,
        };
      }
      const start = from < 0 ? Math.max(0, value.text.length + from) : from;
      const end = length === undefined ? undefined : length < 0 ? value.text.length + length : start + length;
      return { text: value.text.slice(start, end), taint: value.taint };
    }
    case 'CaseModification': {
      const upper = operation.operator.startsWith('^');
      const change = (text: string) => (upper ? text.toUpperCase() : text.toLowerCase());
      const text =
        operation.operator.length === 2
          ? change(value.text)
          : change(value.text.slice(0, 1)) + value.text.slice(1);
      return { text, taint: value.taint };
    }
    case 'Remove':
      host.machine.spend(value.text.length / 4);
      return {
        text: remove(value.text, operation.operator, patternText(host, scope, operation.operand)),
        taint: value.taint,
      };
    case 'Replace': {
      const pattern = patternText(host, scope, operation.pattern);
      const replacement = expandText(host, scope, operation.replacement);
      return {
        text: replace(value.text, operation.operator, pattern, replacement.text),
        taint: value.taint | replacement.taint,
      };
    }
    case 'Transform': {
      const letter = operation.operand.value;
      if (letter === 'U') return { text: value.text.toUpperCase(), taint: value.taint };
      if (letter === 'L') return { text: value.text.toLowerCase(), taint: value.taint };
      if (letter === 'Q' || letter === 'E' || letter === 'P') return value;
      return ANYTHING;
    }
    default:
      return { text: UNKNOWN, taint: value.taint };
  }
}

function numberOf(host: Expander, scope: Scope, word: Word): number | undefined {
  const text = expandText(host, scope, word).text.trim();
  return integer(text) ?? integer(host.machine.lookUp(scope, text)?.text ?? '');
}

/** A pattern with its quoted part taken literally, which the marks already are. */
function patternText(host: Expander, scope: Scope, word: Word): string {
  const text = expandText(host, scope, word).text;
  return word.parts ? text : asPattern(text);
}

function remove(text: string, operator: string, pattern: string): string {
  const expression = globExpression(pattern);
  if (!isKnown(text) || !expression || text.length > 256)
    return isKnown(text) && isKnown(pattern) ? text : UNKNOWN;
  const fromStart = operator.startsWith('#');
  const longest = operator.length === 2;
  const sizes = Array.from({ length: text.length + 1 }, (_, size) => size);
  if (longest) sizes.reverse();
  for (const size of sizes) {
    const piece = fromStart ? text.slice(0, size) : text.slice(text.length - size);
    if (expression.test(piece)) return fromStart ? text.slice(size) : text.slice(0, text.length - size);
  }
  return text;
}

function replace(text: string, operator: string, pattern: string, replacement: string): string {
  if (!isKnown(text) || pattern === '') return text;
  if (isKnown(pattern)) {
    if (operator === '//') return bounded(text.split(pattern).join(replacement));
    if (operator === '/#') return text.startsWith(pattern) ? replacement + text.slice(pattern.length) : text;
    if (operator === '/%')
      return text.endsWith(pattern) ? text.slice(0, -pattern.length) + replacement : text;
    const at = text.indexOf(pattern);
    return at < 0 ? text : text.slice(0, at) + replacement + text.slice(at + pattern.length);
  }
  if (pattern === ONE)
    return operator === '//' ? replacement.repeat(Math.min(text.length, 64)) : replacement + text.slice(1);
  return UNKNOWN;
}

/** A tilde that stands unquoted at the start of a word. */
function tilde(machine: Machine, scope: Scope, value: string, written: string): string {
  if (!written.startsWith('~')) {
    return /=~(?:\/|$)/.test(written) && !/["'\\]/.test(written)
      ? value.replace(/=~(?=\/|$)/, () => `=${homeOf(machine, scope)}`)
      : value;
  }
  const slash = value.indexOf('/');
  const user = slash < 0 ? value.slice(1) : value.slice(1, slash);
  const after = slash < 0 ? '' : value.slice(slash);
  if (user === '') return homeOf(machine, scope) + after;
  if (user === '+') return scope.cwd + after;
  if (user === '-') return UNKNOWN + after;
  if (user === 'root') return `/root${after}`;
  return /^[\w.-]+$/.test(user) ? `/home/${user}${after}` : value;
}

function homeOf(machine: Machine, scope: Scope): string {
  return scope.vars.get('HOME')?.text ?? machine.home;
}
