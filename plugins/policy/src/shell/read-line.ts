/**
 * Reads a line of shell with a parser to the commands that it runs. It follows folders and variables as far as they are
 * known, takes both ways where a way is not, and runs nothing.
 */
import {
  type AndOr,
  type Command,
  type CommandNode,
  type CompoundList,
  forEachChild,
  type ParsedScript,
  type Pipeline,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
  type SyntaxNode,
} from 'unbash';
import { ANY, isKnown, WORDS } from '../match/unknown.ts';
import { expandToText, expandWord, type WordScope } from './expand-word.ts';
import { printedBy } from './printed.ts';
import { MOST_COMMANDS, type RawCommand, type Reading, type ShellScope, type Stdin } from './raw-command.ts';
import { ShellState } from './state.ts';
import { tooTangled } from './tangled.ts';

export interface ReadContext {
  readonly home: string | undefined;
  /** The root of the repository. */
  readonly root: string | undefined;
}

/** Reads a line; what can not be read is said in `unread`. */
export function readLine(line: string, scope: ShellScope, context: ReadContext): Reading {
  const problem = tooTangled(line);
  if (problem !== undefined) return { commands: [], unread: problem };
  try {
    const script = parse(line);
    const walker = new Walker(context);
    walker.script(script, new ShellState(scope));
    const [error] = script.errors ?? [];
    const unread = walker.isFull ? 'it runs too many commands' : error?.message;
    return { commands: walker.commands, ...(unread !== undefined && { unread }) };
  } catch (thrown) {
    return { commands: [], unread: thrown instanceof Error ? thrown.message : 'it is too deeply nested' };
  }
}

/** Values that a loop is followed for; with more its variable is not known. */
const MOST_ROUNDS = 12;
const DECLARES = /^(?:export|declare|typeset|local|readonly)$/;
const ENTERS = /^(?:cd|pushd)$/;

class Walker {
  readonly commands: RawCommand[] = [];
  isFull = false;
  readonly #context: ReadContext;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  script(script: Pick<ParsedScript, 'commands'>, state: ShellState): void {
    this.#list(script.commands, state);
  }

  #list(statements: readonly Statement[], state: ShellState): void {
    for (const { command, background } of statements) {
      if (background) this.#node(command, state.copy());
      else if (command.type === 'AndOr') this.#chain(command, state);
      else {
        const before = state.snapshot();
        this.#node(command, state);
        // A folder that is not there is not entered.
        if (state.cwds !== before.cwds) state.cwds = [...new Set([...state.cwds, ...before.cwds])];
      }
    }
  }

  /** Within a chain what came before has worked; behind it, nobody knows how far it went. */
  #chain({ commands, operators }: AndOr, state: ShellState): void {
    const first = state.snapshot();
    let began = first;
    let sure = first;
    for (const [index, command] of commands.entries()) {
      const now = state.snapshot();
      if (operators[index - 1] === '||') state.mayHaveBeen(began);
      began = now;
      this.#node(command, state);
      if (index === 0) sure = state.snapshot();
    }
    state.mayHaveBeen(sure);
    state.cwds = [...new Set([...state.cwds, ...first.cwds])];
  }

  #maybe(body: CompoundList | undefined, state: ShellState): void {
    if (!body) return;
    const before = state.snapshot();
    this.#list(body.commands, state);
    state.mayHaveBeen(before);
  }

  #node(node: PipelineNode | AndOr, state: ShellState, stdin?: Stdin): void {
    switch (node.type) {
      case 'AndOr':
        this.#chain(node, state);
        break;
      case 'Pipeline':
        this.#pipeline(node, state);
        break;
      case 'Command':
        this.#command(node, state, stdin);
        break;
      case 'Redirected': {
        const { targets, input } = this.#redirects(node.redirects, state);
        this.#add({ words: [], targets, assigned: [] }, state);
        this.#node(node.command, state, input ?? stdin);
        break;
      }
      case 'Subshell':
        this.#group(node.body, state.copy(), stdin);
        break;
      case 'BraceGroup':
        this.#group(node.body, state, stdin);
        break;
      case 'If':
        this.#list(node.clause.commands, state);
        this.#maybe(node.then, state);
        for (const { clause, then } of node.elif) {
          this.#maybe(clause, state);
          this.#maybe(then, state);
        }
        this.#maybe(node.else, state);
        break;
      case 'While':
        this.#maybe(node.clause, state);
        this.#maybe(node.body, state);
        break;
      case 'For':
      case 'Select':
        this.#loop(node.name.value, node.wordlist, node.body, state);
        break;
      case 'ArithmeticFor':
        this.#substitutions(node, state);
        this.#maybe(node.body, state);
        break;
      case 'Case':
        this.#substitutions(node.word, state);
        for (const { body } of node.items) this.#maybe(body, state);
        break;
      case 'Function':
        this.#body(node.body, state.copy());
        break;
      case 'Coproc':
        this.#body(node.body, state.copy());
        break;
      case 'TestCommand':
      case 'ArithmeticCommand':
        this.#substitutions(node, state);
        break;
    }
  }

  #body(body: CommandNode | CompoundList, state: ShellState): void {
    if (body.type === 'CompoundList') this.#list(body.commands, state);
    else this.#node(body, state);
  }

  /** What is piped into a group goes to any of its commands. */
  #group(body: CompoundList, state: ShellState, stdin?: Stdin): void {
    const from = this.commands.length;
    this.#list(body.commands, state);
    if (!stdin) return;
    for (let at = from; at < this.commands.length; at++) {
      const command = this.commands[at] as RawCommand;
      if (!command.stdin) this.commands[at] = { ...command, stdin };
    }
  }

  #pipeline({ commands }: Pipeline, state: ShellState): void {
    if (commands.length === 1) {
      this.#node(commands[0] as CommandNode, state);
      return;
    }
    let printed: string | undefined;
    for (const [index, command] of commands.entries()) {
      const from = this.commands.length;
      this.#node(command, state.copy(), index === 0 ? undefined : { text: printed });
      const made = this.commands.slice(from);
      const only = made.length === 1 ? made[0] : undefined;
      printed =
        only && (only.words[0] === 'cat' && only.words.length === 1 ? only.stdin?.text : this.#printed(only));
    }
  }

  #printed({ words, cwds }: RawCommand): string | undefined {
    return printedBy(words, cwds, this.#context.root);
  }

  #loop(
    name: string,
    list: Extract<CommandNode, { type: 'For' }>['wordlist'],
    body: CompoundList,
    state: ShellState,
  ): void {
    const values = list?.flatMap((word) => expandWord(word, this.#scope(state))) ?? [ANY];
    const rounds = values.length <= MOST_ROUNDS && !values.includes(WORDS) ? values : [ANY];
    const before = state.snapshot();
    for (const value of rounds) {
      state.set(name, value);
      this.#list(body.commands, state);
    }
    state.mayHaveBeen(before);
  }

  #command(node: Command, state: ShellState, piped?: Stdin): void {
    const scope = this.#scope(state);
    const words = node.name ? [...expandWord(node.name, scope)] : [];
    const declared: [string, string][] = [];
    const assigned: string[] = [];
    for (const one of node.prefix) {
      if (one.type !== 'Assignment') continue;
      assigned.push(one.name);
      const given = this.#assignedText(one, state);
      if (node.name === undefined) state.set(one.name, given);
    }
    for (const one of node.args) {
      if (one.type === 'Word') {
        words.push(...expandWord(one, scope));
        continue;
      }
      const given = this.#assignedText(one, state);
      declared.push([one.name, given]);
      words.push(`${one.name}=${given}`);
    }
    const { targets, input } = this.#redirects(node.redirects, state);
    const stdin = input ?? piped;
    this.#add({ words, targets, assigned, ...(stdin && { stdin }) }, state);
    this.#afterwards(words, declared, state);
  }

  /** What a command of the shell itself changes. */
  #afterwards(words: readonly string[], declared: readonly [string, string][], state: ShellState): void {
    const own = words[0] === 'command' || words[0] === 'builtin' ? words.slice(1) : words;
    const [name = '', ...args] = own;
    if (DECLARES.test(name)) for (const [key, value] of declared) state.set(key, value);
    if (name === 'read' || name === 'unset' || name === 'mapfile')
      for (const key of args) if (/^\w+$/.test(key)) state.set(key, ANY);
    if (ENTERS.test(name)) {
      const target = args.filter((arg) => !/^-[LPe@]*$/.test(arg) || arg === '-')[0];
      state.enter(target === undefined ? this.#context.home : target === '-' ? undefined : target);
    } else if (name === 'popd') state.enter(undefined);
  }

  #add(command: Omit<RawCommand, 'cwds' | 'variables'>, state: ShellState): void {
    if (this.commands.length >= MOST_COMMANDS) this.isFull = true;
    else if (command.words.length > 0 || command.targets.length > 0)
      this.commands.push({ ...command, ...state.snapshot() });
  }

  #assignedText(one: Extract<Command['prefix'][number], { type: 'Assignment' }>, state: ShellState): string {
    const { value, append, index, name } = one;
    if (value.type === 'ArrayValue' || index) {
      this.#substitutions(value, state);
      return ANY;
    }
    const given = expandToText(value, this.#scope(state));
    return append ? (state.variable(name) ?? ANY) + given : given;
  }

  #redirects(all: readonly Redirection[], state: ShellState): { targets: string[]; input?: Stdin } {
    const targets: string[] = [];
    let input: Stdin | undefined;
    for (const one of all) {
      if (one.type === 'HereDoc') {
        input = { text: one.body.text };
        this.#substitutions(one.body, state);
      } else if (one.target) {
        const target = expandToText(one.target, this.#scope(state));
        if (one.type === 'HereString') input = isKnown(target) ? { text: target } : {};
        else if (!/^[<>]&$/.test(one.operator) || !/^(?:\d+-?|-)$/.test(target)) {
          targets.push(target);
          if (one.operator === '<') input = {};
        }
      }
    }
    return { targets, ...(input && { input }) };
  }

  #scope(state: ShellState): WordScope {
    return {
      variable: (name) => state.variable(name),
      output: (script) => script && this.#output(script, state),
      home: this.#context.home,
      splitsOddly: state.splitsOddly,
    };
  }

  #output(script: ParsedScript, state: ShellState): string | undefined {
    const from = this.commands.length;
    this.script(script, state.copy());
    const made = this.commands.slice(from);
    const only = made.length === 1 && script.commands.length === 1 ? made[0] : undefined;
    return only && only.targets.length === 0 ? this.#printed(only) : undefined;
  }

  /** The substitutions in what is no command: they are run all the same. */
  #substitutions(node: SyntaxNode, state: ShellState): void {
    forEachChild(node, (child) => {
      if (child.type === 'CommandExpansion' || child.type === 'ProcessSubstitution') {
        if (child.script) this.script(child.script, state.copy());
      } else this.#substitutions(child, state);
    });
  }
}
