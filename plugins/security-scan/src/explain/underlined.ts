/** Shows where in a text something stands: the lines that it is on, each with carets below it. Secrets are covered. */
import type { Span } from '../finding.ts';
import { findSecrets } from '../secrets/find-secrets.ts';

/** What a terminal would obey, or not show. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const SHORT: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r' };
/** Columns of a line, and those of them that come before what is marked. */
const WIDEST = 100;
const BEFORE = 30;
const MOST_LINES = 3;

/** A text in one line, with everything spelled out that is not seen. */
export function spelledOut(text: string): string {
  return [...text].map(spelled).join('');
}

const spelled = (one: string): string =>
  UNSEEN.test(one) ? (SHORT[one] ?? `\\u{${one.codePointAt(0)?.toString(16)}}`) : one;

/** The text without its secrets, of the same length, so that places in it stay what they are. */
function covered(text: string): string {
  let clean = text;
  for (const { start, end } of findSecrets(text))
    clean = clean.slice(0, start) + '*'.repeat(end - start) + clean.slice(end);
  return clean;
}

/** The lines of a span and the carets below them, in turn. */
export function underlined(text: string, span: Span): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  let more = 0;
  for (const line of covered(text).split('\n')) {
    const [from, to] = [Math.max(span.start - at, 0), Math.min(span.end - at, line.length)];
    const isMeant = from < to || (span.start === span.end && from === to);
    at += line.length + 1;
    if (!isMeant) continue;
    if (lines.length < 2 * MOST_LINES) lines.push(...marked(line, from, to));
    else more += 1;
  }
  return more === 0 ? lines : [...lines, `… and ${more} more ${more === 1 ? 'line' : 'lines'}`];
}

function marked(line: string, from: number, to: number): readonly string[] {
  let shown = '';
  let carets = '';
  let at = 0;
  for (const one of line) {
    const text = spelled(one);
    shown += text;
    carets += (at >= from && at < to ? '^' : ' ').repeat(text.length);
    at += one.length;
  }
  const column = carets.indexOf('^');
  if (column < 0) return [cut(shown, 0), '^'];
  const first = shown.length <= WIDEST ? 0 : Math.max(0, column - BEFORE);
  return [cut(shown, first), `${first > 0 ? ' ' : ''}${carets.slice(first, first + WIDEST)}`.trimEnd()];
}

function cut(text: string, first: number): string {
  const rest = text.slice(first, first + WIDEST).toWellFormed();
  return `${first > 0 ? '…' : ''}${rest}${first + WIDEST < text.length ? '…' : ''}`;
}
