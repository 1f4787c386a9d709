/** What the shell itself does: folders, variables, functions of its own, and the words that run other text. */
import { judgeAssignment } from '../effects/environment.ts';
import { absolute } from '../effects/paths.ts';
import { splitFields } from '../shell/expand.ts';
import type { Call, Handler, Value } from '../shell/machine.ts';
import { subshell } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import {
  ANYTHING,
  bounded,
  type Field,
  hasUnknown,
  isKnown,
  NOTHING,
  SOME,
  type Stream,
  TAINT,
  UNKNOWN,
} from '../shell/text.ts';
import { formatPrintf } from './filters.ts';

function enter(call: Call, text: string): void {
  const { scope, machine } = call;
  scope.folders.push(scope.cwd);
  if (scope.folders.length > 64) scope.folders.shift();
  const before = scope.cwd;
  scope.cwd =
    hasUnknown(text) && !text.startsWith('/') && !/^[\w.-]/.test(text)
      ? `/${text}`
      : absolute(machine, scope, text);
  if (!scope.errexit && !scope.files.has(scope.cwd)) scope.stayed = scope.cwd === before ? undefined : before;
}

const cd: Handler = (call) => {
  const target = readOptions(call.args).rest[0];
  if (!target) {
    call.scope.folders.push(call.scope.cwd);
    call.scope.cwd = call.machine.home;
  } else if (target.text === '-') {
    call.scope.cwd = call.scope.folders.pop() ?? `/${UNKNOWN}`;
  } else if (target.text !== '') enter(call, target.text);
  return NOTHING;
};

const popd: Handler = (call) => {
  call.scope.cwd = call.scope.folders.pop() ?? `/${UNKNOWN}`;
  return NOTHING;
};

function setVariable(call: Call, name: string, value: Value): void {
  call.scope.vars.set(name, value);
  judgeAssignment(call.machine, name, value, call.span, call.scope);
}

const declare: Handler = (call) => {
  const references = call.args.some((arg) => /^-[a-zA-Z]*n/.test(arg.text));
  const upper = call.args.some((arg) => /^-[a-z]*u/.test(arg.text));
  const lower = call.args.some((arg) => /^-[a-z]*l/.test(arg.text));
  let listed = true;
  for (const arg of call.args) {
    const match = /^([A-Za-z_]\w*)(?:\[([^\]]*)\])?(\+?)=([\s\S]*)$/.exec(arg.text);
    if (!match) {
      if (!arg.text.startsWith('-')) listed = false;
      continue;
    }
    listed = false;
    const [, name = '', key, plus, text = ''] = match;
    const array = (call.machine as unknown as { arrays?: Map<string, Value> }).arrays?.get(name);
    if (array && arg.assigned && array.text === text) setVariable(call, name, array);
    else if (key !== undefined) {
      const items = new Map(call.scope.vars.get(name)?.items ?? []);
      items.set(key, text);
      setVariable(call, name, { text: items.get('0') ?? '', taint: arg.taint, items });
    } else if (references && isKnown(text)) {
      setVariable(call, name, { text: '', taint: 0, reference: text });
    } else {
      const before = plus ? (call.machine.lookUp(call.scope, name)?.text ?? '') : '';
      const value = upper ? text.toUpperCase() : lower ? text.toLowerCase() : text;
      setVariable(call, name, { text: before + value, taint: arg.taint });
    }
  }
  const functions = call.args.some((arg) => /^-[a-zA-Z]*[fF]/.test(arg.text));
  const printed = call.args.some((arg) => /^-[a-zA-Z]*p/.test(arg.text));
  return listed &&
    !functions &&
    (printed || call.args.length === 0 || call.args.some((arg) => arg.text === '-x'))
    ? { text: UNKNOWN, taint: TAINT.environment }
    : NOTHING;
};

const alias: Handler = (call) => {
  for (const arg of call.args) {
    const equals = arg.text.indexOf('=');
    if (equals > 0) call.scope.aliases.set(arg.text.slice(0, equals), arg.text.slice(equals + 1));
  }
  return NOTHING;
};

const set: Handler = (call) => {
  const { scope, args } = call;
  if (args.length === 0) return { text: UNKNOWN, taint: TAINT.environment };
  let at = 0;
  for (; at < args.length; at++) {
    const text = args[at]?.text ?? '';
    if (text === '--') {
      scope.positional = args.slice(at + 1);
      return NOTHING;
    }
    if (text === '-o' || text === '+o') {
      if (args[at + 1]?.text === 'errexit') scope.errexit = text === '-o';
      if (args[at + 1]?.text === 'history' && text === '+o')
        call.machine.report('disable-security.history', call.span);
      at++;
      continue;
    }
    if (!/^[-+][a-zA-Z]+$/.test(text)) break;
    if (text.startsWith('-') && text.includes('e')) scope.errexit = true;
    if (text.endsWith('o')) at++;
  }
  if (at < args.length) scope.positional = args.slice(at);
  return NOTHING;
};

const shift: Handler = (call) => {
  call.scope.positional = call.scope.positional.slice(Number(call.args[0]?.text ?? 1) || 1);
  return NOTHING;
};

const read: Handler = (call) => {
  const { scope, stdin } = call;
  const options = readOptions(call.args, { letters: 'adinNptu' });
  const delimiter = options.value('d')?.text ?? '\n';
  const known = stdin.text !== '' && !stdin.text.startsWith(UNKNOWN);
  const source = options.value('u')
    ? (scope.descriptors.get(Number(options.value('u')?.text)) ?? ANYTHING)
    : stdin;
  const end = delimiter === '' ? source.text.length : source.text.indexOf(delimiter);
  const line = end < 0 ? source.text : source.text.slice(0, end);
  if (source === stdin && call.stdin === scope.stdin) {
    scope.stdin = { text: end < 0 ? '' : source.text.slice(end + 1), taint: stdin.taint };
  }
  const unknown = !known && source === stdin;
  const ifs = call.environment.get('IFS')?.text ?? scope.vars.get('IFS')?.text ?? ' \t\n';
  const names = options.rest.map((field) => field.text);
  const array = options.value('a')?.text;
  const words = unknown
    ? []
    : splitFields(line.trim(), ifs).filter((word, index) => word !== '' || index > 0);
  if (array) {
    const items = new Map(words.map((word, index) => [String(index), word]));
    scope.vars.set(array, {
      text: words[0] ?? (unknown ? SOME : ''),
      taint: source.taint,
      items: unknown ? undefined : items,
    });
    return NOTHING;
  }
  if (names.length === 0) names.push('REPLY');
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    const text = unknown
      ? SOME
      : names.length === 1
        ? line.replace(/^[ \t]+|[ \t]+$/g, '')
        : last
          ? words.slice(index).join(' ')
          : (words[index] ?? '');
    // The name in front of a `=`, not what it is set to.
    const taint = ifs === '=' && !last && index === 0 ? source.taint & ~TAINT.secret : source.taint;
    scope.vars.set(name, { text: text === UNKNOWN ? SOME : text, taint });
  }
  return NOTHING;
};

const mapfile: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'dnOsuCc' });
  const name = options.rest[0]?.text ?? 'MAPFILE';
  const lines = call.stdin.text.replace(/\n$/, '').split('\n').slice(0, 256);
  call.scope.vars.set(name, {
    text: lines[0] ?? '',
    taint: call.stdin.taint,
    items: new Map(lines.map((line, index) => [String(index), line])),
  });
  return NOTHING;
};

const printf: Handler = (call) => {
  let args = call.args;
  let variable: string | undefined;
  if (args[0]?.text === '-v') {
    variable = args[1]?.text;
    args = args.slice(2);
  }
  if (args[0]?.text === '--') args = args.slice(1);
  const taint = args.reduce((all, field) => all | field.taint, 0);
  const output: Stream = { text: bounded(formatPrintf(args.map((field) => field.text))), taint };
  if (variable === undefined) return output;
  const [, name = variable, key] = /^(\w+)\[([^\]]*)\]$/.exec(variable) ?? [];
  if (key === undefined) call.scope.vars.set(name, output);
  return NOTHING;
};

const evaluate: Handler = (call) => {
  const args = call.args[0]?.text === '--' ? call.args.slice(1) : call.args;
  const taint = args.reduce((all, field) => all | field.taint, 0);
  const code = args.map((field) => field.text).join(' ');
  judgeCode(call, { text: code, taint });
  return call.machine.runScript(code, call.scope, call.span, call.stdin);
};

/** What is not known stands where a command begins. */
const RUN_AS_IT_IS =
  /(?:^|[;&|(`\n{]|\b(?:then|do|else|eval|exec|sudo|source|bash|sh)\s)\s*["']?[\uE000\uE003]/;

/** Judges where a text that is about to be run came from. */
export function judgeCode(call: Call, code: Stream, position = RUN_AS_IT_IS): void {
  // A number or a name from elsewhere, as a word of a command that is written out, is no code.
  if (hasUnknown(code.text) && !position.test(code.text)) return;
  if (code.taint & TAINT.network) call.machine.report('rce.download-run', call.span);
  else if (code.taint & TAINT.decoder) call.machine.report('rce.decoded', call.span);
}

const trap: Handler = (call) => {
  const options = readOptions(call.args, { stop: true });
  const code = options.rest[0];
  if (code && options.rest.length > 1 && code.text !== '-' && code.text !== '') {
    call.machine.runScript(code.text, subshell(call.scope, { stayed: undefined }), call.span, NOTHING);
  }
  return NOTHING;
};

const unset: Handler = (call) => {
  for (const arg of call.args) {
    call.scope.vars.delete(arg.text);
    call.scope.functions.delete(arg.text);
    if (/^HIST(?:FILE|SIZE|FILESIZE)$/.test(arg.text))
      call.machine.report('disable-security.history', call.span);
    if (/^HOOKLINE_|^CODEX_HOME$/.test(arg.text)) call.machine.report('hook-tamper.switch', call.span);
  }
  return NOTHING;
};

const history: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'd' });
  if (options.has('c', 'd')) call.machine.report('disable-security.history', call.span);
  return { text: UNKNOWN, taint: TAINT.machine };
};

/** `which rm`, `command -v rm`: a path that means the program. */
export function located(name: Field | undefined): Stream {
  return name && isKnown(name.text) ? { text: `/usr/bin/${name.text}\n`, taint: 0 } : ANYTHING;
}

const which: Handler = (call) => located(readOptions(call.args).rest[0]);

const pwd: Handler = (call) => ({ text: `${call.scope.cwd}\n`, taint: 0 });

const silent: Handler = () => NOTHING;

/** An expression may hold a substitution: `let 'a[$(…)]'`. */
const calculate: Handler = (call) => {
  for (const arg of call.args)
    if (/\$\(|`/.test(arg.text))
      call.machine.runScript(`: "${arg.text}"`, subshell(call.scope), call.span, NOTHING);
  return NOTHING;
};

/** `hash -p program name`: the name is that program from now on. */
const remember: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'pd' });
  const program = options.value('p');
  for (const name of options.rest)
    if (program && call.scope.programs.size < 32) call.scope.programs.set(`/${name.text}`, program.text);
  return NOTHING;
};

/** A connection of zsh: its descriptor is told in `REPLY`. */
const ztcp: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'd' });
  const number = Number(options.value('d')?.text ?? 12);
  if (options.rest.length === 0 && !options.has('l')) return NOTHING;
  call.scope.descriptors.set(number, { text: UNKNOWN, taint: TAINT.network });
  call.scope.vars.set('REPLY', { text: String(number), taint: 0 });
  return NOTHING;
};

function pushd(call: Call): Stream {
  const target = readOptions(call.args).rest[0];
  if (target && !/^[-+]\d/.test(target.text)) enter(call, target.text);
  return NOTHING;
}

export const BUILTINS: Readonly<Record<string, Handler>> = {
  cd,
  chdir: cd,
  pushd,
  popd,
  export: declare,
  declare,
  typeset: declare,
  local: declare,
  readonly: declare,
  alias,
  set,
  shift,
  read,
  mapfile,
  readarray: mapfile,
  printf,
  eval: evaluate,
  trap,
  unset,
  history,
  fc: silent,
  ulimit: silent,
  which,
  type: which,
  whereis: which,
  pwd,
  ztcp,
  ':': silent,
  true: silent,
  false: silent,
  test: silent,
  '[': silent,
  let: calculate,
  wait: silent,
  exit: silent,
  return: silent,
  break: silent,
  continue: silent,
  sleep: silent,
  hash: remember,
  umask: silent,
  shopt: silent,
  bg: silent,
  fg: silent,
  jobs: silent,
  disown: silent,
  unalias: silent,
};
