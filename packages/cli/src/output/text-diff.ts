/** The lines by which two texts differ, with a little around them. For a person who decides whether to run the second. */

/** One line of a difference; a blank mark is a line that stays. */
export interface DiffLine {
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
}

const AROUND = 2;
/** Beyond so many lines the way to the shortest difference takes too long. */
const MOST_LINES = 2_000;

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');

/** The difference of two texts; undefined where they are too long to compare. */
export function textDiff(before: string, after: string): readonly DiffLine[] | undefined {
  const [old, now] = [linesOf(before), linesOf(after)];
  if (old.length > MOST_LINES || now.length > MOST_LINES) return undefined;
  return withAround(allLines(old, now));
}

/** Every line of both, by their longest common sequence. */
function allLines(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        old[i] === now[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const down = longest[(i + 1) * width + j] ?? 0;
    const across = longest[i * width + j + 1] ?? 0;
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ mark: ' ', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < old.length && (j >= now.length || down >= across)) {
      lines.push({ mark: '-', text: old[i] ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: now[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

function withAround(lines: readonly DiffLine[]): readonly DiffLine[] {
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ mark }) => mark !== ' ');
  return lines.filter((_, index) => isNear(index));
}
