/** Splits the source of a script into words, texts and signs: near enough for several languages, and in one pass. */

export type Language = 'python' | 'javascript' | 'perl' | 'ruby' | 'php' | 'other';

export interface Token {
  /** `command` is a text between backticks or in `qx`: the language runs it. */
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'command' | 'line';
  readonly text: string;
  /** Variables in the text are replaced: `"$x"`, `f"{x}"`. */
  readonly live?: boolean;
}

const MOST = 8_000;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

export function tokenize(source: string, language: Language): Token[] {
  const tokens: Token[] = [];
  const hash =
    language === 'python' ||
    language === 'perl' ||
    language === 'ruby' ||
    language === 'php' ||
    language === 'other';
  const slashes = language === 'javascript' || language === 'php';
  let at = 0;
  while (at < source.length && tokens.length < MOST) {
    const character = source[at] as string;
    if (character === '\n') {
      tokens.push({ kind: 'line', text: '\n' });
      at++;
    } else if (/\s/.test(character)) at++;
    else if (hash && character === '#' && source[at - 1] !== '$') at = lineEnd(source, at);
    else if (slashes && source.startsWith('//', at)) at = lineEnd(source, at);
    else if (slashes && source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      at = end < 0 ? source.length : end + 2;
    } else {
      const quoted = readQuoted(source, at, language);
      if (quoted) {
        tokens.push(quoted.token);
        at = quoted.end;
        continue;
      }
      const name = /^(?:[$@%&]?[A-Za-z_][\w]*(?:::[A-Za-z_]\w*)*[?!]?(?![\w=]))|^[$@%]?[A-Za-z_]\w*/.exec(
        source.slice(at, at + 128),
      );
      const number = /^(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|\d[\d_]*(?:\.\d+)?)/.exec(source.slice(at, at + 40));
      if (name && (language !== 'javascript' || !/^[@%&]/.test(name[0]))) {
        tokens.push({ kind: 'name', text: name[0] });
        at += name[0].length;
      } else if (number) {
        tokens.push({ kind: 'number', text: number[0] });
        at += number[0].length;
      } else {
        const two = source.slice(at, at + 2);
        const sign = /^(?:=>|==|!=|<=|>=|->|\+=|\*\*|&&|\|\||::|=~|\?\.)$/.test(two) ? two : character;
        tokens.push({ kind: 'sign', text: sign });
        at += sign.length;
      }
    }
  }
  return tokens;
}

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

function readQuoted(
  source: string,
  at: number,
  language: Language,
): { token: Token; end: number } | undefined {
  const rest = source.slice(at, at + 8);
  if (language === 'python' || language === 'other') {
    const prefix = /^([rRbBfFuU]{0,2})("""|'''|"|')/.exec(rest);
    if (prefix) {
      const [, flags = '', quote = ''] = prefix;
      const raw = /r/i.test(flags);
      return closed(source, at + prefix[0].length, quote, { raw, live: /f/i.test(flags) });
    }
  }
  const perlish = /^(q[qxwr]?|%[wWqQxi]?)(?=[([{<|!/,#~])/.exec(rest);
  if (
    perlish &&
    (language === 'perl' || language === 'ruby') &&
    !/^q\w/.test(
      source
        .slice(at + (perlish[0] as string).length - 1, at + (perlish[0] as string).length + 1)
        .replace(/^[qxwr]/, ''),
    )
  ) {
    const open = source[at + (perlish[0] as string).length] as string;
    if (!/^%$/.test(perlish[0]) || /[({[]/.test(open)) {
      const found = closed(source, at + (perlish[0] as string).length + 1, CLOSERS[open] ?? open, {
        raw: /^(?:q|qr|%q|%w)$/.test(perlish[0]),
        live: /^(?:qq|qx|%|%Q|%x|%W)$/.test(perlish[0]),
      });
      if (/x$/.test(perlish[0])) return { token: { ...found.token, kind: 'command' }, end: found.end };
      return found;
    }
  }
  const quote = rest[0] as string;
  if (quote === '"' || quote === "'")
    return closed(source, at + 1, quote, {
      raw: quote === "'" && language !== 'javascript',
      live: quote === '"' && language !== 'javascript',
    });
  if (quote === '`') {
    const found = closed(source, at + 1, '`', { raw: false, live: true });
    return language === 'javascript' ? found : { token: { ...found.token, kind: 'command' }, end: found.end };
  }
  return undefined;
}

function closed(
  source: string,
  start: number,
  quote: string,
  how: { raw: boolean; live: boolean },
): { token: Token; end: number } {
  let at = start;
  while (at < source.length && !source.startsWith(quote, at)) at += source[at] === '\\' ? 2 : 1;
  const inner = source.slice(start, Math.min(at, source.length));
  return {
    token: { kind: 'text', text: how.raw ? inner.replace(/\\(['\\])/g, '$1') : cook(inner), live: how.live },
    end: Math.min(at + quote.length, source.length),
  };
}

const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
};

function cook(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u\{?([0-9a-fA-F]{4,6})\}?|x\{([0-9a-fA-F]{1,6})\}|([0-7]{2,3})|([\s\S]))/g,
    (_, hex, unicode, braced, octal, letter) => {
      const code = hex ?? unicode ?? braced;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : '';
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return letter === '\n' ? '' : (LETTERS[letter as string] ?? letter);
    },
  );
}
