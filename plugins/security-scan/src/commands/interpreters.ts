/** Interpreters of other languages: the script may be an option, the input, or a file of this command line. */
import { judgeSource } from '../code/interpret.ts';
import { writeTarget } from '../effects/writes.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { ANYTHING, type Field, type Stream, TAINT, UNKNOWN } from '../shell/text.ts';
import { judgeCode } from './builtins.ts';
import { judgeReset } from './databases.ts';
import { contentOf } from './filters.ts';

interface Shape {
  readonly code: readonly string[];
  readonly letters: string;
  readonly valued?: readonly string[];
}

/** The script itself, or what a script runs as one. */
const AS_SCRIPT = /^\s*[\uE000\uE003]|\b(?:eval|exec|system|Function)\s*\(\s*["'`]?[\uE000\uE003]/;

function judge(call: Call, code: Stream): void {
  judgeCode(call, code, AS_SCRIPT);
  judgeSource(call, call.name, code.text);
}

/** What a script makes of a text that nobody can read as it stands. */
const DECODES =
  /decode|fromhex|unhexlify|\batob\b|["'](?:base64|hex|rot_?13)["']|str_rot13|decompress|inflate|gunzip|\bunpack\b|pack\s*\(?["']|\bchr\b|fromCharCode|\btr\/|\[::-1\]|\breverse\b|hex2bin/i;

/** What it prints, as far as it says where that came from. */
function printed(call: Call, codes: readonly Stream[]): number {
  const passed = call.stdin.taint & (TAINT.network | TAINT.dump | TAINT.decoder);
  return codes.some((code) => DECODES.test(code.text)) ? passed | TAINT.decoder : passed;
}

/** Options of Python only, and their values: what comes after is no word of a script. */
function isOptions(args: readonly Field[]): boolean {
  return args.every((arg, index) => arg.text.startsWith('-') || /^-[WX]$/.test(args[index - 1]?.text ?? ''));
}

function interpreter(shape: Shape): Handler {
  return (call) => {
    const at = /^(?:python|pypy)/.test(call.name)
      ? call.args.findIndex((arg) => /^-[a-zA-Z]*m$/.test(arg.text))
      : -1;
    const module = call.args[at + 1];
    if (at >= 0 && module && isOptions(call.args.slice(0, at)))
      return runModule(call, module, call.args.slice(at + 2));
    const options = readOptions(call.args, {
      letters: shape.letters,
      valued: [...shape.code.filter((name) => name.length > 1), ...(shape.valued ?? [])],
      stop: true,
    });
    if (
      options.has('version', 'help') ||
      (options.flags.size > 0 && options.rest.length === 0 && options.has('V', 'v') && call.stdin.text === '')
    )
      return ANYTHING;
    const codes = options.all(...shape.code);
    if (codes.length > 0) {
      for (const code of codes) judge(call, code);
      const perlish = /^(?:perl|ruby|raku)/.test(call.name);
      if (options.has('i') && perlish) editInPlace(call, options.rest);
      const lines = options.has('n', 'p', 'i') || codes.some((code) => /<>|ARGF|gets/.test(code.text));
      const read =
        lines && perlish
          ? options.rest.reduce((taint, file) => taint | contentOf(call, file).taint, call.stdin.taint)
          : 0;
      return { text: UNKNOWN, taint: printed(call, codes) | read };
    }
    const [script, ...rest] = options.rest;
    if (script && script.text !== '-') {
      const content = contentOf(call, script);
      if (/^https?:\/\//.test(script.text)) call.machine.report('rce.download-run', call.span);
      judge(call, content);
      if (content.text !== UNKNOWN && DECODES.test(content.text))
        return { text: UNKNOWN, taint: printed(call, [content]) };
      const base = script.text.split('/').at(-1) ?? '';
      if (
        /^(?:artisan|ace|doctrine|phinx|manage\.py|console|rails|rake|spark|yii|cake|sequelize|prisma|typeorm|knex|drush|wp|magento)$/.test(
          base,
        )
      ) {
        const answer = judgeReset({ ...call, name: base, args: rest });
        if (answer) return answer;
      }
      // What a build script is told is what its package is known by.
      if (base === 'setup.py')
        call.machine.runWords([{ ...script, text: base }, ...rest], call.scope, call.stdin, call.span);
      return ANYTHING;
    }
    if (call.stdin.text !== '' || call.stdin.taint !== 0) {
      judge(call, call.stdin);
      return { text: UNKNOWN, taint: DECODES.test(call.stdin.text) ? TAINT.decoder : 0 };
    }
    if (
      !script &&
      call.stdin.text === '' &&
      options.flags.size === 0 &&
      call.scope.privileged &&
      /^(?:python|perl|ruby|node|lua|php)/.test(call.name)
    )
      return ANYTHING;
    return ANYTHING;
  };
}

/** `perl -pi -e … file`: the file is another one afterwards. */
function editInPlace(call: Call, files: readonly Field[]): void {
  for (const file of files) writeTarget(call.machine, call.scope, file, { append: false, content: ANYTHING });
}

function runModule(call: Call, module: Field, rest: readonly Field[]): Stream | undefined {
  switch (module.text) {
    case 'pip':
    case 'twine':
    case 'alembic':
    case 'flask':
    case 'poetry':
    case 'build':
    case 'pre_commit':
    case 'ansible':
      return call.machine.runWords(
        [{ ...module, text: module.text.replace('_', '-') }, ...rest],
        call.scope,
        call.stdin,
        call.span,
      );
    case 'django':
      return call.machine.runWords(
        [{ ...module, text: 'django-admin' }, ...rest],
        call.scope,
        call.stdin,
        call.span,
      );
    case 'base64':
      return call.machine.runWords(
        [{ ...module, text: 'base64' }, ...rest],
        call.scope,
        call.stdin,
        call.span,
      );
    case 'json.tool':
      return {
        text: UNKNOWN,
        taint: rest
          .filter((field) => !field.text.startsWith('-'))
          .reduce((taint, field) => taint | contentOf(call, field).taint, call.stdin.taint),
      };
    default:
      return undefined;
  }
}

const python = interpreter({ code: ['c'], letters: 'cmWX', valued: ['check-hash-based-pycs'] });
const node = interpreter({
  code: ['e', 'eval', 'p', 'print', 'pe'],
  letters: 'eprC',
  valued: ['require', 'import', 'input-type', 'loader', 'env-file', 'conditions', 'max-old-space-size'],
});
const perl = interpreter({ code: ['e', 'E'], letters: 'eEIMmF' });
const ruby = interpreter({ code: ['e'], letters: 'eIrCKEF' });
const php = interpreter({ code: ['r', 'B', 'R', 'run'], letters: 'rBREdcfSt' });
const lua = interpreter({ code: ['e'], letters: 'el' });
const other = interpreter({ code: ['e', 'eval', 'c', 'execute'], letters: 'ec' });

const deno: Handler = (call) => {
  const [verb, ...rest] = call.args;
  if (verb?.text === 'eval') {
    const code = readOptions(rest, { valued: ['ext'] }).rest[0];
    if (code) judge(call, code);
    return ANYTHING;
  }
  if (verb?.text === 'run') {
    const options = readOptions(rest, {
      letters: 'cr',
      valued: ['config', 'import-map', 'lock'],
      stop: true,
    });
    const script = options.rest[0];
    if (
      script &&
      /^https?:\/\//.test(script.text) &&
      !/^https?:\/\/(?:deno\.land|jsr\.io|esm\.sh|localhost)/.test(script.text)
    )
      call.machine.report('rce.remote-package', call.span);
    else if (script) judge(call, script.text === '-' ? call.stdin : contentOf(call, script));
    return ANYTHING;
  }
  return undefined;
};

const java: Handler = (call) => {
  for (const arg of call.args)
    if (contentOf(call, arg).taint & TAINT.network && /\.jar$/.test(arg.text))
      call.machine.report('rce.download-run', arg);
  return undefined;
};

/** What is looked at, not run. */
const SHOWN = /\.(?:html?|pdf|png|jpe?g|gif|svg|webp|txt|md|csv|json|log|mp4|mov|zip|dmg)$/i;

/** Programs that run or load the file that they are given. */
const loader: Handler = (call) => {
  const file = readOptions(call.args).rest.at(-1);
  if (call.name === 'open' && SHOWN.test(file?.text ?? '')) return undefined;
  if (file && contentOf(call, file).taint & TAINT.network) call.machine.report('rce.download-run', call.span);
  return undefined;
};

export const INTERPRETERS: Readonly<Record<string, Handler>> = {
  python,
  python2: python,
  python3: python,
  pypy: python,
  pypy3: python,
  ipython: python,
  node,
  nodejs: node,
  tsx: node,
  'ts-node': node,
  perl,
  ruby,
  irb: ruby,
  jruby: ruby,
  php,
  lua,
  luajit: lua,
  Rscript: other,
  R: other,
  groovy: other,
  julia: other,
  elixir: other,
  iex: other,
  scala: other,
  tclsh: other,
  guile: other,
  racket: other,
  sbcl: other,
  octave: other,
  gnuplot: other,
  jshell: other,
  erl: other,
  maxima: other,
  gp: other,
  swift: other,
  raku: perl,
  deno,
  bun: (call) =>
    call.args.some((arg) => /^(?:-e|--eval|-p|--print)$/.test(arg.text)) ? node(call) : undefined,
  java,
  qemu: loader,
  wine: loader,
  open: loader,
  installer: loader,
};
