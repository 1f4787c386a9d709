/**
 * Says what is wrong with a text that is no TOML, and how to mend it. A parser tells at which sign it gave up; what a
 * person has to do follows from the line. What is not recognised here keeps the words of the parser.
 */
import type { Position } from './position.ts';

/** What is wrong, as the end of a sentence, and what to do. */
export interface Slip {
  readonly what: string;
  readonly fix: string;
}

/** The place at which the parser stopped. */
interface Spot {
  readonly rows: readonly string[];
  /** The line, from 1. */
  readonly line: number;
  readonly row: string;
  /** The line from that sign on. */
  readonly rest: string;
}

const HEADER = /^\s*(\[\[?)\s*([^[\]#]+?)\s*\]/;
const PAIR = /^\s*([\w."'-]+)\s*=/;
const MISSING_EQUALS = /^\s*([\w.-]+)\s*:?\s+(["'[{\d].*|true|false)\s*$/;
const SWITCHES: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};
const NOTHING = /^(?:null|nil|none|undefined)$/i;
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };

const NO_END: Slip = {
  what: 'a text has no end',
  fix: 'Write the closing quotation mark before the line ends.',
};
const COMMENT: Slip = { what: 'a comment begins with #', fix: 'Write # in place of //.' };

function badKey({ row, rest, line }: Spot): Slip {
  const text = row.trim();
  if (text.startsWith('//')) return COMMENT;
  if (line === 1 && text.startsWith('{')) {
    return { what: 'it looks like JSON', fix: 'Name the file .hooklinerc.json, or write it as TOML.' };
  }
  const opening = /^(\[\[?)\s*([\w.-]+)/.exec(text);
  if (opening) return unclosedHeader(opening[1] === '[[', opening[2] ?? '');
  const [, name, value] = MISSING_EQUALS.exec(row) ?? [];
  const stop = rest.startsWith(':') ? 'a colon stands where = belongs' : '= is missing behind the name';
  return name === undefined
    ? { what: stop, fix: 'Every line is name = value, a [table], or a # comment.' }
    : { what: stop, fix: `Write ${name} = ${value?.trim()}` };
}

function unclosedHeader(isList: boolean, name: string): Slip {
  const right = isList ? `[[${name}]]` : `[${name}]`;
  return { what: 'the brackets around the name are not closed', fix: `Write ${right}` };
}

function badValue({ rest }: Spot): Slip {
  const curly = /^[“”„‘’]([^“”‘’]*)[“”‘’]?/.exec(rest);
  if (curly) {
    return { what: 'the quotation marks are not straight ones', fix: `Write ${JSON.stringify(curly[1])}` };
  }
  const word = /^[^\s,\]}#]+/.exec(rest)?.[0] ?? '';
  const meant = Object.hasOwn(SWITCHES, word.toLowerCase()) ? SWITCHES[word.toLowerCase()] : undefined;
  if (word === '')
    return { what: 'the value is missing', fix: 'Write a value behind the =, or take the line out.' };
  if (meant !== undefined) return { what: `${word} is no value`, fix: `Write ${meant}` };
  if (NOTHING.test(word)) return { what: 'TOML has no word for nothing', fix: 'Take the line out.' };
  if (word.startsWith('=')) return { what: 'there is one = too many', fix: 'Write a single =' };
  return { what: `${word} is a text without quotation marks`, fix: `Write ${JSON.stringify(word)}` };
}

function badNumber({ row }: Spot): Slip | undefined {
  const [, name, digits = '', unit = ''] = /^\s*([\w.-]+)\s*=\s*([\d.]+)\s*([a-z]+)/.exec(row) ?? [];
  const factor = UNITS[unit];
  if (name !== undefined && factor !== undefined) {
    const value = Math.max(1, Math.round(Number(digits) * factor));
    return {
      what: 'a number stands without its unit',
      fix: `Write ${name} = ${value}, which is in seconds.`,
    };
  }
  if (row.trim().endsWith(',')) return TRAILING_COMMA;
  const value = /=\s*([^\s#]+)/.exec(row)?.[1];
  return value === undefined
    ? undefined
    : { what: `${value} is no number`, fix: `As a text, write ${JSON.stringify(value)}` };
}

const TRAILING_COMMA: Slip = {
  what: 'a line has no comma at its end',
  fix: 'Take out the comma.',
};

function moreOnLine({ row, rest }: Spot): Slip {
  if (rest.startsWith('//')) return COMMENT;
  if (rest.startsWith(',')) return TRAILING_COMMA;
  const [, brackets, name] = HEADER.exec(row) ?? [];
  if (name !== undefined) return unclosedHeader(brackets === '[[', name);
  return { what: 'there is more on the line than one name = value', fix: 'Begin a new line for it.' };
}

function badEscape({ row, rest }: Spot): Slip {
  const before = row.slice(0, row.length - rest.length);
  const from = before.lastIndexOf('"');
  const text = /^"((?:\\.|[^"\\])*)"/.exec(row.slice(from))?.[1];
  const hint =
    text === undefined || text.includes("'") ? 'double every backslash.' : `in single quotes write '${text}'`;
  return { what: 'in "…" a backslash begins an escape such as \\n', fix: `To mean a backslash, ${hint}` };
}

const spelled = (row: string | undefined): { readonly list: boolean; readonly name: string } | undefined => {
  const [, brackets, name] = HEADER.exec(row ?? '') ?? [];
  return name === undefined ? undefined : { list: brackets === '[[', name };
};

function twice(spot: Spot): Slip | undefined {
  const { rows, row, line } = spot;
  const table = spelled(row);
  if (!table) return pairTwice(spot);
  const at = rows.findIndex((other, index) => index < line - 1 && spelled(other)?.name === table.name);
  if (at < 0) return undefined;
  const first = spelled(rows[at]);
  const { name } = table;
  if (first?.list) {
    return {
      what: `${name} is a list of hooks since line ${at + 1}`,
      fix: `Write [[${name}]] for one more hook, or put the settings into the hooks themselves.`,
    };
  }
  return table.list
    ? {
        what: `[${name}] in line ${at + 1} has single brackets, so it is no list`,
        fix: `Write [[${name}]] in line ${at + 1} too, or put what is below it into the hooks themselves.`,
      }
    : {
        what: `[${name}] is there already, in line ${at + 1}`,
        fix: `Put what is below it under line ${at + 1}, and take this line out.`,
      };
}

function pairTwice({ rows, row, line }: Spot): Slip | undefined {
  const key = PAIR.exec(row)?.[1];
  if (key === undefined) return undefined;
  for (let at = line - 2; at >= 0; at--) {
    const table = spelled(rows[at]);
    if (table) return undefined;
    if (PAIR.exec(rows[at] ?? '')?.[1] !== key) continue;
    const header = rows
      .slice(0, at)
      .map(spelled)
      .findLast((one) => one !== undefined);
    const more = header?.list ? ` Another hook begins with a line [[${header.name}]] of its own.` : '';
    return { what: `"${key}" is there already, in line ${at + 1}`, fix: `Keep one of the two lines.${more}` };
  }
  return undefined;
}

const BY_PARSER: Readonly<Record<string, (spot: Spot) => Slip | undefined>> = {
  'illegal character in key': badKey,
  'invalid value': badValue,
  'illegal character in numeric literal': badNumber,
  'illegal leading zero': badNumber,
  'unrecognised escape sequence': badEscape,
  'trying to redefine an already defined table or value': twice,
  'each key-value declaration must be followed by an end-of-line': moreOnLine,
  'expected end of table array declaration': ({ row }) =>
    unclosedHeader(true, /\[\[\s*([\w.-]+)/.exec(row)?.[1] ?? 'name'),
  'expected comma or end of structure': () => ({
    what: 'a list or an inline table is not closed, or a comma is missing in it',
    fix: 'Add the comma, or the closing ] or }.',
  }),
  'unfinished string': ({ rest }) =>
    /^("{3}|'{3})/.test(rest)
      ? { what: 'a text has no end', fix: 'Write the same three quotation marks at its end.' }
      : NO_END,
  'control characters are not allowed in strings': ({ rest }) => (rest === '' ? NO_END : undefined),
};

/** What a person did wrong where the parser stopped with these words; undefined when that is not clear. */
export function tomlSlip(text: string, { line, column }: Position, parserSays: string): Slip | undefined {
  const rows = text.split(/\r?\n/);
  const row = rows[line - 1] ?? '';
  return BY_PARSER[parserSays]?.({ rows, line, row, rest: row.slice(column - 1) });
}
