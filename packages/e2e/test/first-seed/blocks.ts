/** Takes a document of Markdown apart: its fenced blocks in order, and its tables. */

/** A fenced block. */
export interface Block {
  /** Counted from 1, in the order of the document. */
  readonly number: number;
  /** What stands behind the fence: `toml`, `json`, `bash`; empty for a plain one. */
  readonly language: string;
  /** The heading that it stands below. */
  readonly heading: string;
  /** What a reader copies: the indentation of the fence is taken away. */
  readonly text: string;
}

const FENCE = /^( *)```(.*)$/;

/** Lists every fenced block of a document. */
export function blocksOf(document: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let open: { readonly indent: string; readonly language: string; readonly lines: string[] } | undefined;
  for (const line of document.split('\n')) {
    const [, indent = '', language = ''] = FENCE.exec(line) ?? [];
    const isFence = FENCE.test(line);
    if (open && isFence) {
      const { lines, ...rest } = open;
      blocks.push({
        number: blocks.length + 1,
        heading,
        language: rest.language,
        text: `${lines.join('\n')}\n`,
      });
      open = undefined;
    } else if (open) {
      open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    } else if (isFence) {
      open = { indent, language, lines: [] };
    } else {
      heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
    }
  }
  if (open) throw new Error(`The block below "${heading}" has no end.`);
  return blocks;
}

/** One table: the cells of its rows, the header's and the rule's left out. */
export interface Table {
  readonly heading: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Lists every table of a document. */
export function tablesOf(document: string): Table[] {
  const tables: Table[] = [];
  let heading = '';
  let lines: string[] = [];
  const cells = (line: string): string[] =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
  for (const line of [...document.split('\n'), '']) {
    if (line.startsWith('|')) {
      lines.push(line);
      continue;
    }
    const [header, rule, ...rows] = lines;
    if (header && rule) tables.push({ heading, header: cells(header), rows: rows.map(cells) });
    lines = [];
    heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
  }
  return tables;
}

/** The texts between backticks. */
export const codeIn = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
