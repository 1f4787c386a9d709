/**
 * Tells how a command line was read: every simple command that it would run, with its words after expansion, and what
 * it stands in. The same evaluator that judges, listened to; a hook never comes here.
 */
import type { CommandNode, CompoundList, WordPart } from 'unbash';
import { evaluatorFor, examine, type Where } from './assess.ts';
import type { Span } from './finding.ts';
import type { Scope, Value } from './shell/machine.ts';
import { plainSpelling } from './shell/plain.ts';
import { readable } from './shell/readable.ts';
import { Evaluator } from './shell/run.ts';
import { cleanSource, type Field, ONE, STAR, type Stream } from './shell/text.ts';

/** One simple command. */
export interface TracedCommand {
  /** After expansion; `…` stands for what nobody can know before it runs. */
  readonly words: readonly string[];
  /** What it is run by, outermost first: `sudo`, `bash`, `$(…)`, `for`. */
  readonly within: readonly string[];
  /** Where it stands; for what stands in no text of its own, what it comes from. */
  readonly span: Span;
}

/** How a command line was read. */
export interface Trace {
  /** In the order in which they were come to; the same one in the same place once. */
  readonly commands: readonly TracedCommand[];
  /** Why it could not be read to its end; absent where it was. */
  readonly unread?: string;
  /** What it looks like to a person, where letters of other alphabets make it another text. That is judged, too. */
  readonly looksLike?: string;
}

/** Reads a command line as {@link assess} does. */
export function trace(command: string, where: Where): Trace {
  const source = cleanSource(command);
  const looksLike = plainSpelling(source)?.text;
  const alike = looksLike === undefined ? {} : { looksLike };
  const text = readable(source);
  if (text === undefined) return { commands: [], unread: 'it is too long or too deeply nested', ...alike };
  const tracing = evaluatorFor(where, TracingEvaluator);
  const { failure } = examine(text, where, tracing);
  const commands = [...tracing.commands.values()];
  return failure === undefined ? { commands, ...alike } : { commands, unread: whyUnread(failure), ...alike };
}

function whyUnread(failure: unknown): string {
  const { message = '' } = failure as { readonly message?: string };
  return message === '' ? 'reading it took too many steps' : message;
}

/** What a construct of the shell is called. What only groups is none that a person would look for. */
const KINDS: Readonly<Partial<Record<(CommandNode | CompoundList)['type'], string>>> = {
  Subshell: '( )',
  For: 'for',
  Select: 'select',
  ArithmeticFor: 'for',
  While: 'while',
  If: 'if',
  Case: 'case',
  Coproc: 'coproc',
};

class TracingEvaluator extends Evaluator {
  readonly commands = new Map<string, TracedCommand>();
  #within: readonly string[] = [];

  override substitute(part: WordPart & { type: 'CommandExpansion' }, scope: Scope): Stream {
    return this.#inside('$(…)', () => super.substitute(part, scope));
  }

  override processFile(part: WordPart & { type: 'ProcessSubstitution' }, scope: Scope): string {
    return this.#inside(`${part.operator}(…)`, () => super.processFile(part, scope));
  }

  protected override runKind(node: CommandNode | CompoundList, scope: Scope): Stream {
    const kind = KINDS[node.type];
    return kind === undefined
      ? super.runKind(node, scope)
      : this.#inside(kind, () => super.runKind(node, scope));
  }

  protected override dispatch(
    words: readonly Field[],
    scope: Scope,
    stdin: Stream,
    span: Span,
    environment: ReadonlyMap<string, Value>,
  ): Stream {
    const told: TracedCommand = {
      words: words.map(({ text }) => shown(text)),
      within: this.#within,
      span: { start: span.start, end: span.end },
    };
    const key = JSON.stringify(told);
    if (!this.commands.has(key)) this.commands.set(key, told);
    const [name = ''] = told.words;
    return this.#inside(name.slice(name.lastIndexOf('/') + 1), () =>
      super.dispatch(words, scope, stdin, span, environment),
    );
  }

  #inside<T>(name: string, run: () => T): T {
    const outer = this.#within;
    this.#within = [...outer, name];
    try {
      return run();
    } finally {
      this.#within = outer;
    }
  }
}

/** Marks of the evaluator as characters that can be seen. */
const shown = (text: string): string =>
  text
    .replaceAll(STAR, '*')
    .replaceAll(ONE, '?')
    .replace(/[\uE000-\uE003]/g, '…');
