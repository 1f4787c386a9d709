/** Tables for a terminal or a pipe: as wide as there is room, and nothing in a cell that a terminal obeys. */
import { styleText } from 'node:util';

/** A column. The first is left-aligned and always there, the others are right-aligned. */
export interface Column {
  readonly title: string;
  /** The greater, the earlier it is left out where there is too little room. Default 0: the last one first. */
  readonly spare?: number;
}

/** A cell; an alarming one is shown in red. */
export type Cell = string | { readonly text: string; readonly alarm: boolean };

/** How things are shown. */
export interface Look {
  readonly color: boolean;
  /** Characters of a line. */
  readonly columns: number;
}

const GAP = '  ';
const LONGEST_CELL = 40;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** A name from a file, fit to be shown: bounded, and without what a terminal obeys or what turns the direction of a line. */
export function shown(text: string, longest = LONGEST_CELL): string {
  const safe = text.replaceAll(UNSAFE, '?').toWellFormed();
  const characters = [...safe];
  return characters.length > longest ? `${characters.slice(0, longest - 3).join('')}...` : safe;
}

/** The lines of a table, without columns for which there is no room. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  look: Look,
): readonly string[] {
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...rows.map((row) => [...textOf(row[at])].length)),
  );
  const kept = fitting(columns, widths, look.columns);
  const line = (cells: readonly Cell[]): string =>
    kept
      .map((at) => {
        // Padded by the plain text: a style has characters that take no room.
        const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - [...textOf(cells[at])].length));
        return at === 0 ? styled(cells[at], look) + space : space + styled(cells[at], look);
      })
      .join(GAP)
      .trimEnd();
  return [dim(line(columns.map(({ title }) => title)), look), ...rows.map(line)];
}

/** A text of little weight. */
export const dim = (text: string, { color }: Look): string =>
  color ? styleText('dim', text, { validateStream: false }) : text;

/** A text of much weight. */
export const bold = (text: string, { color }: Look): string =>
  color ? styleText('bold', text, { validateStream: false }) : text;

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : (cell?.text ?? ''));

const styled = (cell: Cell | undefined, { color }: Look): string =>
  color && typeof cell === 'object' && cell.alarm
    ? styleText('red', cell.text, { validateStream: false })
    : textOf(cell);

function fitting(columns: readonly Column[], widths: readonly number[], room: number): readonly number[] {
  let kept = columns.map((_, at) => at);
  const width = (): number => kept.reduce((sum, at) => sum + (widths[at] ?? 0) + GAP.length, -GAP.length);
  while (kept.length > 2 && width() > room) {
    const spares = kept.slice(1).map((at) => columns[at]?.spare ?? 0);
    const drop = kept[1 + spares.lastIndexOf(Math.max(...spares))];
    kept = kept.filter((at) => at !== drop);
  }
  return kept;
}
