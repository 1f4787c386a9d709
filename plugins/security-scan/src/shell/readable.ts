/**
 * Keeps what is given to the parser small. The texts of long heredocs are left out: what they hold is data, or is
 * looked at for risky words by who would run it. Anything else that is too long is not read.
 */

import { holdsRiskyWord } from './risky.ts';

const LONGEST = 12_000;
/** Substitutions and groups in one text, and how deep they may lie. */
const MOST_OPENINGS = 400;
const DEEPEST = 80;
const MOST_HEREDOCS = 40;

/** The text as it can be parsed, of the same length up to the last heredoc, or nothing. */
export function readable(source: string): string | undefined {
  if (crowded(source) || tangled(source)) return undefined;
  if (source.length <= LONGEST) return source;
  if (source.length > 4_000_000) return undefined;
  const short = withoutHeredocs(source);
  return short !== undefined && short.length <= LONGEST ? short : undefined;
}

/** Many heredocs on one line cost the parser more than their length. */
function crowded(source: string): boolean {
  let inLine = 0;
  let line = 0;
  for (let at = source.indexOf('<<'); at >= 0; at = source.indexOf('<<', at + 2)) {
    const end = source.lastIndexOf('\n', at);
    if (end > line) {
      line = end;
      inLine = 0;
    }
    if (++inLine > 24) return true;
  }
  return false;
}

/** Deep nesting, and very many substitutions, cost the parser more than their length. */
function tangled(source: string): boolean {
  let depth = 0;
  let openings = 0;
  const end = Math.min(source.length, 200_000);
  for (let at = 0; at < end; at++) {
    const code = source.charCodeAt(at);
    if (code === 40) {
      depth++;
      const before = source.charCodeAt(at - 1);
      if (before === 36 || before === 60 || before === 62) openings++;
      if (depth > DEEPEST) return true;
    } else if (code === 41) depth = Math.max(0, depth - 1);
    else if (code === 96 || (code === 123 && source.charCodeAt(at - 1) === 36)) openings++;
    if (openings > MOST_OPENINGS) return true;
  }
  return false;
}

/** Programs that run what they read. */
const RUNS =
  /\b(?:(?:ba|z|da|k|a)?sh|python[\d.]*|node|deno|bun|ruby|perl|php|psql|mysql|mariadb|sqlite3|ssh|source|eval)\b[^|;&\n]*$/;

/** Cuts long heredoc bodies to their first lines; nothing if what is cut would run and may do harm. */
function withoutHeredocs(source: string): string | undefined {
  const start = /<<-?\s*(["']?)([A-Za-z_][\w-]{0,40})\1/g;
  let result = '';
  let kept = 0;
  for (let count = 0; count < MOST_HEREDOCS; count++) {
    const match = start.exec(source);
    if (!match) break;
    const lineEnd = source.indexOf('\n', match.index);
    if (lineEnd < 0) break;
    const closing = `\n${match[2]}`;
    let end = source.indexOf(closing, lineEnd);
    while (end >= 0 && !/^(?:\n|$)/.test(source.slice(end + closing.length, end + closing.length + 1)))
      end = source.indexOf(closing, end + 1);
    if (end < 0) break;
    if (end - lineEnd > 4_000) {
      const line = source.slice(source.lastIndexOf('\n', match.index) + 1, match.index);
      if (RUNS.test(line.slice(-400)) && holdsRiskyWord(source.slice(lineEnd + 2_000, end))) return undefined;
      result += source.slice(kept, lineEnd + 2_000);
      kept = end;
    }
    start.lastIndex = end + closing.length;
  }
  return result + source.slice(kept);
}
