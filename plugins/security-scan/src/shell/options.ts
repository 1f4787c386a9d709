/** Reads the options of a command as `getopt` does: clusters, values, `--`, and unique beginnings of long names. */
import type { Field } from './text.ts';

/** What a command's options look like. */
export interface OptionShape {
  /** Single letters that take a value. */
  readonly letters?: string;
  /** Long names, without dashes, that take a value as the next word. */
  readonly valued?: readonly string[];
  /** Long names that may be shortened. */
  readonly known?: readonly string[];
  /** The first word that is no option ends the options. */
  readonly stop?: boolean;
  /** `-name` is one option, not a cluster: find, terraform, openssl. */
  readonly single?: boolean;
}

export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly Field[]>;
  readonly rest: readonly Field[];
  has(...names: string[]): boolean;
  value(...names: string[]): Field | undefined;
  all(...names: string[]): Field[];
}

export function readOptions(args: readonly Field[], shape: OptionShape = {}): Options {
  const flags = new Set<string>();
  const values = new Map<string, Field[]>();
  const rest: Field[] = [];
  const letters = shape.letters ?? '';
  const valued = shape.valued ?? [];
  const give = (name: string, field: Field) => {
    flags.add(name);
    const list = values.get(name);
    if (list) list.push(field);
    else values.set(name, [field]);
  };
  for (let i = 0; i < args.length; i++) {
    const field = args[i] as Field;
    const text = field.text;
    if (text === '--') {
      for (const word of args.slice(i + 1)) rest.push(word);
      break;
    }
    if (text.length < 2 || !text.startsWith('-')) {
      if (shape.stop) {
        for (const word of args.slice(i)) rest.push(word);
        break;
      }
      rest.push(field);
      continue;
    }
    if (text.startsWith('--') || shape.single) {
      const equals = text.indexOf('=');
      const spelled = text.slice(text.startsWith('--') ? 2 : 1, equals < 0 ? undefined : equals);
      const name = complete(spelled, shape.known);
      if (equals >= 0) give(name, { ...field, text: text.slice(equals + 1) });
      else if (valued.includes(name) && i + 1 < args.length) give(name, args[++i] as Field);
      else flags.add(name);
      continue;
    }
    for (let at = 1; at < text.length; at++) {
      const letter = text[at] as string;
      if (!letters.includes(letter)) {
        flags.add(letter);
        continue;
      }
      if (at + 1 < text.length) give(letter, { ...field, text: text.slice(at + 1) });
      else if (i + 1 < args.length) give(letter, args[++i] as Field);
      else flags.add(letter);
      break;
    }
  }
  return {
    flags,
    values,
    rest,
    has: (...names) => names.some((name) => flags.has(name)),
    value: (...names) => names.map((name) => values.get(name)?.at(-1)).find((field) => field !== undefined),
    all: (...names) => names.flatMap((name) => values.get(name) ?? []),
  };
}

function complete(name: string, known: readonly string[] | undefined): string {
  if (!known || name.length < 2 || known.includes(name)) return name;
  const matches = known.filter((candidate) => candidate.startsWith(name));
  return matches.length > 0 ? (matches[0] as string) : name;
}
