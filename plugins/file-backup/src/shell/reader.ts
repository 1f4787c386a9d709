/** Reads a command line as a shell does, far enough to know which files it touches. Every branch is taken. */
import {
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
  type Word,
} from 'unbash';
import { FolderWalk } from '../folder-walk.ts';
import { expandPattern } from '../globs.ts';
import { type Call, found, type KnownPath, named } from '../programs/call.ts';
import { PROGRAMS } from '../programs/index.ts';
import { printedBy } from '../programs/printed.ts';
import type { GitQuery, Target, Touches } from '../targets.ts';
import { type Field, plain, textOf } from './field.ts';
import { Scope } from './scope.ts';
import { fieldsOf } from './word.ts';

/** Commands of one event that are read; what is written by a machine may be longer. */
const MOST_COMMANDS = 2_000;
const DEEPEST = 16;

export interface Surroundings {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isGenerated: (name: string) => boolean;
}

/** What a command touches. */
export function readCommand(command: string, surroundings: Surroundings): Touches {
  const reader = new Reader(surroundings);
  reader.code(command, new Scope(surroundings.cwd, surroundings.env));
  return reader;
}

class Reader implements Touches {
  readonly targets: Target[] = [];
  readonly queries: GitQuery[] = [];
  readonly unknown: string[] = [];
  readonly #surroundings: Surroundings;
  readonly #walk = new FolderWalk();
  #commands = 0;
  #depth = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  code(text: string, scope: Scope): void {
    if (this.#depth >= DEEPEST) {
      this.#miss('commands in commands');
      return;
    }
    this.#depth += 1;
    this.#statements(parse(text).commands, scope);
    this.#depth -= 1;
  }

  #statements(statements: readonly Statement[], scope: Scope): void {
    for (const { command } of statements) {
      if (command.type !== 'AndOr') this.#pipeline(command, scope);
      else for (const one of command.commands) this.#pipeline(one, scope);
    }
  }

  #list({ commands }: CompoundList, scope: Scope): void {
    this.#statements(commands, scope);
  }

  #pipeline(node: PipelineNode, scope: Scope): void {
    if (node.type !== 'Pipeline') {
      this.#node(node, scope);
      return;
    }
    if (node.commands.length === 1) {
      this.#node(node.commands[0] as CommandNode, scope);
      return;
    }
    let input = scope.input;
    for (const command of node.commands) {
      const own = scope.copy();
      own.input = input;
      this.#node(command, own);
      input = command.type === 'Command' ? this.#printed(command, own) : undefined;
    }
  }

  #printed(command: Command, scope: Scope): readonly Field[] | undefined {
    const [name, ...args] = this.#words(command, scope);
    const text = textOf(name);
    return text === undefined ? undefined : printedBy(this.#call(text, args, scope));
  }

  #node(node: CommandNode, scope: Scope): void {
    switch (node.type) {
      case 'Command':
        this.#command(node, scope);
        return;
      case 'Redirected':
        this.#redirects(node.redirects, scope);
        this.#node(node.command, scope);
        return;
      case 'If':
        this.#list(node.clause, scope);
        this.#list(node.then, scope);
        for (const { clause, then } of node.elif) {
          this.#list(clause, scope);
          this.#list(then, scope);
        }
        if (node.else) this.#list(node.else, scope);
        return;
      case 'For':
      case 'Select':
        scope.set(
          node.name.value,
          (node.wordlist ?? []).flatMap((word) => this.#fields(word, scope)),
        );
        this.#list(node.body, scope);
        return;
      case 'While':
        this.#list(node.clause, scope);
        this.#list(node.body, scope);
        return;
      case 'ArithmeticFor':
      case 'BraceGroup':
        this.#list(node.body, scope);
        return;
      case 'Subshell':
        this.#list(node.body, scope.copy());
        return;
      case 'Case':
        for (const { body } of node.items) this.#list(body, scope);
        return;
      case 'Function':
      case 'Coproc': {
        const { body } = node;
        body.type === 'CompoundList' ? this.#list(body, scope.copy()) : this.#node(body, scope.copy());
        return;
      }
      default:
        return;
    }
  }

  #command(command: Command, scope: Scope): void {
    this.#commands += 1;
    if (this.#commands > MOST_COMMANDS) {
      if (this.#commands === MOST_COMMANDS + 1) this.#miss('more commands');
      return;
    }
    this.#redirects(command.redirects, scope);
    if (command.name === undefined) {
      for (const part of command.prefix) if (part.type === 'Assignment') this.#assign(part, scope);
      return;
    }
    for (const part of command.args) if (part.type === 'Assignment') this.#assign(part, scope);
    const argv = this.#words(command, scope);
    if (textOf(argv[0]) === 'read') {
      const name = textOf(argv.at(-1));
      if (name !== undefined && scope.input) scope.set(name, scope.input);
      return;
    }
    this.#run(
      argv,
      scope,
      stdinOf(command.redirects, (word) => this.#fields(word, scope)[0]),
    );
  }

  #words(command: Command, scope: Scope): readonly Field[] {
    const words = command.name ? [command.name, ...command.args] : command.args;
    return words.flatMap((word) => (word.type === 'Word' ? this.#fields(word, scope) : [plain(word.text)]));
  }

  #fields(word: Word, scope: Scope): readonly Field[] {
    return fieldsOf(word, scope, ({ commands }) => this.#statements(commands, scope.copy()));
  }

  #assign({ name, value, append, index }: Assignment, scope: Scope): void {
    const isKnown = value.type === 'Word' && !append && !index;
    scope.set(name, isKnown ? this.#fields(value, scope) : [{ kind: 'unknown', text: '' }]);
  }

  #redirects(redirects: readonly Redirection[], scope: Scope): void {
    for (const redirect of redirects) {
      if (redirect.type !== 'Redirect' || !redirect.target || !/^(?:>|>\||&>|>&)$/.test(redirect.operator))
        continue;
      const fields = this.#fields(redirect.target, scope);
      // `2>&1` and `>&-` name a descriptor.
      if (redirect.operator === '>&' && /^\d*-?$/.test(fields[0]?.text ?? '')) continue;
      const call = this.#call(redirect.operator, [], scope);
      call.touch(call.paths(fields), 'write');
    }
  }

  #run(argv: readonly Field[], scope: Scope, stdin?: Call['stdin']): void {
    const [first, ...args] = argv;
    const text = textOf(first);
    if (text === undefined) return;
    const name = text.slice(text.lastIndexOf('/') + 1);
    const program = Object.hasOwn(PROGRAMS, name) && PROGRAMS[name];
    if (!program) return;
    if (this.#depth >= DEEPEST) {
      this.#miss('commands in commands');
      return;
    }
    this.#depth += 1;
    program(this.#call(name, args, scope, stdin));
    this.#depth -= 1;
  }

  #call(name: string, args: readonly Field[], scope: Scope, stdin?: Call['stdin']): Call {
    const miss = (): void => this.#miss([name, ...args.map(({ text }) => text)].join(' '));
    return {
      name,
      args,
      scope,
      stdin,
      walk: this.#walk,
      isGenerated: this.#surroundings.isGenerated,
      paths: (fields, cwd = scope.cwd) => fields.flatMap((field) => this.#paths(field, cwd, miss)),
      touch: (paths, how, { deep = false, reason = name } = {}) => {
        for (const { path, isFound } of paths) this.targets.push({ path, how, deep, isFound, reason });
      },
      ask: (query) => void this.queries.push(query),
      miss,
      run: (given, own = scope) => this.#run(given, own, stdin),
      runCode: (code, own = scope) => this.code(code, own),
    };
  }

  #paths(field: Field, cwd: string | undefined, miss: () => void): readonly KnownPath[] {
    const isAbsolute = field.text.startsWith('/');
    if (
      field.kind === 'unknown' ||
      field.text === '' ||
      field.text.includes('\0') ||
      (!isAbsolute && cwd === undefined)
    ) {
      miss();
      return [];
    }
    if (field.kind === 'glob') return expandPattern(field.text, cwd ?? '/', this.#walk).map(found);
    const path = new Scope(cwd, {}).absolute(field.text);
    return path === undefined ? [] : [field.isFound ? found(path) : named(path)];
  }

  #miss(what: string): void {
    if (this.unknown.length < 20) this.unknown.push(what.slice(0, 200));
  }
}

function stdinOf(redirects: readonly Redirection[], field: (word: Word) => Field | undefined): Call['stdin'] {
  for (const redirect of redirects.toReversed()) {
    if (redirect.type === 'HereDoc') return redirect.body ? { text: redirect.body.text } : undefined;
    if (!redirect.target) continue;
    const value = field(redirect.target);
    if (redirect.type === 'HereString') return { text: textOf(value) };
    if (redirect.operator === '<' && value) return { file: value };
  }
  return undefined;
}
