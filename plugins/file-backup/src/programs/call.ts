/** A call of a program as its reader sees it. */
import type { FolderWalk } from '../folder-walk.ts';
import type { Field } from '../shell/field.ts';
import type { Scope } from '../shell/scope.ts';
import type { GitQuery, Target } from '../targets.ts';

/** A path that is known. */
export interface KnownPath {
  /** Absolute. */
  readonly path: string;
  readonly isFound: boolean;
}

export interface Call {
  /** Without the folder. */
  readonly name: string;
  readonly args: readonly Field[];
  readonly scope: Scope;
  /** What is on its standard input: a file, or text that stands in the command. */
  readonly stdin?: { readonly file?: Field; readonly text?: string };
  readonly walk: FolderWalk;
  /** The folders that are left out of listings. */
  readonly isGenerated: (name: string) => boolean;
  /** The paths that fields stand for. What is not known is noted as such. */
  paths(fields: readonly Field[], cwd?: string): readonly KnownPath[];
  /** Says that the program touches these. */
  touch(
    paths: readonly KnownPath[],
    how: Target['how'],
    more?: { readonly deep?: boolean; readonly reason?: string },
  ): void;
  /** Says that it touches what git will name. */
  ask(query: GitQuery): void;
  /** Says that something is touched that is not known. */
  miss(): void;
  /** Another command that this one runs. */
  run(argv: readonly Field[], scope?: Scope): void;
  /** Text that this one runs as a shell does. */
  runCode(code: string, scope?: Scope): void;
}

export type Program = (call: Call) => void;

export const named = (path: string): KnownPath => ({ path, isFound: false });
export const found = (path: string): KnownPath => ({ path, isFound: true });
