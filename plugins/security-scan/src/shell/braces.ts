/** Brace expansion on the text of a word, blind to what stands in quotes. */

const MOST = 128;
/** Longer words are no lists that a person wrote. */
const LONGEST_WORD = 512;

/** The words that a word with braces stands for, or the word itself. */
export function expandBraces(word: string): string[] {
  if (word.length > LONGEST_WORD) return [word];
  const done: string[] = [];
  const waiting = [word];
  while (waiting.length > 0) {
    const next = waiting.shift() as string;
    const alternatives = done.length + waiting.length < MOST ? firstBrace(next) : undefined;
    if (alternatives) waiting.unshift(...alternatives);
    else done.push(next);
  }
  return done;
}

function firstBrace(word: string): string[] | undefined {
  for (let open = 0; open < word.length; open++) {
    open = skipQuoted(word, open);
    if (word[open] !== '{' || word[open - 1] === '$') continue;
    const found = alternativesAt(word, open);
    if (found) return found;
  }
  return undefined;
}

function alternativesAt(word: string, open: number): string[] | undefined {
  const commas: number[] = [];
  let depth = 0;
  for (let at = open; at < word.length; at++) {
    at = skipQuoted(word, at);
    const character = word[at];
    if (character === '{') depth++;
    else if (character === ',' && depth === 1) commas.push(at);
    else if (character === '}' && --depth === 0) {
      const before = word.slice(0, open);
      const after = word.slice(at + 1);
      if (commas.length > 0) {
        const edges = [open, ...commas, at];
        return edges
          .slice(1, MOST)
          .map((edge, i) => before + word.slice((edges[i] as number) + 1, edge) + after);
      }
      return sequence(word.slice(open + 1, at))?.map((item) => before + item + after);
    }
  }
  return undefined;
}

function sequence(inside: string): string[] | undefined {
  const match = /^(-?\d{1,6}|[A-Za-z])\.\.(-?\d{1,6}|[A-Za-z])(?:\.\.-?\d+)?$/.exec(inside);
  if (!match) return undefined;
  const [, from = '', to = ''] = match;
  const numeric = /\d/.test(from) && /\d/.test(to);
  if (!numeric && (/\d/.test(from) || /\d/.test(to))) return undefined;
  const first = numeric ? Number(from) : from.charCodeAt(0);
  const last = numeric ? Number(to) : to.charCodeAt(0);
  const step = first <= last ? 1 : -1;
  const items: string[] = [];
  for (let at = first; items.length < MOST && (step > 0 ? at <= last : at >= last); at += step) {
    items.push(numeric ? String(at) : String.fromCharCode(at));
  }
  return items;
}

function skipQuoted(word: string, at: number): number {
  let here = at;
  for (;;) {
    const character = word[here];
    if (character === '\\') here += 2;
    else if (character === "'") {
      const close = word.indexOf("'", here + 1);
      if (close < 0) return word.length;
      here = close + 1;
    } else if (character === '"') {
      let close = here + 1;
      while (close < word.length && word[close] !== '"') close += word[close] === '\\' ? 2 : 1;
      here = close + 1;
    } else return here;
  }
}
