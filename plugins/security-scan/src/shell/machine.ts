/** What the parts of the evaluator share: the state of a shell, the budget, and the call that a command is judged by. */
import type { CommandNode, CompoundList } from 'unbash';
import type { Span } from '../finding.ts';
import type { RuleId } from '../rules/index.ts';
import type { Field, Stream } from './text.ts';

/** Thrown when the work for one text is used up; `assess` says what that means. */
export class Exhausted extends Error {}

export interface Value extends Stream {
  /** The members of an array by their key, in order. */
  readonly items?: ReadonlyMap<string, string>;
  /** It stands for another variable: `declare -n`. */
  readonly reference?: string;
}

/** A function of the shell and the text that its positions belong to. */
export interface ShellFunction {
  readonly body: CommandNode | CompoundList;
  readonly fixed: Span | undefined;
  readonly source: string;
}

/** Where a command runs: here, in a container with mounted folders, or on another machine. */
export type Site = 'local' | 'container' | 'remote';

/** Where the output of a command goes. */
export type Sink = 'terminal' | 'capture' | 'file';

/** The state of one shell. Copied for a subshell, shared otherwise. */
export interface Scope {
  vars: Map<string, Value>;
  functions: Map<string, ShellFunction>;
  aliases: Map<string, string>;
  /** Files that this very command wrote, by their path as `cwd` gives it. */
  files: Map<string, Stream>;
  descriptors: Map<number, Stream>;
  /** Links that this very command made, and what they mean. */
  links: Map<string, string>;
  /** Copies of programs, and the program that they are. */
  programs: Map<string, string>;
  /** Folders that were filled from the network. */
  fetched: { readonly folder: string; readonly known: boolean }[];
  cwd: string;
  /** Where the shell still is if the last `cd` failed and nobody asked. */
  stayed: string | undefined;
  folders: string[];
  positional: readonly Field[];
  errexit: boolean;
  site: Site;
  /** Folders of a container that are folders of this machine. */
  mounts: readonly (readonly [inside: string, outside: string])[];
  privileged: boolean;
  sink: Sink;
  /** Set while text is judged that does not stand in the source: findings point at what produced it. */
  fixed: Span | undefined;
  source: string;
  stdin: Stream;
  calls: readonly string[];
  /** Inside a pipeline or in the background: what a function that calls itself becomes a bomb by. */
  concurrent: boolean;
  loops: number;
  depth: number;
}

/** One command with all its words expanded. */
export interface Call {
  readonly machine: Machine;
  readonly scope: Scope;
  /** The name without its folder. */
  readonly name: string;
  /** The name as it was spelled. */
  readonly path: string;
  readonly args: readonly Field[];
  readonly stdin: Stream;
  readonly span: Span;
  /** Variables that are set for this command only. */
  readonly environment: ReadonlyMap<string, Value>;
}

/** Judges one command; what it returns is its output, and nothing means that the output is unknown. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that has no output to tell ends without a return.
export type Handler = (call: Call) => Stream | undefined | void;

export interface Machine {
  readonly home: string;
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Uses up a part of the budget. */
  spend(steps: number): void;
  report(rule: RuleId, span: Span): void;
  /** Runs a script in a scope; the span is what findings in it point at. */
  runScript(source: string, scope: Scope, span: Span, stdin?: Stream): Stream;
  /** Runs a command whose words are already expanded. */
  runWords(words: readonly Field[], scope: Scope, stdin: Stream, span: Span): Stream;
  /** Gives what is written to `>(…)` to the commands in it. */
  feed(path: string, stream: Stream): void;
  /** What `$NAME` stands for. */
  lookUp(scope: Scope, name: string): Value | undefined;
}

/** A scope of its own for what must not change the one it comes from. */
export function subshell(scope: Scope, changes: Partial<Scope> = {}): Scope {
  return {
    ...scope,
    vars: new Map(scope.vars),
    functions: new Map(scope.functions),
    aliases: new Map(scope.aliases),
    descriptors: new Map(scope.descriptors),
    folders: [...scope.folders],
    ...changes,
  };
}
