/**
 * Runs a script over texts that may be unknown, and lets every command that it would run be judged. It runs all
 * branches, a loop a few times, and nothing for real. The work is counted: a text that needs more than the budget ends
 * with `Exhausted`, whatever it is.
 */
import {
  type ArrayValue,
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundList,
  type For,
  forEachChild,
  type ParsedScript,
  parse,
  type RedirectDescriptor,
  type Redirection,
  type Select,
  type Statement,
  type SyntaxNode,
  type While,
  type Word,
  type WordPart,
} from 'unbash';
import { judgeStranger } from '../commands/services.ts';
import { runFile } from '../commands/shells.ts';
import { judgeAssignment } from '../effects/environment.ts';
import { throughLinks } from '../effects/links.ts';
import { judgeLoop, judgeTurns, MANY, startsForEver } from '../effects/loops.ts';
import { judgeNetworkOutput } from '../effects/network.ts';
import { absolute } from '../effects/paths.ts';
import { judgeShown } from '../effects/shown.ts';
import { writeTarget } from '../effects/writes.ts';
import type { Span } from '../finding.ts';
import type { RuleId } from '../rules/index.ts';
import { type Expander, expandParts, expandText, expandWord } from './expand.ts';
import {
  type Call,
  Exhausted,
  type Handler,
  type Machine,
  type Scope,
  subshell,
  type Value,
} from './machine.ts';
import { commandName } from './names.ts';
import { isSecretName } from './secret-names.ts';
import {
  ANYTHING,
  bounded,
  type Field,
  hasUnknown,
  isKnown,
  NOTHING,
  type Stream,
  TAINT,
  UNKNOWN,
} from './text.ts';

/** What the evaluator knows of the world; it never looks. */
export interface World {
  readonly home: string;
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Programs that read the files that they name. */
const READERS =
  /^(?:cat|jq|yq|sort|uniq|sed|awk|gawk|grep|egrep|rg|head|tail|cut|nl|tac|rev|fold|fmt|column|paste|join|iconv|xmllint|envsubst|prettier|base64|gunzip|zcat)$/;

/** What takes a part of an endless text. */
const ENDS = /\b(?:head|dd|timeout|count|read|od|xxd|hexdump|shuf)\b|\bsed\b[^|]*q|\s-[A-Za-z]*[nNlmc]/;

/** Functions that a shell calls by itself. */
const CALLED_BY_THE_SHELL =
  /^(?:command_not_found_handler?|precmd|preexec|chpwd|periodic|zshexit|fish_prompt|fish_command_not_found)$/;

/** How much work one text may cost, in steps of about a microsecond. */
const BUDGET = 6_000;
const DEEPEST = 24;
const LONGEST_SCRIPT = 12_000;
const LOOP_VALUES = 24;
const LOOP_LINES = 12;

export interface Raised {
  readonly rule: RuleId;
  readonly span: Span;
}

export class Evaluator implements Machine, Expander {
  readonly home: string;
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly raised: Raised[] = [];
  private readonly handlers: ReadonlyMap<string, Handler>;
  private left = BUDGET;
  private files = 0;

  constructor(world: World, handlers: ReadonlyMap<string, Handler>) {
    this.home = world.home;
    this.root = world.root;
    this.environment = world.environment;
    this.handlers = handlers;
  }

  get machine(): Machine {
    return this;
  }

  /** The work that was done, for tests that must not depend on a clock. */
  get spent(): number {
    return BUDGET - this.left;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new Exhausted();
  }

  report(rule: RuleId, span: Span): void {
    if (
      !this.raised.some(
        (other) => other.rule === rule && other.span.start <= span.start && span.end <= other.span.end,
      )
    ) {
      this.raised.push({ rule, span });
    }
  }

  lookUp(scope: Scope, name: string): Value | undefined {
    const value = scope.vars.get(name);
    if (value)
      return value.reference !== undefined && value.reference !== name
        ? this.lookUp(scope, value.reference)
        : value;
    switch (name) {
      case 'HOME':
        return { text: this.home, taint: 0 };
      case 'PWD':
        return { text: scope.cwd, taint: 0 };
      case 'OLDPWD':
        return { text: scope.folders.at(-1) ?? UNKNOWN, taint: 0 };
      case 'TMPDIR':
        return { text: this.environment['TMPDIR']?.replace(/\/+$/, '') || '/tmp', taint: 0 };
      case 'IFS':
        return { text: ' \t\n', taint: 0 };
      case 'SHELL':
        return { text: '/bin/bash', taint: 0 };
      case 'EUID':
      case 'UID':
        return undefined;
    }
    const outer = this.environment[name];
    if (outer === undefined) return undefined;
    return isSecretName(name)
      ? { text: UNKNOWN, taint: TAINT.secret | TAINT.variable }
      : { text: outer, taint: 0 };
  }

  spanOf(scope: Scope, node: { pos: number; end: number }): Span {
    return scope.fixed ?? { start: node.pos, end: node.end };
  }

  runScript(source: string, scope: Scope, span: Span, stdin: Stream = scope.stdin): Stream {
    this.spend(8 + source.length / 64);
    if (source.length > LONGEST_SCRIPT || scope.depth >= DEEPEST) throw new Exhausted();
    const script = parse(source);
    const saved = { fixed: scope.fixed, source: scope.source, stdin: scope.stdin, depth: scope.depth };
    // A field is a span too: only its place may get into the words.
    Object.assign(scope, {
      fixed: { start: span.start, end: span.end },
      source,
      stdin,
      depth: scope.depth + 1,
    });
    try {
      return this.runList(script.commands, scope);
    } finally {
      Object.assign(scope, saved);
    }
  }

  /** Runs what was parsed from the judged text itself. */
  runParsed(script: ParsedScript, scope: Scope): Stream {
    return this.runList(script.commands, scope);
  }

  substitute(part: WordPart & { type: 'CommandExpansion' }, scope: Scope): Stream {
    const span = this.spanOf(scope, part);
    const output = this.runInner(part.script, scope, span, scope.stdin);
    if ((output.taint & TAINT.endless) === 0) return output;
    // A text that never ends has to fit into the memory before anything is done with it.
    if (!ENDS.test(scope.source.slice(part.pos, part.end))) this.report('dos.load', span);
    return { text: output.text, taint: output.taint & ~TAINT.endless };
  }

  processFile(part: WordPart & { type: 'ProcessSubstitution' }, scope: Scope): string {
    const name = `/dev/fd/${63 - (this.files++ % 50)}`;
    if (part.operator === '>')
      this.waiting.set(name, (stream) => this.runInner(part.script, scope, this.spanOf(scope, part), stream));
    const stdin = part.operator === '>' ? this.piped : scope.stdin;
    const output = this.runInner(part.script, scope, this.spanOf(scope, part), stdin);
    scope.files.set(name, part.operator === '<' ? output : NOTHING);
    return name;
  }

  /** Commands in `>(…)` that read what is written to their file. */
  private readonly waiting = new Map<string, (stream: Stream) => void>();

  feed(path: string, stream: Stream): void {
    const reader = this.waiting.get(path);
    this.waiting.delete(path);
    reader?.(stream);
  }

  /** Evaluates the substitutions in a tree whose value does not matter: a condition, an index. */
  sweep(node: SyntaxNode, scope: Scope, depth = 0): void {
    this.spend(1);
    if (depth > DEEPEST) return;
    if (node.type === 'ArithmeticCommandExpansion')
      this.runInner(node.script, scope, this.spanOf(scope, node), scope.stdin);
    else if (node.type === 'CommandExpansion') this.substitute(node, scope);
    else if (node.type === 'ProcessSubstitution') this.processFile(node, scope);
    else forEachChild(node, (child) => this.sweep(child, scope, depth + 1));
  }

  private runInner(script: ParsedScript | undefined, scope: Scope, span: Span, stdin: Stream): Stream {
    if (!script) return NOTHING;
    this.spend(8);
    if (scope.depth >= DEEPEST) throw new Exhausted();
    const inner = subshell(scope, { sink: 'capture', stdin, depth: scope.depth + 1 });
    if (script.source !== undefined) Object.assign(inner, { fixed: span, source: script.source });
    return this.runList(script.commands, inner);
  }

  private runList(statements: readonly Statement[], scope: Scope): Stream {
    let text = '';
    let taint = 0;
    for (const statement of statements) {
      const output = this.runStatement(statement, scope);
      text += output.text;
      taint |= output.taint;
      if (text.length > 100_000) text = bounded(text);
    }
    return { text, taint };
  }

  private runStatement(statement: Statement, scope: Scope): Stream {
    this.spend(2);
    const { command } = statement;
    const concurrent = scope.concurrent;
    if (statement.background) scope.concurrent = true;
    try {
      if (command.type !== 'AndOr') return this.runPipeline(command, scope);
      const start = scope.cwd;
      let output = NOTHING;
      let before = scope.cwd;
      let guarded = false;
      for (const [index, part] of command.commands.entries()) {
        const operator = index === 0 ? undefined : command.operators[index - 1];
        const after = scope.cwd;
        if (operator === '&&') scope.stayed = undefined;
        if (operator === '||') {
          scope.cwd = before;
          const result = this.runPipeline(part, scope);
          output = join(output, result);
          if (leaves(part)) guarded = true;
          scope.cwd = after;
          continue;
        }
        before = scope.cwd;
        output = join(output, this.runPipeline(part, scope));
      }
      scope.stayed = scope.cwd !== start && !guarded && !scope.errexit ? start : undefined;
      return output;
    } finally {
      scope.concurrent = concurrent;
    }
  }

  /** What the command that is being read gets from the pipe: what `>(…)` in its words reads. */
  private piped: Stream = NOTHING;

  private runPipeline(node: Statement['command'], scope: Scope): Stream {
    this.readers = [];
    if (node.type === 'AndOr') return NOTHING;
    // `exec < file`: what comes after it reads that.
    const own = scope.stdin.text === '' && scope.stdin.taint === 0 ? scope.descriptors.get(0) : undefined;
    const input = own ?? scope.stdin;
    if (node.type !== 'Pipeline') return this.runNode(node, scope, input);
    if (node.commands.length === 1) return this.runNode(node.commands[0] as CommandNode, scope, input);
    const saved = { sink: scope.sink, cwd: scope.cwd, concurrent: scope.concurrent, stayed: scope.stayed };
    let stream = scope.stdin;
    scope.concurrent = true;
    try {
      for (const [index, command] of node.commands.entries()) {
        scope.sink = index === node.commands.length - 1 ? saved.sink : 'capture';
        stream = this.runNode(command, scope, stream);
        scope.cwd = saved.cwd;
      }
    } finally {
      Object.assign(scope, saved);
    }
    return stream;
  }

  private runNode(node: CommandNode | CompoundList, scope: Scope, stdin: Stream): Stream {
    this.spend(2);
    if (scope.depth >= DEEPEST) throw new Exhausted();
    const saved = scope.stdin;
    scope.stdin = stdin;
    scope.depth++;
    try {
      return this.runKind(node, scope);
    } finally {
      scope.depth--;
      scope.stdin = saved;
    }
  }

  protected runKind(node: CommandNode | CompoundList, scope: Scope): Stream {
    switch (node.type) {
      case 'Command':
        return this.runCommand(node, scope);
      case 'CompoundList':
        return this.runList(node.commands, scope);
      case 'BraceGroup':
        return this.runList(node.body.commands, scope);
      case 'Subshell':
        return this.runList(node.body.commands, subshell(scope));
      case 'Redirected':
        return this.runRedirected(node.command, node.redirects, scope);
      case 'If': {
        const parts = [this.runList(node.clause.commands, scope)];
        const cwd = scope.cwd;
        scope.stayed = undefined;
        parts.push(this.runList(node.then.commands, scope));
        for (const elif of node.elif) {
          scope.cwd = cwd;
          parts.push(this.runList(elif.clause.commands, scope), this.runList(elif.then.commands, scope));
        }
        if (node.else) {
          const after = scope.cwd;
          scope.cwd = cwd;
          parts.push(this.runList(node.else.commands, scope));
          if (scope.cwd === cwd) scope.cwd = after;
        }
        return parts.reduce(join);
      }
      case 'For':
      case 'Select':
        return this.runFor(node, scope);
      case 'ArithmeticFor': {
        for (const part of [node.initialize, node.test, node.update]) if (part) this.sweep(part, scope);
        judgeLoop(this, node, this.spanOf(scope, node));
        return this.inLoop(scope, () => this.runList(node.body.commands, scope));
      }
      case 'While':
        return this.runWhile(node, scope);
      case 'Case': {
        expandText(this, scope, node.word);
        const outputs = node.items.map((item) => this.runList(item.body.commands, scope));
        return outputs.reduce(join, NOTHING);
      }
      case 'Function':
        scope.functions.set(node.name.value, { body: node.body, fixed: scope.fixed, source: scope.source });
        // Nobody has to call these.
        if (CALLED_BY_THE_SHELL.test(node.name.value)) this.runNode(node.body, subshell(scope), NOTHING);
        return NOTHING;
      case 'Coproc': {
        const concurrent = scope.concurrent;
        scope.concurrent = true;
        const output = this.runNode(node.body, scope, { text: UNKNOWN, taint: TAINT.pipe });
        scope.concurrent = concurrent;
        this.openCoprocess(node.name?.value ?? 'COPROC', output, scope);
        return { text: '', taint: 0 };
      }
      case 'TestCommand':
        this.sweep(node, scope);
        return NOTHING;
      case 'ArithmeticCommand':
        if (node.expression) this.sweep(node.expression, scope);
        return NOTHING;
    }
  }

  /** What a coprocess reads is what others write to it, and the other way round. */
  private openCoprocess(name: string, output: Stream, scope: Scope): void {
    const taint = output.taint | TAINT.pipe;
    scope.descriptors.set(63, { text: output.text, taint });
    scope.descriptors.set(60, { text: UNKNOWN, taint });
    const items = new Map([
      ['0', '63'],
      ['1', '60'],
    ]);
    scope.vars.set(name, { text: '63', taint: 0, items });
  }

  private inLoop<T>(scope: Scope, body: () => T): T {
    scope.loops++;
    try {
      return body();
    } finally {
      scope.loops--;
    }
  }

  private runFor(node: For | Select, scope: Scope): Stream {
    const words = node.wordlist
      ? node.wordlist.flatMap((word) => expandWord(this, scope, word))
      : scope.positional;
    const range = node.wordlist?.map((word) => /\{(\d+)\.\.(\d+)\}/.exec(word.text)).find((found) => found);
    if (
      words.some((word) => word.taint & TAINT.many) ||
      (range && Math.abs(Number(range[2]) - Number(range[1])) >= MANY)
    )
      judgeTurns(this, node.body, this.spanOf(scope, node));
    let output: Stream = NOTHING;
    for (const field of words.slice(0, LOOP_VALUES)) {
      scope.vars.set(node.name.value, { text: field.text, taint: field.taint });
      output = join(
        output,
        this.inLoop(scope, () => this.runList(node.body.commands, scope)),
      );
    }
    return output;
  }

  private runWhile(node: While, scope: Scope): Stream {
    judgeLoop(this, node, this.spanOf(scope, node));
    // What it reads ends late or never: its `read` waits for nothing.
    if (scope.stdin.taint & (TAINT.many | TAINT.endless))
      judgeTurns(this, node.body, this.spanOf(scope, node));
    let output: Stream = NOTHING;
    for (let turn = 0; turn < LOOP_LINES; turn++) {
      const waiting = scope.stdin.text;
      output = join(output, this.runList(node.clause.commands, scope));
      const took = scope.stdin.text !== waiting;
      output = join(
        output,
        this.inLoop(scope, () => this.runList(node.body.commands, scope)),
      );
      // Only a loop that reads what is known comes to new things the second time.
      if (!took || scope.stdin.text.trim() === '') break;
    }
    return output;
  }

  private runRedirected(command: CommandNode, redirects: readonly Redirection[], scope: Scope): Stream {
    const plan = this.redirect(redirects, scope, scope.stdin);
    const sink = scope.sink;
    if (plan.writes.length > 0 || plan.elsewhere) scope.sink = 'file';
    const stdin = scope.stdin;
    scope.stdin = plan.stdin;
    let output: Stream;
    try {
      output = this.runKind(command, scope);
    } finally {
      scope.sink = sink;
      scope.stdin = stdin;
    }
    return this.deliver(plan, output, scope, this.spanOf(scope, command));
  }

  private runCommand(node: Command, scope: Scope): Stream {
    const span = this.spanOf(scope, node);
    const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment');
    this.piped = scope.stdin;
    if (!node.name) {
      for (const assignment of assignments) this.assign(assignment, scope, span);
      const plan = this.redirect(node.redirects, scope, NOTHING);
      // `$(<file)` is the content of the file.
      return this.deliver(plan, plan.stdin, scope, span);
    }
    const environment = new Map<string, Value>();
    for (const assignment of assignments) {
      const value = this.valueOf(assignment, scope);
      environment.set(assignment.name, value);
      judgeAssignment(this, assignment.name, value, span, scope);
    }
    // `x=<(…) name`: the parser takes the substitution for the name; a shell takes it for the value.
    const last = assignments.at(-1);
    const isValue =
      last?.text.endsWith('=') &&
      last.end === node.name.pos &&
      node.name.parts?.[0]?.type === 'ProcessSubstitution';
    if (last && isValue) {
      environment.set(last.name, expandText(this, scope, node.name));
      if (node.args.length === 0) scope.vars.set(last.name, environment.get(last.name) as Value);
    }
    const name = isValue ? undefined : node.name;
    // Seen by what is run only, while what that sets itself stays: `IFS= read -r line`.
    const hidden = [...environment.keys()].map((key) => [key, scope.vars.get(key)] as const);
    for (const [key, value] of environment) scope.vars.set(key, value);
    try {
      return this.runNamed(node, name, scope, span, environment);
    } finally {
      for (const [key, value] of hidden) {
        if (scope.vars.get(key) !== environment.get(key)) continue;
        if (value) scope.vars.set(key, value);
        else scope.vars.delete(key);
      }
    }
  }

  private runNamed(
    node: Command,
    name: Word | undefined,
    scope: Scope,
    span: Span,
    environment: ReadonlyMap<string, Value>,
  ): Stream {
    const words = name ? expandWord(this, scope, name) : [];
    for (const arg of node.args) {
      if (arg.type === 'Word') words.push(...expandWord(this, scope, arg));
      else words.push(this.assignmentField(arg, scope));
    }
    const plan = this.redirect(node.redirects, scope, scope.stdin);
    this.judgeSelfOverwrite(words, plan, scope, span);
    if (words.length === 0) return this.deliver(plan, NOTHING, scope, span);
    const sink = scope.sink;
    if (plan.writes.length > 0 || plan.elsewhere) scope.sink = 'file';
    let output: Stream;
    try {
      if (words[0]?.text === 'exec' && words.length === 1) {
        for (const [descriptor, stream] of plan.opened) scope.descriptors.set(descriptor, stream);
        if (plan.inputs.length > 0 && plan.stdin !== scope.stdin) scope.descriptors.set(0, plan.stdin);
        output = NOTHING;
      } else {
        if (plan.socket) this.judgeSocket(words, span);
        output = this.dispatch(words, scope, plan.stdin, span, environment);
      }
    } finally {
      scope.sink = sink;
    }
    return this.deliver(plan, output, scope, span);
  }

  /** Files that the commands of the pipeline so far read. */
  private readers: string[] = [];

  /** `sort a > a`: the file is empty before it is read. */
  private judgeSelfOverwrite(words: readonly Field[], plan: Plan, scope: Scope, span: Span): void {
    if (READERS.test(commandName(words[0]?.text ?? ''))) {
      for (const word of words.slice(1))
        if (word.text !== '' && !word.text.startsWith('-') && isKnown(word.text))
          this.readers.push(word.text);
    }
    for (const input of plan.inputs) this.readers.push(input);
    for (const write of plan.writes) {
      const path = write.field.text;
      if (
        write.output &&
        !write.append &&
        this.readers.includes(path) &&
        !path.startsWith('/dev/') &&
        !scope.files.has(path)
      ) {
        this.report('fs-destroy.self-overwrite', span);
      }
    }
  }

  private judgeSocket(words: readonly Field[], span: Span): void {
    const name = commandName(words[0]?.text ?? '');
    if (
      /^(?:ba|da|z|k|a|fi|c|tc)?sh$|^(?:python[\d.]*|perl|ruby|node|busybox|exec|script|setsid|nohup|env|sudo)$/.test(
        name,
      )
    ) {
      const args = words.map((word) => word.text);
      if (name === 'exec' && !args.some((arg) => /sh$/.test(arg))) return;
      if (!args.includes('-c') || args.some((arg) => /(?:^|\s|\/)(?:ba|da|z)?sh\b.*-i/.test(arg)))
        this.report('revshell.socket', span);
    }
  }

  runWords(words: readonly Field[], scope: Scope, stdin: Stream, span: Span): Stream {
    if (words.length === 0) return NOTHING;
    if (scope.depth >= DEEPEST) throw new Exhausted();
    scope.depth++;
    try {
      return this.dispatch(words, scope, stdin, { start: span.start, end: span.end }, new Map());
    } finally {
      scope.depth--;
    }
  }

  protected dispatch(
    words: readonly Field[],
    scope: Scope,
    stdin: Stream,
    span: Span,
    environment: ReadonlyMap<string, Value>,
  ): Stream {
    this.spend(4);
    const [first, ...args] = words as [Field, ...Field[]];
    if (first.taint & TAINT.network) this.report('rce.download-run', span);
    const own = scope.functions.get(first.text);
    if (own) return this.runFunction(first.text, own, args, scope, stdin, span);
    const alias = scope.aliases.get(first.text);
    if (alias !== undefined && !scope.calls.includes(`alias ${first.text}`)) {
      return this.runAlias(first.text, alias, args, scope, stdin, span);
    }
    const name = commandName(programOf(this, scope, first.text));
    const call: Call = { machine: this, scope, name, path: first.text, args, stdin, span, environment };
    const handler = this.handlers.get(name) ?? this.handlerLike(name);
    if (!handler) judgeStranger(call);
    const output = (handler ? handler(call) : runFile(call)) ?? {
      text: UNKNOWN,
      taint: stdin.taint & (TAINT.network | TAINT.decoder | TAINT.dump | TAINT.tree),
    };
    if (scope.sink === 'terminal') judgeShown(this, output, span);
    return output;
  }

  /** Versions in a name, and names that are not known at all. */
  private handlerLike(name: string): Handler | undefined {
    const plain = name.replace(/[-.]?\d[\d.]*$/, '');
    if (plain !== name && plain !== '' && this.handlers.has(plain)) return this.handlers.get(plain);
    // The loader of programs runs the one that it is given.
    if (/^ld[\w.-]*\.so(?:\.\d)?$/.test(name)) return this.handlers.get('ld.so');
    if (name.startsWith('mkfs.')) return this.handlers.get('mkfs');
    return hasUnknown(name) ? this.handlers.get('$unknown') : undefined;
  }

  private runFunction(
    name: string,
    own: { body: CommandNode | CompoundList; fixed: Span | undefined; source: string },
    args: readonly Field[],
    scope: Scope,
    stdin: Stream,
    span: Span,
  ): Stream {
    if (scope.calls.includes(name)) {
      const turn = scope.calls.slice(scope.calls.indexOf(name));
      const bodies = turn.map((called) => scope.functions.get(called)?.body);
      if (scope.concurrent || bodies.some((body) => body && startsForEver(this, body)))
        this.report('dos.fork-bomb', span);
      return ANYTHING;
    }
    const saved = {
      calls: scope.calls,
      positional: scope.positional,
      fixed: scope.fixed,
      source: scope.source,
      concurrent: scope.concurrent,
    };
    Object.assign(scope, {
      calls: [...scope.calls, name],
      positional: args,
      fixed: own.source === scope.source ? scope.fixed : (own.fixed ?? scope.fixed),
      source: own.source,
      concurrent: false,
    });
    try {
      return this.runNode(own.body, scope, stdin);
    } finally {
      Object.assign(scope, saved);
    }
  }

  private runAlias(
    name: string,
    text: string,
    args: readonly Field[],
    scope: Scope,
    stdin: Stream,
    span: Span,
  ): Stream {
    const calls = scope.calls;
    scope.calls = [...calls, `alias ${name}`];
    try {
      const script = parse(text.slice(0, LONGEST_SCRIPT));
      const only = script.commands.length === 1 ? script.commands[0]?.command : undefined;
      if (only?.type === 'Command' && only.name && only.redirects.length === 0 && only.prefix.length === 0) {
        const inner = { ...scope, fixed: span, source: text };
        const words = [only.name, ...only.args].flatMap((word) =>
          word.type === 'Word' ? expandWord(this, inner, word) : [this.assignmentField(word, inner)],
        );
        return this.runWords([...words, ...args], scope, stdin, span);
      }
      return this.runScript(`${text} ${args.map((arg) => quote(arg.text)).join(' ')}`, scope, span, stdin);
    } finally {
      scope.calls = calls;
    }
  }

  private assignmentField(node: Assignment, scope: Scope): Field {
    const value = this.valueOf(node, scope);
    const span = this.spanOf(scope, node);
    if (value.items) this.arrays.set(node.name, value);
    const key = node.index ? `[${expandText(this, scope, node.index).text}]` : '';
    return {
      text: `${node.name}${key}${node.append ? '+' : ''}=${value.text}`,
      taint: value.taint,
      ...span,
      assigned: true,
    };
  }

  /** Array values of `declare -a x=(…)`, which its words cannot carry. */
  readonly arrays = new Map<string, Value>();

  private valueOf(node: Assignment, scope: Scope): Value {
    const value = node.value as Word | ArrayValue;
    if (value.type === 'ArrayValue') {
      const items = new Map<string, string>();
      let taint = 0;
      for (const element of value.elements) {
        const keyed = /^\[([^\]]*)\]=/.exec(element.text);
        for (const field of expandWord(this, scope, element)) {
          taint |= field.taint;
          const key = keyed?.[1]?.replace(/^["']|["']$/g, '');
          if (key === undefined) items.set(String(items.size), field.text);
          else items.set(key, field.text.slice(field.text.indexOf('=') + 1));
        }
      }
      return { text: items.values().next().value ?? '', taint, items };
    }
    return expandText(this, scope, value);
  }

  private assign(node: Assignment, scope: Scope, span: Span): void {
    const value = this.valueOf(node, scope);
    const old = scope.vars.get(node.name);
    judgeAssignment(this, node.name, value, span, scope);
    if (node.name === 'PROMPT_COMMAND' && isKnown(value.text))
      this.runScript(value.text, subshell(scope), span);
    if (node.index) {
      const items = new Map(old?.items ?? []);
      items.set(expandText(this, scope, node.index).text, value.text);
      scope.vars.set(node.name, {
        text: items.get('0') ?? '',
        taint: (old?.taint ?? 0) | value.taint,
        items,
      });
    } else if (node.append && value.items) {
      const items = new Map(old?.items ?? (old ? [['0', old.text]] : []));
      for (const item of value.items.values()) items.set(String(items.size), item);
      scope.vars.set(node.name, {
        text: items.get('0') ?? '',
        taint: (old?.taint ?? 0) | value.taint,
        items,
      });
    } else if (node.append) {
      const before = this.lookUp(scope, node.name) ?? NOTHING;
      scope.vars.set(node.name, {
        text: bounded(before.text + value.text),
        taint: before.taint | value.taint,
      });
    } else scope.vars.set(node.name, value);
  }

  /** Reads the redirections of a command; what it writes is judged once its output is known. */
  private redirect(redirects: readonly Redirection[], scope: Scope, stdin: Stream): Plan {
    const plan: Plan = {
      stdin,
      inputs: [],
      writes: [],
      elsewhere: false,
      socket: false,
      sends: false,
      opened: [],
    };
    for (const redirect of redirects) {
      this.spend(1);
      if (redirect.type === 'HereDoc') {
        const { body, delimiter } = redirect;
        plan.stdin =
          delimiter?.quoted || !body.parts
            ? { text: stripTabs(body.text, redirect.operator), taint: 0 }
            : expandParts(this, scope, body.parts);
        continue;
      }
      if (!redirect.target) continue;
      const target = expandWord(this, scope, redirect.target)[0];
      const descriptor = this.descriptorOf(redirect.descriptor, scope);
      if (redirect.type === 'HereString') {
        const text = expandText(this, scope, redirect.target);
        const given = { text: `${text.text}\n`, taint: text.taint };
        if (descriptor) {
          plan.opened.push([descriptor, given]);
          scope.files.set(`/dev/fd/${descriptor}`, given);
        } else plan.stdin = given;
        continue;
      }
      if (!target) continue;
      const network = /^\/dev\/(?:tcp|udp)\//.test(target.text);
      if (network) plan.socket = true;
      switch (redirect.operator) {
        case '<':
          plan.stdin = this.readFile(target, scope);
          plan.inputs.push(target.text);
          if (descriptor !== undefined) {
            plan.opened.push([descriptor, plan.stdin]);
            if (descriptor > 2) scope.files.set(`/dev/fd/${descriptor}`, plan.stdin);
          }
          break;
        case '<>':
          plan.opened.push([descriptor ?? 0, { text: UNKNOWN, taint: TAINT.network }]);
          break;
        case '<&': {
          const from = scope.descriptors.get(Number(target.text));
          if (from) plan.stdin = from;
          if (from && from.taint & TAINT.network) plan.socket = true;
          if (descriptor !== undefined) plan.opened.push([descriptor, from ?? ANYTHING]);
          break;
        }
        default: {
          const duplicate = redirect.operator === '>&' && /^(?:\d+-?|-)$/.test(target.text);
          if (duplicate) {
            const to = scope.descriptors.get(Number.parseInt(target.text, 10));
            if (!to) break;
            plan.elsewhere = true;
            if (to.taint & TAINT.network) plan.socket = plan.sends = true;
            break;
          }
          if (network && descriptor !== undefined && descriptor !== 1)
            plan.opened.push([descriptor, { text: UNKNOWN, taint: TAINT.network }]);
          plan.writes.push({
            field: target,
            append: redirect.operator.includes('>>'),
            output: descriptor === undefined || descriptor === 1,
          });
        }
      }
    }
    // `2>/dev/null` takes nothing away from what is shown.
    if (plan.writes.length > 0 && !plan.writes.some((write) => write.output)) {
      plan.errors = plan.writes;
      plan.writes = [];
    }
    return plan;
  }

  /** The number of a descriptor; `{name}` takes a free one and is told which. */
  private descriptorOf(descriptor: RedirectDescriptor | undefined, scope: Scope): number | undefined {
    if (descriptor?.type !== 'FileDescriptorVariable') return descriptor?.value;
    const number = 10 + scope.descriptors.size;
    scope.vars.set(descriptor.name, { text: String(number), taint: 0 });
    return number;
  }

  private readFile(target: Field, scope: Scope): Stream {
    const call: Call = {
      machine: this,
      scope,
      name: 'cat',
      path: 'cat',
      args: [target],
      stdin: NOTHING,
      span: { start: target.start, end: target.end },
      environment: new Map(),
    };
    if (/^\/dev\/(?:tcp|udp)\//.test(target.text)) return { text: UNKNOWN, taint: TAINT.network };
    return this.handlers.get('cat')?.(call) || ANYTHING;
  }

  private deliver(plan: Plan, output: Stream, scope: Scope, span: Span): Stream {
    for (const write of plan.errors ?? [])
      writeTarget(this, scope, write.field, { append: write.append, content: ANYTHING });
    if (plan.sends) judgeNetworkOutput(this, output, '', span);
    if (plan.writes.length === 0) return output;
    for (const write of plan.writes) {
      if (/^\/dev\/(?:tcp|udp)\//.test(write.field.text)) {
        judgeNetworkOutput(this, output, write.field.text.split('/')[3] ?? '', span);
        continue;
      }
      writeTarget(this, scope, write.field, {
        append: write.append,
        content: write.output ? output : ANYTHING,
      });
      if (write.output && output.taint & TAINT.endless && write.field.text !== '/dev/null')
        this.report('dos.disk-full', span);
      if (write.output) this.feed(write.field.text, output);
      if (write.output) {
        const path = absolute(this, scope, write.field.text);
        const before = write.append ? (scope.files.get(path) ?? { text: '', taint: 0 }) : NOTHING;
        scope.files.set(path, {
          text: bounded(before.text + output.text),
          taint: before.taint | output.taint,
        });
      }
    }
    return plan.writes.some((write) => write.output) ? NOTHING : output;
  }
}

/** The program that a word runs: a copy or a link that was made before is what it is made of. */
function programOf(machine: Machine, scope: Scope, text: string): string {
  if (scope.programs.size + scope.links.size === 0) return text;
  if (!text.includes('/')) {
    for (const [copy, program] of scope.programs) if (copy.endsWith(`/${text}`)) return program;
    return text;
  }
  const path = throughLinks(scope, absolute(machine, scope, text));
  return scope.programs.get(path) ?? (scope.files.has(path) ? text : path);
}

interface Write {
  readonly field: Field;
  readonly append: boolean;
  /** It takes the standard output, not only the errors. */
  readonly output: boolean;
}

interface Plan {
  stdin: Stream;
  /** Files that it reads. */
  inputs: string[];
  writes: Write[];
  errors?: Write[];
  /** The output goes to a descriptor that was opened before. */
  elsewhere: boolean;
  /** A network socket is one of the files. */
  socket: boolean;
  /** The output goes to a socket that was opened before. */
  sends: boolean;
  opened: [number, Stream][];
}

function join(first: Stream, second: Stream): Stream {
  if (first.text === '' && first.taint === 0) return second;
  return { text: first.text + second.text, taint: first.taint | second.taint };
}

function stripTabs(text: string, operator: string): string {
  return operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
}

function quote(text: string): string {
  return isKnown(text) ? `'${text.replaceAll("'", "'\\''")}'` : text;
}

/** Says whether a command ends the script, or the loop, that it stands in. */
function leaves(node: SyntaxNode, depth = 0): boolean {
  if (node.type === 'Command')
    return /^(?:exit|return|break|continue|exec|die|fail|abort|err|error|fatal)$/.test(
      node.name?.value ?? '',
    );
  if (depth > 6 || node.type === 'Function') return false;
  let found = false;
  if (
    node.type === 'BraceGroup' ||
    node.type === 'Subshell' ||
    node.type === 'CompoundList' ||
    node.type === 'Statement' ||
    node.type === 'AndOr' ||
    node.type === 'Pipeline'
  ) {
    forEachChild(node, (child) => {
      found ||= leaves(child, depth + 1);
    });
  }
  return found;
}
