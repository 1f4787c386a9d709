/** The commands that a line comes to when one looks through what only starts others. */
import { ANY, WORDS } from '../match/unknown.ts';
import { otherCode, shellText } from './code-texts.ts';
import type { RawCommand, Reading, ShellScope } from './raw-command.ts';
import { commandOf, WRAPPERS } from './wrappers.ts';
import { WrittenFiles } from './written-files.ts';

export interface SeenCommand extends Omit<RawCommand, 'stdin' | 'variables'> {
  /** It only starts another one, or changes nothing: only rules that name it are about it. */
  readonly slight?: true;
  /** The programs that it was found through. */
  readonly through: readonly string[];
  /** It runs a text that nobody knows. */
  readonly runsUnknown?: true;
  /** It runs a text that is not read. */
  readonly code?: string;
  /** It runs on another machine: paths are not of this one. */
  readonly remote?: true;
  readonly heredoc?: string;
}

export interface SeenLine {
  readonly commands: readonly SeenCommand[];
  /** Texts that could not be read, and why. */
  readonly unread: readonly { readonly text: string; readonly why: string }[];
}

export type ReadText = (text: string, scope: ShellScope) => Reading;

const DEEPEST = 8;
const MOST_COMMANDS = 1_000;
const SLIGHT =
  /^(?:cd|pushd|popd|:|true|false|set|shopt|export|unset|local|declare|typeset|readonly|test|\[|exit|return|break|continue|shift|wait|read|umask|trap|exec|eval)$/;

const RUNS_FILES = /^(?:(?:ba|z|da|k)?sh|source|\.)$/;

/** The name that rules are compared with. */
export const programName = (word: string): string =>
  word.slice(word.lastIndexOf('/') + 1).replace(/\.(?:exe|cmd|bat)$/i, '');

/** Reads a line to its commands. */
export function seenCommands(line: string, scope: ShellScope, read: ReadText): SeenLine {
  const seen = new Seen(read);
  seen.text(line, scope, { through: [] });
  return { commands: seen.commands, unread: seen.unread };
}

interface Way {
  readonly through: readonly string[];
  readonly remote?: true;
}

class Seen {
  readonly commands: SeenCommand[] = [];
  readonly unread: { text: string; why: string }[] = [];
  readonly #read: ReadText;
  readonly #written = new WrittenFiles();

  constructor(read: ReadText) {
    this.#read = read;
  }

  text(text: string, scope: ShellScope, way: Way): void {
    if (way.through.length > DEEPEST || this.commands.length > MOST_COMMANDS) {
      this.unread.push({ text, why: 'it is too deeply nested' });
      return;
    }
    const { commands, unread } = this.#read(text, scope);
    if (unread !== undefined) this.unread.push({ text, why: unread });
    for (const command of commands) this.#command(command, way);
  }

  #command(raw: RawCommand, way: Way): void {
    const { words, stdin, variables, ...rest } = raw;
    const [first = ''] = words;
    const name = programName(first);
    const scope: ShellScope = { cwds: raw.cwds, variables };
    const seen: SeenCommand = {
      ...rest,
      words,
      ...way,
      ...(stdin?.text !== undefined && { heredoc: stdin.text }),
    };
    const inner: Way = { ...way, through: [...way.through, name] };
    const again = (
      next: readonly string[],
      assigned: readonly string[] = [],
      more: Partial<Way> = {},
    ): void => {
      if (inner.through.length > DEEPEST)
        this.unread.push({ text: next.join(' '), why: 'it is too deeply nested' });
      else
        this.#command(
          { ...raw, words: next, targets: [], assigned: [...raw.assigned, ...assigned] },
          { ...inner, ...more },
        );
    };

    const runs = RUNS_FILES.test(name) || first.includes('/') ? this.#written.runBy(raw) : undefined;
    if (runs !== undefined) this.text(runs, scope, inner);
    this.#written.note(raw);
    const text = shellText(name, words, stdin);
    if (text === 'unknown') {
      this.commands.push({ ...seen, runsUnknown: true });
      return;
    }
    if (text) {
      this.commands.push({ ...seen, ...(name !== 'su' && { slight: true }) });
      this.text(text.text, scope, inner);
      return;
    }
    if (name === 'ssh') {
      this.#ssh(seen, inner, scope);
      return;
    }
    if (name === 'xargs') {
      const command = this.#ofXargs(words);
      this.commands.push({ ...seen, slight: true });
      if (command) again(command);
      return;
    }
    if (name === 'find' || name === 'fd') {
      this.commands.push(seen);
      for (const command of executed(words)) again(command);
      return;
    }
    // Nothing, or a word before the command: `$SUDO git push`.
    if (first === WORDS && words.length > 1) {
      this.commands.push(seen);
      again(words.slice(1));
      return;
    }
    for (const wrapper of WRAPPERS.get(name) ?? []) {
      if (name === 'command' && /^-[vV]/.test(words[1] ?? '')) continue;
      const command = commandOf(words, wrapper);
      if (!command) continue;
      this.commands.push({ ...seen, ...(!wrapper.grave && { slight: true }) });
      // `npx npm@10` is npm.
      const [program = '', ...args] = command.words;
      again([program.replace(/(?<=.)@[\w.^~-]+$/, ''), ...args], command.assigned);
      return;
    }
    const code = otherCode(name, words, stdin);
    this.commands.push({
      ...seen,
      ...((words.length === 0 || SLIGHT.test(name)) && { slight: true }),
      ...(code !== undefined && { code }),
    });
  }

  #ssh(seen: SeenCommand, way: Way, scope: ShellScope): void {
    const code = otherCode('ssh', seen.words, undefined);
    this.commands.push({ ...seen, ...(code !== undefined && { code }) });
    const valued = /^-[bcDEeFIiJLlmOopQRSWw]$/;
    let at = 1;
    for (; at < seen.words.length && seen.words[at]?.startsWith('-'); at++)
      if (valued.test(seen.words[at] as string)) at++;
    const text = seen.words.slice(at + 1).join(' ');
    if (text) this.text(text.replaceAll(/[\uE000-\uE003]/g, '$_unknown_'), scope, { ...way, remote: true });
  }

  #ofXargs(words: readonly string[]): readonly string[] | undefined {
    const found = commandOf(words, {
      valued: ['-n', '-P', '-L', '-d', '-a', '-E', '-s', '-I', '--max-args', '--max-procs', '--delimiter'],
    });
    if (!found) return undefined;
    const at = words.findIndex((word) => /^-I/.test(word));
    if (at < 0) return [...found.words, WORDS];
    const mark = words[at] === '-I' ? words[at + 1] : words[at]?.slice(2);
    return found.words.map((word) => (mark ? word.replaceAll(mark, ANY) : word));
  }
}

/** The commands that `find` runs. */
function executed(words: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  for (const [at, word] of words.entries()) {
    if (!/^(?:-(?:exec|ok)(?:dir)?|-[xX]|--exec(?:-batch)?)$/.test(word)) continue;
    const rest = words.slice(at + 1);
    const end = rest.findIndex((one) => one === ';' || one === '+');
    const command = end < 0 ? rest : rest.slice(0, end);
    if (command.length > 0) all.push(command.map((one) => one.replaceAll('{}', ANY)));
  }
  return all;
}
