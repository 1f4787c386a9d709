/** Cuts the beginning of a command line into words, as far as it takes to find a program's name. */

/** A word without its quotes, what stands between two commands, or what sends in- and output elsewhere. */
export interface Token {
  readonly kind: 'word' | 'separator' | 'redirection';
  readonly text: string;
}

/** Characters that are looked at: the program of a line stands at its beginning. */
const MOST = 8_192;

/** The words and signs of a line, in order. Never throws; what is not closed ends with the line. */
export function* tokens(line: string): Generator<Token> {
  const text = line.slice(0, MOST);
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\\' && text[at + 1] === '\n') at += 2;
    else if (/[ \t\r]/.test(char)) at += 1;
    else if (char === '#') at = endOf(text, '\n', at);
    else if (/[\n;&|()]/.test(char)) {
      yield { kind: 'separator', text: char };
      at += 1;
    } else {
      const sign = /^(?:\d*|&)(?:>>|>\||>&|<<<|<<-?|<>|<&|<|>)/.exec(text.slice(at, at + 8))?.[0];
      if (sign !== undefined) {
        yield { kind: 'redirection', text: sign };
        at += sign.length;
        continue;
      }
      const [word, end] = wordAt(text, at);
      yield { kind: 'word', text: word };
      at = end;
    }
  }
}

function wordAt(text: string, start: number): readonly [string, number] {
  let word = '';
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (/[\s;&|()<>]/.test(char)) break;
    if (char === '\\') {
      word += text[at + 1] ?? '';
      at += 2;
    } else if (char === "'") {
      const end = endOf(text, "'", at + 1);
      word += text.slice(at + 1, end);
      at = end + 1;
    } else if (char === '"') {
      const [quoted, end] = doubleQuoted(text, at + 1);
      word += quoted;
      at = end;
    } else if (char === '`' || (char === '$' && text[at + 1] === '(')) {
      // What a command prints is not known here: the word keeps a sign that no name has.
      at = endOfSubstitution(text, at);
      word += '$';
    } else {
      word += char;
      at += 1;
    }
  }
  return [word, at];
}

function doubleQuoted(text: string, start: number): readonly [string, number] {
  let word = '';
  let at = start;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') {
      word += text[at + 1] ?? '';
      at += 2;
    } else if (text[at] === '`' || (text[at] === '$' && text[at + 1] === '(')) {
      at = endOfSubstitution(text, at);
      word += '$';
    } else {
      word += text[at];
      at += 1;
    }
  }
  return [word, at + 1];
}

/** The place behind a substitution. Quoted parentheses inside of one are counted, too: at worst there is no name. */
function endOfSubstitution(text: string, start: number): number {
  if (text[start] === '`') return endOf(text, '`', start + 1) + 1;
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

function endOf(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? text.length : at;
}
