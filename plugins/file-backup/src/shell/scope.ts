/** What a shell has set so far: where it is, and the variables whose values stand in the command itself. */
import { resolve } from 'node:path';
import { type Field, plain, textOf, UNKNOWN } from './field.ts';

export class Scope {
  /** Absolute; undefined after a `cd` to a place that is not known. */
  cwd: string | undefined;
  /** The names that come in by the pipe. */
  input: readonly Field[] | undefined;
  readonly #vars: Map<string, readonly Field[]>;
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(
    cwd: string | undefined,
    env: Readonly<Record<string, string | undefined>>,
    vars: ReadonlyMap<string, readonly Field[]> = new Map(),
  ) {
    this.cwd = cwd;
    this.#env = env;
    this.#vars = new Map(vars);
  }

  /** A shell of its own, which changes nothing here. */
  copy(cwd = this.cwd): Scope {
    const copy = new Scope(cwd, this.#env, this.#vars);
    copy.input = this.input;
    return copy;
  }

  get home(): string | undefined {
    return this.#env['HOME'];
  }

  set(name: string, values: readonly Field[]): void {
    this.#vars.set(name, values);
  }

  /** Every value that the variable may have here. */
  get(name: string): readonly Field[] {
    const values = this.#vars.get(name);
    if (values) return values;
    if (name === 'PWD') return [this.cwd === undefined ? UNKNOWN : plain(this.cwd)];
    // Of the hook's environment, only what the agent's shell surely has as well.
    const value = name === 'HOME' || name === 'TMPDIR' || name === 'USER' ? this.#env[name] : undefined;
    return [value === undefined ? UNKNOWN : plain(value)];
  }

  changeFolder(to: Field | undefined): void {
    const text = to === undefined ? this.home : textOf(to);
    this.cwd = this.absolute(text);
  }

  absolute(text: string | undefined): string | undefined {
    if (text === undefined || text === '-') return undefined;
    if (text.startsWith('/')) return resolve(text);
    return this.cwd === undefined ? undefined : resolve(this.cwd, text);
  }
}
