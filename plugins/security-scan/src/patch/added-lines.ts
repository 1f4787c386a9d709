/** Reads the lines that a patch adds, by file, with where they stand in its text. */

/** The lines that follow each other. */
export interface AddedText {
  /** As the patch names it; the new name where it moves the file. */
  readonly path: string;
  /** Without the sign of the patch. */
  readonly text: string;
  /** The place in the patch of each line, and where the line begins in `text`. */
  readonly lines: readonly { readonly inPatch: number; readonly inText: number }[];
}

const HEADER = /^\*\*\*\s{0,8}(?:Add|Update|Delete) File:(.*)$/s;
const MOVE = /^\*\*\*\s{0,8}Move to:(.*)$/s;

/** The files that a text of a patch names in its headers. */
export function patchedFiles(patch: string): readonly { readonly path: string }[] {
  return patch
    .split('\n')
    .filter((line) => line.startsWith('***'))
    .map((line) => (HEADER.exec(line) ?? MOVE.exec(line))?.[1]?.trim() ?? '')
    .filter((path) => path !== '')
    .map((path) => ({ path }));
}

/** What a patch adds, one text a file. Lines that stand apart are joined: a secret does not hide between two of them. */
export function addedLines(patch: string): readonly AddedText[] {
  const found: { path: string; text: string; lines: { inPatch: number; inText: number }[] }[] = [];
  let at = 0;
  for (const line of patch.split('\n')) {
    const header = line.startsWith('*') ? (HEADER.exec(line) ?? MOVE.exec(line)) : null;
    const open = found.at(-1);
    if (header && MOVE.test(line) && open) open.path = (header[1] ?? '').trim();
    else if (header) found.push({ path: (header[1] ?? '').trim(), text: '', lines: [] });
    else if (line.startsWith('+') && !line.startsWith('+++ ')) {
      const into = open ?? { path: '', text: '', lines: [] };
      if (!open) found.push(into);
      into.lines.push({ inPatch: at + 1, inText: into.text.length });
      into.text += `${line.slice(1)}\n`;
    }
    at += line.length + 1;
  }
  return found.filter(({ lines }) => lines.length > 0);
}

/** Where a place of the added text stands in the patch. */
export function placeInPatch({ lines }: AddedText, at: number): number {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.inText ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const line = lines[low];
  return line === undefined ? 0 : line.inPatch + at - line.inText;
}
