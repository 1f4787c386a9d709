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

export const MACRO_LANGUAGES: Readonly<Record<string, Handler>> = {
  emacs: lisp,
  emacsclient: lisp,
  tclsh: tcl,
  wish: tcl,
  vim: editor,
  nvim: editor,
  vi: editor,
};
