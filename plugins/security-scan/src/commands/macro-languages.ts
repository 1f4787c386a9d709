/** Editors and languages of commands whose scripts name other programs and files in a way of their own. */
import { deleteTarget } from '../effects/deletes.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { NOTHING, type Stream, TAINT } from '../shell/text.ts';
import { contentOf } from './filters.ts';
import { runCode } from './shells.ts';

const LONGEST = 4_000;

function removed(call: Call, path: string): void {
  const text = path.replace(/^~(?=\/|$)/, () => call.machine.home);
  deleteTarget(call.machine, call.scope, { text, taint: 0, ...call.span }, { recursive: true });
}

const lisp: Handler = (call) => {
  for (const [index, arg] of call.args.entries()) {
    const code = /^-{1,2}(?:eval|execute)$/.test(arg.text)
      ? (call.args[index + 1]?.text ?? '')
      : (/^--eval=(.*)$/s.exec(arg.text)?.[1] ?? '');
    for (const match of code
      .slice(0, LONGEST)
      .matchAll(/\(\s*(?:async-)?shell-command(?:-to-string)?\s+"((?:[^"\\]|\\.)*)"/g))
      runCode(call, { text: (match[1] as string).replace(/\\(["\\])/g, '$1'), taint: 0 }, [], NOTHING);
    for (const match of code.slice(0, LONGEST).matchAll(/\(\s*delete-(?:directory|file)\s+"([^"]*)"/g))
      removed(call, match[1] as string);
  }
  return undefined;
};

/** The script of tcl: its options, its input, or a file of this command line. */
const tcl: Handler = (call) => {
  const [file] = call.args;
  const code = (file ? contentOf(call, file) : call.stdin).text.slice(0, LONGEST);
  for (const match of code.matchAll(/\bfile\s+delete\s+(?:-force\s+)?(?:--\s+)?([^\s;\]}]+)/g))
    removed(call, match[1] as string);
  for (const match of code.matchAll(/\bexec\s+([^\n;\]}]+)/g))
    runCode(call, { text: match[1] as string, taint: 0 }, [], NOTHING);
  return undefined;
};

/** A script of an editor that came from the network. */
const editor: Handler = (call): Stream | undefined => {
  const at = call.args.findIndex((arg) => arg.text === '-S' || arg.text === '-u');
  const file = call.args[at + 1];
  if (at >= 0 && file && contentOf(call, file).taint & TAINT.network)
    call.machine.report('rce.download-run', call.span);
  return undefined;
};

/** `!command` on a line of its own, or `-eval 'os:cmd("…")'`. */
const bang: Handler = (call) => {
  const text = [...call.args.map((arg) => arg.text), call.stdin.text].join('\n').slice(0, LONGEST);
  for (const match of text.matchAll(/^\s*(?:[\d,.$%]*)!\s*(\S.*)$/gm))
    runCode(call, { text: match[1] as string, taint: 0 }, [], NOTHING);
  for (const match of text.matchAll(/(?:os:cmd\(\s*|run-program\s+|syscmd\(\s*`?)["`]?([^"'`)]{2,400})/g))
    runCode(call, { text: match[1] as string, taint: 0 }, [], NOTHING);
  return undefined;
};

/** The tools that a build system brings for every platform. */
const cmake: Handler = (call) => {
  const [mode, verb, ...rest] = call.args;
  if (mode?.text !== '-E' || !verb) return undefined;
  if (/^(?:rm|remove|remove_directory)$/.test(verb.text)) {
    for (const target of rest)
      if (!target.text.startsWith('-'))
        deleteTarget(call.machine, call.scope, target, { recursive: verb.text !== 'remove' });
    return NOTHING;
  }
  const words = /^(?:env|time|chdir)$/.test(verb.text)
    ? rest.slice(
        rest.findIndex((word) => !/^(?:--.*|\w+=.*)$/.test(word.text)) + (verb.text === 'chdir' ? 1 : 0),
      )
    : [];
  return words.length > 0 ? call.machine.runWords(words, call.scope, call.stdin, call.span) : undefined;
};

/** Each word is a command line. */
const lines: Handler = (call) => {
  for (const [index, arg] of call.args.entries()) {
    const exec = /^(?:-x|--exec)$/.test(call.args[index - 1]?.text ?? '');
    if (exec || (call.name === 'concurrently' && /\s/.test(arg.text) && !arg.text.startsWith('-')))
      runCode(call, arg, [], NOTHING);
  }
  return undefined;
};

export const MACRO_LANGUAGES: Readonly<Record<string, Handler>> = {
  emacs: lisp,
  emacsclient: lisp,
  ed: bang,
  ex: bang,
  dc: bang,
  bc: bang,
  m4: bang,
  erl: bang,
  sbcl: bang,
  gdb: bang,
  cmake,
  concurrently: lines,
  nodemon: lines,
  tclsh: tcl,
  wish: tcl,
  vim: editor,
  nvim: editor,
  vi: editor,
};
