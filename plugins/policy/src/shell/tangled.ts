/** Says what a parser should not be given: text that costs it more than its length. */

const LONGEST = 100_000;
const DEEPEST = 80;
const MOST_OPENINGS = 400;
const MOST_HEREDOCS = 40;

/** Why a line is not read, or undefined. */
export function tooTangled(line: string): string | undefined {
  if (line.length > LONGEST) return 'it is too long';
  let [depth, openings] = [0, 0];
  for (const one of line) {
    if (one === '(' || one === '{') depth++;
    else if (one === ')' || one === '}') depth = Math.max(0, depth - 1);
    if (one === '(' || one === '`' || one === '{') openings++;
    if (depth > DEEPEST) return 'it is too deeply nested';
  }
  const substitutions = openings > MOST_OPENINGS ? (line.match(/[$<>]\(|`|\$\{/g) ?? []).length : 0;
  if (substitutions > MOST_OPENINGS) return 'it has too many substitutions';
  if ((line.match(/<</g) ?? []).length > MOST_HEREDOCS) return 'it has too many heredocs';
  return undefined;
}
