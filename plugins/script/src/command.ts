/**
 * Fills `${NAME}` into the words of a command. A word stays one word whatever is filled in, and what an
 * interpreter would run as code (`bash -c …`) is left to that interpreter: nothing filled in ever becomes code.
 */
import { basename } from 'node:path';
import type { LifecycleEvent, ResolvedEntry } from '@hookline/core';
import { eventField, interpolate } from '@hookline/core/entry';
import { passable } from './passable.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const INTERPRETER =
  /^(?:(?:ba|da|z|k|mk|fi|a|c|tc)?sh|busybox|python[\d.]*|node|deno|bun|perl|ruby|php|lua|pwsh|powershell|cmd)(?:\.exe)?$/i;
const CODE_FLAG = /^(?:-[a-z]*[ce]|--eval|--print|-p|-command|\/c)$/i;
const WHOLE_REFERENCE = /^\$\{([A-Za-z_][\w.]*)\}$/;

/** The words of an entry's command: a single text is a program without arguments. */
export function commandOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const { command } = fields;
  return (Array.isArray(command) ? command : [command]).map(String);
}

/** A command for a listing: words with anything unusual in them are quoted. */
export function describeCommand(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./~-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

/** True for the words that an interpreter named before them runs as code. */
function isCode(words: readonly string[], index: number): boolean {
  const flag = words[index - 1];
  if (flag === undefined || !CODE_FLAG.test(flag)) return false;
  return words.slice(0, index - 1).some((word) => INTERPRETER.test(basename(word)));
}

/** A command, ready to run. */
export interface FilledCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The event fields that did not fit into an argument whole. */
  readonly truncated: readonly string[];
}

/**
 * The program and its arguments. An argument that is one single `${name}` may name a field of the event.
 *
 * @throws HooklineError `HOOKLINE_ENTRY_VARIABLE_UNSET`.
 */
export function argumentsOf(entry: ResolvedEntry, event: LifecycleEvent, env: Environment): FilledCommand {
  const words = commandOf(entry.fields);
  const truncated: string[] = [];
  const fill = (word: string, index: number): string => {
    if (isCode(words, index)) return word;
    const name = index === 0 ? undefined : WHOLE_REFERENCE.exec(word)?.[1];
    const field = name === undefined ? undefined : eventField(event, name);
    if (name === undefined || field === undefined || field === null) return interpolate(word, { env });
    const argument = passable(typeof field === 'string' ? field : JSON.stringify(field));
    if (!argument.whole) truncated.push(name);
    return argument.text;
  };
  const [program = '', ...args] = words.map(fill);
  return { program, args, truncated };
}
