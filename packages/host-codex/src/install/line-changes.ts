/** The lines that differ between two texts, for showing a plan. */

/** `+ line` for lines that come and `- line` for lines that go, in the order of the text. */
export function lineChanges(before: string | undefined, after: string | undefined): readonly string[] {
  const old = linesOf(before);
  const now = linesOf(after);
  // Longest common subsequence by rows; these files are small.
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const common =
        old[i] === now[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
      rows[i]?.set([common], j);
    }
  }
  const changes: string[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && at(rows, i + 1, j) >= at(rows, i, j + 1))) {
      changes.push(`- ${old[i++]}`);
    } else {
      changes.push(`+ ${now[j++]}`);
    }
  }
  return changes;
}

const at = (rows: readonly Uint32Array[], i: number, j: number): number => rows[i]?.[j] ?? 0;

function linesOf(text: string | undefined): readonly string[] {
  if (!text) return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split(/\r?\n/);
}
