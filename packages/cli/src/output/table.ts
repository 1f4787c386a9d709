/** Columns of text, padded to their widest cell. */
const ANSI = /\u001b\[[0-9;]*m/g;

const width = (text: string): number => text.replaceAll(ANSI, '').length;

export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, width(cell))));
  return rows
    .map((row) =>
      (indent + row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell))).join('  ')).trimEnd(),
    )
    .join('\n');
}
