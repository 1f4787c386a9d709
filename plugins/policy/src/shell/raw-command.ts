/** One command of a line of shell, with its words as the shell would hand them over. Words may hold marks. */

/** What a command reads from its standard input. */
export interface Stdin {
  /** Where it is known: a heredoc, or what `echo` prints. */
  readonly text?: string;
}

export interface RawCommand {
  readonly words: readonly string[];
  /** The folders that it may run in; a mark stands for one that is not known. */
  readonly cwds: readonly string[];
  /** Files that it is redirected from and to. */
  readonly targets: readonly string[];
  /** Variables that are set for it. */
  readonly assigned: readonly string[];
  /** Set where something is piped or written into it. */
  readonly stdin?: Stdin;
  /** What is known of the shell's variables at this point. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Where a line is read. */
export interface ShellScope {
  readonly cwds: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
}

/** A line, read. */
export interface Reading {
  readonly commands: readonly RawCommand[];
  /** Why not all of it could be read. */
  readonly unread?: string;
}

/** Commands that one line is read to; more are not read. */
export const MOST_COMMANDS = 400;
