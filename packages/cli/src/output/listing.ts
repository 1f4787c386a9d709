/**
 * Rows of a listing: one line each where all of them fit, else each as a block of a heading and labelled lines. Words
 * are never broken and nothing is left out: a name that is wider than the terminal stands on a line of its own.
 */
import { stripVTControlCharacters } from 'node:util';
import { table } from './table.ts';

/** One thing that is listed. */
export interface Row {
  /** As one line, a cell for each column. */
  readonly line: readonly string[];
  /** The first line of the block. */
  readonly head: readonly string[];
  /** The lines below it: what it is, and the words. What has no words is left out. */
  readonly details: readonly (readonly [label: string, words: string])[];
}

const width = (text: string): number => stripVTControlCharacters(text).length;

/** The rows in the form that fits. Without a number of columns, in a file or a pipe, that is one line each. */
export function listing(rows: readonly Row[], columns = Number.POSITIVE_INFINITY, indent = '  '): string {
  const lines = table(
    rows.map(({ line }) => line),
    indent,
  );
  if (lines.split('\n').every((line) => width(line) <= columns)) return lines;
  const labels = Math.max(0, ...rows.flatMap(({ details }) => details.map(([label]) => width(label))));
  const heads = table(
    rows.map(({ head }) => head),
    indent,
  ).split('\n');
  return rows
    .flatMap(({ details }, index) => [
      // A heading that is too wide is wrapped, too; then its columns are given up.
      ...(width(heads[index] ?? '') <= columns
        ? [heads[index] ?? '']
        : wrapped(rows[index]?.head.join('  ') ?? '', columns, indent, `${indent}    `)),
      ...details
        .filter(([, words]) => words !== '')
        .flatMap(([label, words]) => {
          const first = `${indent}  ${label.padEnd(labels)}  `;
          return wrapped(words, columns, first, ' '.repeat(first.length));
        }),
    ])
    .join('\n');
}

/** A text in lines of at most so many columns, as far as its words allow. */
export function wrapped(
  text: string,
  columns = Number.POSITIVE_INFINITY,
  first = '',
  further = first,
): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (isEmpty || width(longer) <= columns) line = longer;
    else {
      lines.push(line.trimEnd());
      line = further + word;
    }
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}
