/** What a word stands for: quotes, `~`, braces, patterns, and variables that the command itself has set. */
import type { CommandExpansionPart, ParsedScript, Word, WordPart } from 'unbash';
import { braceAlternatives, type Field, joined, plain, UNKNOWN } from './field.ts';
import type { Scope } from './scope.ts';

/** Told of the commands in `$(…)` and `<(…)`, which run as well. */
export type OnScript = (script: ParsedScript) => void;

/** The fields of a word: several where braces or variables give several. */
export function fieldsOf(word: Word, scope: Scope, onScript: OnScript): readonly Field[] {
  const [first, ...more] = word.parts ?? [];
  if (first === undefined) return [tilde(word.value, word.text, scope)];
  if (more.length === 0) {
    const split = splitVariable(first, scope);
    if (split) return split;
  }
  const parts = word.parts ?? [];
  return parts.reduce<readonly Field[]>(
    (before, part, index) => joined(before, partFields(part, scope, onScript, index === 0 ? word.text : '')),
    [plain('')],
  );
}

/** A variable that stands alone and unquoted is as many words as it has. */
function splitVariable(part: WordPart, scope: Scope): readonly Field[] | undefined {
  const name = variableOf(part);
  if (name === undefined) return undefined;
  return scope.get(name).flatMap((value) => {
    if (value.kind !== 'plain') return [value];
    // A pattern in a value is expanded as well.
    return value.text
      .split(/\s+/)
      .filter(Boolean)
      .map((text): Field => (/[*?[]/.test(text) ? { kind: 'glob', text } : plain(text)));
  });
}

function variableOf(part: { readonly type: string }): string | undefined {
  const given = part as WordPart;
  if (given.type === 'SimpleExpansion') {
    const name = given.text.slice(1);
    return /^[A-Za-z_]\w*$/.test(name) ? name : undefined;
  }
  if (given.type !== 'ParameterExpansion') return undefined;
  const { parameter, prefix, index, operation } = given;
  return prefix || index || operation || !/^[A-Za-z_]\w*$/.test(parameter) ? undefined : parameter;
}

function partFields(part: WordPart, scope: Scope, onScript: OnScript, start: string): readonly Field[] {
  switch (part.type) {
    case 'Literal':
      return [start === '' ? plain(part.value) : tilde(part.value, start, scope)];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [plain(part.value)];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.reduce<readonly Field[]>(
        (before, inner) => joined(before, partFields(inner, scope, onScript, '')),
        [plain('')],
      );
    case 'Glob':
    case 'ExtendedGlob':
      return [{ kind: 'glob', text: part.text }];
    case 'BraceExpansion':
      return braceAlternatives(part.text)?.map(plain) ?? [UNKNOWN];
    case 'SimpleExpansion':
    case 'ParameterExpansion': {
      const name = variableOf(part);
      return name === undefined ? [UNKNOWN] : scope.get(name);
    }
    case 'CommandExpansion':
      return commandOutput(part, scope, onScript);
    case 'ProcessSubstitution':
      if (part.script) onScript(part.script);
      return [UNKNOWN];
    default:
      return [UNKNOWN];
  }
}

/** Of the programs that print a path, `pwd` says one that is known. */
function commandOutput(part: CommandExpansionPart, scope: Scope, onScript: OnScript): readonly Field[] {
  if (/^(?:\$\(\s*pwd\s*\)|`\s*pwd\s*`)$/.test(part.text)) return scope.get('PWD');
  if (part.script) onScript(part.script);
  return [UNKNOWN];
}

function tilde(value: string, written: string, scope: Scope): Field {
  if (!written.startsWith('~')) return plain(value);
  if (value !== '~' && !value.startsWith('~/')) return UNKNOWN;
  return scope.home === undefined ? UNKNOWN : plain(scope.home + value.slice(1));
}
