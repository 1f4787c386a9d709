// Splits TypeScript into words, strings and marks, just well enough to find imports: text in comments, in templates and in
// regular expressions must not look like code, since docs and scaffolds are full of sample imports.

/** A piece of source text. */
export interface Token {
  readonly kind: 'word' | 'string' | 'mark';
  /** The text; of a string, what stands between its quotes. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

const PIECES =
  /(?<space>\s+)|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<quoted>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|(?<word>[\p{ID_Continue}$#]+)|(?<mark>[\s\S])/uy;
const TEMPLATE_TEXT = /(?:\\[\s\S]|(?!\$\{)[^`\\])*/uy;
const REGULAR_EXPRESSION = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/uy;
const WORDS_BEFORE_A_VALUE = /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/;

/** Splits source text into tokens. A template without holes is a string; the code in the holes of others is split as well. */
export function tokenise(source: string): Token[] {
  const tokens: Token[] = [];
  // For each open template hole, how many braces are open inside it.
  const holes: number[] = [];
  let at = 0;
  let line = 1;

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    at += match?.[0].length ?? 0;
    return match;
  }

  function push(kind: Token['kind'], text: string, length = text): void {
    tokens.push({ kind, text, line });
    line += length.split('\n').length - 1;
  }

  /** Reads a template's text up to its end or next hole. */
  function takeTemplate(isStart: boolean): void {
    const text = take(TEMPLATE_TEXT)?.[0] ?? '';
    const isEnd = source[at] === '`';
    at += isEnd ? 1 : 2;
    if (!isEnd) holes.push(0);
    push(isStart && isEnd ? 'string' : 'mark', isStart && isEnd ? text : '`', text);
  }

  while (at < source.length) {
    if (source[at] === '/' && startsValue(tokens.at(-1)) && !/[/*]/.test(source[at + 1] ?? '')) {
      if (take(REGULAR_EXPRESSION)) {
        push('mark', '/');
        continue;
      }
    }
    const { space, comment, quoted, word, mark } = take(PIECES)?.groups ?? {};
    if (space !== undefined || comment !== undefined) line += (space ?? comment ?? '').split('\n').length - 1;
    else if (quoted !== undefined) push('string', quoted.slice(1, -1));
    else if (word !== undefined) push('word', word);
    else if (mark === '`') takeTemplate(true);
    else if (mark === '}' && holes.at(-1) === 0) {
      holes.pop();
      takeTemplate(false);
    } else if (mark !== undefined) {
      const open = holes.at(-1);
      if (open !== undefined && (mark === '{' || mark === '}')) {
        holes[holes.length - 1] = open + (mark === '{' ? 1 : -1);
      }
      push('mark', mark);
    }
  }
  return tokens;
}

/** Whether a value starts after a token: then a slash begins a regular expression and does not divide. */
function startsValue(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'word') return WORDS_BEFORE_A_VALUE.test(before.text);
  return before.kind === 'mark' && !/[)\]}`/]/.test(before.text);
}
