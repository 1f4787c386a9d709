/**
 * The name of the program that a command line runs, and nothing else of the line: arguments hold file names, addresses
 * and sometimes secrets, and a count needs none of them. Not a shell: in doubt there is no name.
 */
import { tokens } from './shell-words.ts';

/** Characters of a name. */
const LONGEST = 40;
const NAME = /^[\p{L}\p{N}_.+@-]+$/u;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** Programs and words that another program follows, and those of their options that take a word of their own. */
const BEFORE_PROGRAM: ReadonlyMap<string, string> = new Map([
  ...'nohup command builtin setsid if while until then do else elif ! {'
    .split(' ')
    .map((word) => [word, ''] as const),
  ['sudo', 'CDghpRrTUu'],
  ['doas', 'Cu'],
  ['env', 'CSu'],
  ['time', 'fo'],
  ['exec', 'a'],
  ['nice', 'n'],
  ['ionice', 'cnp'],
  ['stdbuf', 'eio'],
  ['timeout', 'ks'],
  ['xargs', 'adEILnPs'],
]);
/** What only prepares the command behind it. */
const PREPARES = new Set(
  'cd pushd popd export set unset umask source . ulimit shopt alias [ [[ test : true'.split(' '),
);
const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh']);

/** The program of a command line; undefined where no plain name can be told. */
export function programOf(command: string, depth = 0): string | undefined {
  let prepared: string | undefined;
  for (const words of simpleCommands(command)) {
    const start = programAt(words);
    const word = words[start];
    if (word === undefined) continue;
    const name = nameOf(word);
    if (PREPARES.has(name ?? word)) {
      prepared ??= name;
      continue;
    }
    if (name === undefined) return undefined;
    const line = SHELLS.has(name) && depth < 2 ? lineOfShell(words.slice(start + 1)) : undefined;
    return line === undefined ? name : (programOf(line, depth + 1) ?? name);
  }
  return prepared;
}

/** Before the program stand variables, and `sudo` and its like with options and a time of their own. */
function programAt(words: readonly string[]): number {
  let options: string | undefined;
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const before = BEFORE_PROGRAM.get(baseOf(word));
    if (before !== undefined) options = before;
    else if (ASSIGNMENT.test(word)) continue;
    else if (options === undefined || !/^(?:-|\d+(?:\.\d+)?[smhd]?$)/.test(word)) break;
    else if (word.length === 2 && options.includes(word[1] ?? ' ')) at += 1;
  }
  return at;
}

/** The line of `bash -lc 'line'`. */
function lineOfShell(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => !word.startsWith('-') || /^-[a-z]*c$/.test(word));
  return words[at]?.startsWith('-') ? words[at + 1] : undefined;
}

const baseOf = (word: string): string =>
  word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);

function nameOf(word: string): string | undefined {
  const name = baseOf(word).replace(/\.exe$/i, '');
  return NAME.test(name) ? [...name].slice(0, LONGEST).join('') : undefined;
}

function* simpleCommands(command: string): Generator<readonly string[]> {
  let words: string[] = [];
  let isTarget = false;
  for (const { text, kind } of tokens(command)) {
    if (kind === 'redirection') isTarget = true;
    else if (kind === 'separator') {
      isTarget = false;
      if (words.length > 0) yield words;
      words = [];
    } else if (isTarget) isTarget = false;
    else words.push(text);
  }
  if (words.length > 0) yield words;
}
