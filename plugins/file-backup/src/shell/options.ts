/** Reads the words behind the name of a program: its options, their values, and what it works on. */
import { type Field, plain } from './field.ts';

export interface Syntax {
  /** Letters that take a value: `-t DIR`, `-tDIR`. */
  readonly valued?: string;
  /** Letters that may have a value, right behind them only: `-i.bak`. */
  readonly attached?: string;
  /** Names that take a value as the next word: `--target-directory DIR`. */
  readonly long?: readonly string[];
  /** The first operand ends the options: what follows belongs to another command. */
  readonly stopsAtOperand?: boolean;
}

export class Options {
  readonly operands: Field[] = [];
  readonly #values = new Map<string, Field[]>();

  /** Whether one of these was given: a letter, or a name. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#values.has(name));
  }

  /** The values of these options, in the order of the names. */
  values(...names: readonly string[]): readonly Field[] {
    return names.flatMap((name) => this.#values.get(name) ?? []);
  }

  add(name: string, value?: Field): void {
    const values = this.#values.get(name) ?? [];
    if (value) values.push(value);
    this.#values.set(name, values);
  }
}

export function readOptions(args: readonly Field[], syntax: Syntax = {}): Options {
  const { valued = '', attached = '', long = [], stopsAtOperand = false } = syntax;
  const options = new Options();
  for (let at = 0; at < args.length; at++) {
    const field = args[at] as Field;
    const { kind, text } = field;
    if (kind !== 'plain' || !text.startsWith('-') || text === '-') {
      options.operands.push(...(stopsAtOperand ? args.slice(at) : [field]));
      if (stopsAtOperand) break;
      continue;
    }
    if (text === '--') {
      options.operands.push(...args.slice(at + 1));
      break;
    }
    if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      const name = text.slice(2, equals < 0 ? undefined : equals);
      if (equals >= 0) options.add(name, plain(text.slice(equals + 1)));
      else if (long.includes(name)) options.add(name, args[++at]);
      else options.add(name);
      continue;
    }
    for (let index = 1; index < text.length; index++) {
      const letter = text[index] as string;
      const rest = text.slice(index + 1);
      if (valued.includes(letter)) {
        options.add(letter, rest === '' ? args[++at] : plain(rest));
        break;
      }
      options.add(letter, attached.includes(letter) && rest !== '' ? plain(rest) : undefined);
      if (attached.includes(letter)) break;
    }
  }
  return options;
}
