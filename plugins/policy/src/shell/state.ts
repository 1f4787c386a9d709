/** What the reader keeps of a shell while it walks a line: folders, variables, and what became uncertain. */
import { join, normalize } from 'node:path/posix';
import { ANY } from '../match/unknown.ts';
import type { ShellScope } from './raw-command.ts';

const MOST_CWDS = 6;

/** A path as the shell takes it in a folder. One that begins with what is not known stays as it is. */
export function pathIn(cwd: string, path: string): string {
  if (path.startsWith('/')) return normalize(path);
  return path.startsWith(ANY) ? path : join(cwd, path);
}

export class ShellState {
  cwds: readonly string[];
  #variables: Map<string, string>;
  /** `IFS` was set. */
  splitsOddly = false;

  constructor({ cwds, variables }: ShellScope) {
    this.cwds = cwds;
    this.#variables = new Map(variables);
  }

  /** A shell of its own, whose changes end with it. */
  copy(): ShellState {
    const copy = new ShellState(this.scope());
    copy.splitsOddly = this.splitsOddly;
    return copy;
  }

  scope(): ShellScope {
    return { cwds: this.cwds, variables: this.#variables };
  }

  snapshot(): ShellScope {
    return { cwds: this.cwds, variables: new Map(this.#variables) };
  }

  variable(name: string): string | undefined {
    if (name === 'PWD' && !this.#variables.has(name))
      return this.cwds.length === 1 ? this.cwds[0] : undefined;
    return this.#variables.get(name);
  }

  set(name: string, value: string): void {
    if (name === 'IFS') this.splitsOddly = true;
    this.#variables.set(name, value);
  }

  /** `cd`: whether it fails is not known, so the caller joins what was before where nothing depends on it. */
  enter(target: string | undefined): void {
    this.cwds = target === undefined ? [ANY] : [...new Set(this.cwds.map((cwd) => pathIn(cwd, target)))];
  }

  /** What came between may have happened or not. */
  mayHaveBeen(before: ShellScope): void {
    const cwds = [...new Set([...this.cwds, ...before.cwds])];
    this.cwds = cwds.length > MOST_CWDS ? [ANY] : cwds;
    for (const [name, value] of this.#variables)
      if (before.variables.get(name) !== value) this.#variables.set(name, ANY);
  }
}
