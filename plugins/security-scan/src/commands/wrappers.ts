/** Programs that run another command: which of their words are their own, and where the command begins. */

import { judgeSource } from '../code/interpret.ts';
import { deleteTarget } from '../effects/deletes.ts';
import { judgeAssignment } from '../effects/environment.ts';
import { isLoopback } from '../effects/network.ts';
import { absolute, classify } from '../effects/paths.ts';
import { writeTarget } from '../effects/writes.ts';
import { splitFields } from '../shell/expand.ts';
import type { Call, Handler, Scope, Value } from '../shell/machine.ts';
import { subshell } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import { isSecretName } from '../shell/secret-names.ts';
import {
  ANYTHING,
  type Field,
  hasUnknown,
  isKnown,
  NOTHING,
  SOME,
  STAR,
  type Stream,
  TAINT,
  UNKNOWN,
} from '../shell/text.ts';
import { judgeCode, located } from './builtins.ts';
import { inTest } from './databases.ts';
import { contentOf } from './filters.ts';
import { lineOf } from './line.ts';
import { runCode } from './shells.ts';

interface Wrapper {
  readonly letters?: string;
  readonly valued?: readonly string[];
  /** Words of its own that stand before the command. */
  readonly own?: number;
  /** `NAME=value` may stand before the command. */
  readonly assigns?: boolean;
  readonly privileged?: boolean;
  /** An option whose value is a whole command line. */
  readonly line?: readonly string[];
}

const SIMPLE: Readonly<Record<string, Wrapper>> = {
  command: { letters: '' },
  builtin: {},
  nohup: {},
  setsid: {},
  time: { letters: 'fo', valued: ['format', 'output'] },
  nice: { letters: 'n', valued: ['adjustment'] },
  ionice: { letters: 'cnpPu', valued: ['class', 'classdata'] },
  chrt: { letters: 'TPD', own: 1 },
  taskset: { letters: 'c', own: 1 },
  stdbuf: { letters: 'ioe', valued: ['input', 'output', 'error'] },
  unbuffer: {},
  timeout: { letters: 'ks', valued: ['kill-after', 'signal'], own: 1 },
  gtimeout: { letters: 'ks', valued: ['kill-after', 'signal'], own: 1 },
  chronic: {},
  catchsegv: {},
  caffeinate: { letters: 'tw' },
  'systemd-run': {
    letters: 'puEHMt',
    valued: [
      'property',
      'unit',
      'setenv',
      'slice',
      'uid',
      'gid',
      'working-directory',
      'on-active',
      'on-calendar',
      'on-boot',
      'description',
      'machine',
    ],
  },
  'systemd-inhibit': { valued: ['what', 'who', 'why', 'mode'] },
  'dbus-run-session': {},
  'dbus-launch': {},
  firejail: { valued: ['profile'] },
  bwrap: { valued: ['bind', 'ro-bind', 'dev', 'proc', 'tmpfs', 'chdir'] },
  proxychains: { letters: 'f' },
  proxychains4: { letters: 'f' },
  torsocks: {},
  torify: {},
  fakeroot: { letters: 'lisu' },
  unshare: { letters: 'SGRw', valued: ['map-user', 'root', 'wd'] },
  setarch: { own: 0 },
  linux64: {},
  setpriv: { valued: ['reuid', 'regid', 'groups'] },
  prlimit: { letters: 'p' },
  strace: { letters: 'aeEIoOpPsSuXb' },
  ltrace: { letters: 'aeosnul' },
  gdb: { letters: 'xp' },
  valgrind: {},
  perf: { own: 1, letters: 'eoFg' },
  hyperfine: { letters: 'wmMrpPsS' },
  entr: {},
  watch: { letters: 'n', valued: ['interval'] },
  doas: { letters: 'uC', privileged: true },
  sudo: {
    letters: 'CDghpRrTtUu',
    valued: [
      'user',
      'group',
      'host',
      'prompt',
      'chroot',
      'chdir',
      'close-from',
      'role',
      'type',
      'other-user',
    ],
    assigns: true,
    privileged: true,
  },
  pkexec: { valued: ['user'], privileged: true },
  gksudo: { letters: 'u', privileged: true },
  run0: { valued: ['user', 'unit', 'property', 'setenv'], privileged: true },
  sudoedit: {},
  chroot: { valued: ['userspec', 'groups'], own: 1 },
  'arch-chroot': { letters: 'u', own: 1 },
  env: { letters: 'uCS', valued: ['unset', 'chdir', 'split-string'], assigns: true },
  flock: {
    letters: 'wEc',
    valued: ['timeout', 'wait', 'conflict-exit-code', 'command'],
    own: 1,
    line: ['c', 'command'],
  },
  dotenvx: { letters: 'f', own: 1 },
  dotenv: { letters: 'e' },
  'cross-env': { assigns: true },
  'cross-env-shell': { assigns: true },
  direnv: { own: 2 },
  'ssh-agent': { letters: 'at' },
  xvfb: {},
  'xvfb-run': { letters: 'ens', valued: ['server-args', 'server-num'] },
  'dbus-send': {},
  uv: {
    own: 1,
    valued: ['with', 'python', 'project', 'directory', 'env-file', 'extra', 'group'],
    letters: 'p',
  },
  poetry: { own: 1 },
  pipenv: { own: 1 },
  pdm: { own: 1 },
  rye: { own: 1 },
  hatch: { own: 1 },
  bundle: { own: 1 },
  rbenv: { own: 1 },
  pyenv: { own: 1 },
  asdf: { own: 1 },
  mise: { own: 1 },
  conda: { own: 1, letters: 'np', valued: ['name', 'prefix'] },
  nix: { own: 1 },
  op: { own: 1, valued: ['env-file'] },
  doppler: { own: 1, letters: 'pc', valued: ['project', 'config'] },
  infisical: { own: 1, valued: ['env', 'path', 'projectId'] },
  'aws-vault': { own: 2 },
  chamber: { own: 2 },
  nodenv: { own: 1 },
  volta: { own: 1 },
  fnm: { own: 1, valued: ['using'] },
  tsocks: {},
  rlwrap: {},
  sshpass: { letters: 'pfdP' },
  sem: { letters: 'j', valued: ['id', 'jobs'] },
  lima: {},
  wsl: { letters: 'du', valued: ['distribution', 'user'] },
  numactl: { letters: 'NmCpi', valued: ['cpunodebind', 'membind', 'physcpubind', 'interleave'] },
  cgexec: { letters: 'g' },
  'systemd-cat': { letters: 'tp' },
  lxc: { own: 2 },
  incus: { own: 2 },
  machinectl: { own: 2 },
  'with-contenv': {},
  tini: {},
  'dumb-init': {},
  eatmydata: {},
  faketime: { own: 1 },
  parallel: {
    letters: 'jNnILPSaEdsC',
    valued: ['jobs', 'arg-file', 'max-args', 'colsep', 'delay', 'timeout', 'joblog', 'sshlogin', 'retries'],
  },
  setuidgid: { own: 1, privileged: true },
  chpst: { letters: 'uUbem' },
  'su-exec': { own: 1, privileged: true },
  gosu: { own: 1, privileged: true },
  busybox: {},
  toybox: {},
  winpty: {},
  'ld.so': { valued: ['library-path', 'preload', 'audit', 'argv0', 'inhibit-rpath'] },
  stty: {},
  sg: { own: 1, letters: 'c' },
};

/** Their first own word has to be this, or they run nothing. */
const RUNNERS: Readonly<Record<string, RegExp>> = {
  uv: /^run$/,
  poetry: /^run$/,
  pipenv: /^run$/,
  pdm: /^run$/,
  rye: /^run$/,
  hatch: /^run$/,
  bundle: /^exec$/,
  rbenv: /^exec$/,
  pyenv: /^exec$/,
  asdf: /^exec$/,
  mise: /^(?:exec|x|run)$/,
  conda: /^run$/,
  nix: /^(?:shell|develop|run)$/,
  op: /^run$/,
  doppler: /^run$/,
  infisical: /^run$/,
  'aws-vault': /^exec$/,
  chamber: /^exec$/,
  perf: /^(?:stat|record|trace)$/,
  direnv: /^exec$/,
  lxc: /^exec$/,
  incus: /^exec$/,
  machinectl: /^shell$/,
  dotenvx: /^run$/,
  volta: /^run$/,
  fnm: /^exec$/,
};

function wrapped(name: string, shape: Wrapper): Handler {
  return (call) => {
    const options = readOptions(call.args, {
      letters: shape.letters ?? '',
      valued: shape.valued ?? [],
      stop: true,
    });
    let rest = [...options.rest];
    const runner = RUNNERS[name];
    if (runner && !runner.test(rest[0]?.text ?? '')) return undefined;
    let scope: Scope = call.scope;
    if (shape.privileged || shape.assigns) scope = { ...scope };
    if (shape.privileged) scope.privileged = true;
    const folder = name === 'sudo' ? options.value('D', 'chdir') : undefined;
    if (folder) scope.cwd = absolute(call.machine, scope, folder.text);
    if (name === 'command' && options.has('v', 'V')) return located(rest[0]);
    if (runner && (shape.own ?? 0) <= 1) {
      const inner = readOptions(rest.slice(1), {
        letters: shape.letters ?? '',
        valued: shape.valued ?? [],
        stop: true,
      });
      rest = [...inner.rest];
    } else rest = rest.slice(shape.own ?? 0);
    if (rest[0]?.text === '--') rest = rest.slice(1);
    if (shape.assigns) {
      const vars = new Map<string, Value>(scope.vars);
      while (rest[0] && /^[A-Za-z_]\w*=/.test(rest[0].text)) {
        const [field] = rest as [Field];
        const equals = field.text.indexOf('=');
        const value = { text: field.text.slice(equals + 1), taint: field.taint };
        vars.set(field.text.slice(0, equals), value);
        judgeAssignment(call.machine, field.text.slice(0, equals), value, call.span);
        rest = rest.slice(1);
      }
      scope.vars = vars;
    }
    if (shape.line) {
      const line = options.value(...shape.line);
      if (line) return runCode(call, line, []);
    }
    if (name === 'flock' && rest[0]?.text === '-c' && rest[1]) return runCode(call, rest[1], []);
    if (name === 'sudo' || name === 'doas') sudoItself(call, options.flags, rest);
    if (
      name === 'env' &&
      options.all('u', 'unset').some((field) => /^HOOKLINE_|^CODEX_HOME$/.test(field.text))
    )
      call.machine.report('hook-tamper.switch', call.span);
    if (name === 'env') return env(call, options, rest, scope);
    if (name === 'builtin' || name === 'command')
      return call.machine.runWords(rest, withoutOwn(scope, rest[0]), call.stdin, call.span);
    if (name === 'watch' || name === 'hyperfine' || name === 'entr' || name === 'cross-env-shell') {
      if (options.has('x', 'exec')) return call.machine.runWords(rest, scope, call.stdin, call.span);
      const lines = name === 'hyperfine' ? rest : [];
      for (const line of lines) runCode(call, line, []);
      return name === 'hyperfine' ? ANYTHING : runCode({ ...call, scope }, joined(rest), []);
    }
    if (name === 'parallel') return parallel(call, rest);
    if (name === 'sg' && rest[0]?.text === '-c' && rest[1]) return runCode(call, rest[1], []);
    if (name === 'sg' && options.value('c')) return runCode(call, options.value('c') as Field, []);
    if (name === 'chroot' || name === 'arch-chroot')
      return call.machine.runWords(rest.length > 0 ? rest : [word(call, 'sh')], scope, call.stdin, call.span);
    if (rest.length === 0) return name === 'busybox' ? ANYTHING : NOTHING;
    return call.machine.runWords(rest, scope, call.stdin, call.span);
  };
}

function withoutOwn(scope: Scope, name: Field | undefined): Scope {
  if (!name || !(scope.functions.has(name.text) || scope.aliases.has(name.text))) return scope;
  const functions = new Map(scope.functions);
  functions.delete(name.text);
  const aliases = new Map(scope.aliases);
  aliases.delete(name.text);
  return { ...scope, functions, aliases };
}

function word(call: Call, text: string): Field {
  return { text, taint: 0, start: call.span.start, end: call.span.end };
}

function joined(fields: readonly Field[]): Stream {
  return {
    text: fields.map((field) => field.text).join(' '),
    taint: fields.reduce((all, field) => all | field.taint, 0),
  };
}

function sudoItself(call: Call, flags: ReadonlySet<string>, rest: readonly Field[]): void {
  const name = rest[0]?.text.split('/').at(-1) ?? '';
  const bare =
    rest.length === 1 ||
    (rest.length > 1 && rest.slice(1).every((arg) => /^-(?:l|i|-login|-)?$/.test(arg.text)));
  if ((flags.has('i') || flags.has('s') || flags.has('login') || flags.has('shell')) && rest.length === 0) {
    call.machine.report('privesc.root-shell', call.span);
  }
  if (bare && /^(?:ba|da|z|k|fi|c|tc)?sh$/.test(name) && call.stdin.text === '')
    call.machine.report('privesc.root-shell', call.span);
  if ((flags.has('S') || flags.has('stdin')) && call.stdin.text !== '')
    call.machine.report('privesc.password', call.span);
  if (flags.has('A') || flags.has('askpass')) call.machine.report('privesc.password', call.span);
}

function env(
  call: Call,
  options: ReturnType<typeof readOptions>,
  rest: readonly Field[],
  scope: Scope,
): Stream | undefined {
  const split = options.value('S', 'split-string');
  const folder = options.value('C', 'chdir');
  const inner = folder
    ? { ...scope, cwd: folder.text.startsWith('/') ? folder.text : `${scope.cwd}/${folder.text}` }
    : scope;
  if (split) {
    const code = [
      split.text,
      ...rest.map((field) => (isKnown(field.text) ? `'${field.text.replaceAll("'", "'\\''")}'` : field.text)),
    ].join(' ');
    return call.machine.runScript(code, { ...inner }, call.span, call.stdin);
  }
  if (rest.length === 0) return { text: UNKNOWN, taint: TAINT.environment };
  return call.machine.runWords(rest, inner, call.stdin, call.span);
}

/** Words that a program takes from its input, one a line. */
function inputWords(call: Call, stdin: Stream, separator: RegExp): Field[] {
  if (stdin.text === '' || stdin.text === UNKNOWN)
    return [{ text: UNKNOWN, taint: stdin.taint, ...call.span }];
  return stdin.text
    .split(separator)
    .map((text) => text.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((text) => text !== '')
    .slice(0, 64)
    .map((text) => ({ text, taint: stdin.taint, ...call.span }));
}

const xargs: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'aEdILnPs',
    valued: [
      'arg-file',
      'delimiter',
      'max-args',
      'max-procs',
      'replace',
      'max-lines',
      'max-chars',
      'process-slot-var',
      'eof',
    ],
    stop: true,
  });
  const file = options.value('a', 'arg-file');
  const stdin = file ? contentOf(call, file) : call.stdin;
  // As many at once as there are lines.
  if (
    stdin.taint & (TAINT.many | TAINT.endless) &&
    options.value('P', 'max-procs')?.text === '0' &&
    !/^(?:echo|printf|true|test)$/.test(options.rest[0]?.text ?? 'echo')
  )
    call.machine.report('dos.fork-bomb', call.span);
  const replace =
    options.value('I', 'replace')?.text ?? (options.has('i') || options.has('replace') ? '{}' : undefined);
  const lines = replace !== undefined || options.has('L') || options.has('0', 'null');
  const delimiter = options.value('d', 'delimiter')?.text;
  const items = inputWords(
    call,
    stdin,
    delimiter && isKnown(delimiter) && delimiter !== '\\n' && delimiter !== '\\0'
      ? new RegExp(delimiter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      : lines
        ? /[\n\0]+/
        : /[\s\0]+/,
  );
  const command = options.rest.length > 0 ? options.rest : [word(call, 'echo')];
  if (replace !== undefined) {
    let output: Stream = NOTHING;
    for (const item of items.slice(0, 24)) {
      const words = command.map((field) =>
        field.text.includes(replace)
          ? {
              ...field,
              text: field.text.split(replace).join(item.text),
              taint: field.taint | item.taint,
            }
          : field,
      );
      const next = call.machine.runWords(words, call.scope, NOTHING, call.span);
      output = { text: output.text + next.text, taint: output.taint | next.taint };
    }
    return output;
  }
  // `xargs` alone puts all on one line: what it is does not change.
  return call.machine.runWords([...command, ...items], call.scope, NOTHING, call.span);
};

function parallel(call: Call, rest: readonly Field[]): Stream {
  const at = rest.findIndex((field) => /^:{3,4}\+?$/.test(field.text));
  const command = at < 0 ? rest : rest.slice(0, at);
  const items = at < 0 ? inputWords(call, call.stdin, /\n/) : rest.slice(at + 1);
  if (command.length === 0) {
    for (const item of items.slice(0, 24)) runCode(call, item, []);
    return ANYTHING;
  }
  const line = command.map((field) => field.text).join(' ');
  for (const item of items.slice(0, 24)) {
    const text = /\{[^}]*\}/.test(line)
      ? line.replace(/\{[./#%\d]*\}/g, () => item.text)
      : `${line} ${item.text}`;
    runCode(call, { text, taint: item.taint }, [], NOTHING);
  }
  return ANYTHING;
}

const su: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'cs', valued: ['command', 'shell', 'session-command'] });
  const line = options.value('c', 'command', 'session-command');
  const user = options.rest.find((field) => field.text !== '-')?.text;
  const scope = { ...call.scope, privileged: true };
  if (line) return runCode({ ...call, scope }, line, []);
  if (user === undefined || user === 'root') call.machine.report('privesc.root-shell', call.span);
  return undefined;
};

const ssh: Handler = (call) => {
  if (call.args[0]?.text === '-G')
    return {
      text: `hostname ${call.args[1]?.text ?? ''}\nidentityfile ~/.ssh/id_ed25519\n`,
      taint: 0,
    };
  // autossh has a port of its own in front.
  const own = call.name === 'autossh' && call.args[0]?.text === '-M' ? 2 : 0;
  const options = readOptions(call.args.slice(own), { letters: 'BbcDEeFIiJLlmOopQRSWw', stop: true });
  const [host, ...first] = options.rest;
  // Options may also stand after the host.
  const after = readOptions(first, { letters: 'BbcDEeFIiJLlmOopQRSWw', stop: true });
  const rest = after.rest;
  const set = [...options.all('o'), ...after.all('o')].map((field) => field.text);
  for (const option of set) {
    const command = /^(?:ProxyCommand|LocalCommand)[= ](.*)$/is.exec(option)?.[1];
    if (command && !/^none$/i.test(command)) runCode(call, { text: command, taint: 0 }, []);
  }
  const name = (host?.text ?? '').split('@').at(-1) ?? '';
  if (
    set.some((option) => /^StrictHostKeyChecking[= ]no$/i.test(option)) &&
    !isLoopback(name) &&
    name !== 'vagrant'
  ) {
    call.machine.report('disable-security.host-keys', call.span);
  }
  if (options.has('R') && !isLoopback(name)) call.machine.report('revshell.tunnel', call.span);
  sendsAway(call, call.stdin, name);
  if (rest.length === 0) {
    if (call.stdin.text === '' || !host) return { text: UNKNOWN, taint: TAINT.network };
    return remote(call, call.stdin);
  }
  const words = joined(rest);
  if (words.taint & TAINT.secret && !(words.taint & TAINT.variable)) sendsAway(call, words, name);
  return remote(call, words);
};

/** Programs that take a command line as the value of an option. */
function withLine(...names: readonly string[]): Handler {
  return (call) => {
    const short = names.filter((name) => name.length === 1).join('');
    const options = readOptions(call.args, {
      letters: short,
      valued: names.filter((name) => name.length > 1),
    });
    const line = options.value(...names);
    if (line && (call.name !== 'vagrant' || options.rest[0]?.text === 'ssh'))
      runCode(call, line, [], NOTHING);
    return undefined;
  };
}

/** Programs whose own language can start a shell: `+!rm`, `-ex 'shell rm'`, `(shell-command "rm")`. */
const withPlus: Handler = (call) => {
  for (const arg of call.args) {
    const line =
      /^\+!(.+)$/.exec(arg.text)?.[1] ??
      /^(?:shell|!)\s+(.+)$/.exec(arg.text)?.[1] ??
      /\((?:shell-command|call-process-shell-command)\s+"((?:[^"\\]|\\.)*)"/.exec(arg.text)?.[1];
    if (line) runCode(call, { text: line, taint: arg.taint }, [], NOTHING);
  }
  return undefined;
};

/** The same command on many machines. */
const onMany: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'hHwlupogtxXf',
    valued: ['hosts', 'host', 'user', 'timeout'],
    stop: true,
  });
  return options.rest.length > 0 ? remote(call, joined(options.rest)) : undefined;
};

function sendsAway(call: Call, stream: Stream, host: string): void {
  if (isLoopback(host)) return;
  if (stream.taint & (TAINT.secret | TAINT.environment)) call.machine.report('exfil.secret', call.span);
  if (stream.taint & (TAINT.dump | TAINT.tree)) call.machine.report('exfil.bulk', call.span);
}

function remote(call: Call, code: Stream): Stream {
  const scope = subshell(call.scope, {
    site: 'remote',
    cwd: '/home/remote-user',
    mounts: [],
    vars: new Map(),
    functions: new Map(),
    aliases: new Map(),
    stayed: undefined,
  });
  const output =
    code.text === UNKNOWN ? ANYTHING : call.machine.runScript(code.text, scope, call.span, call.stdin);
  return { text: output.text, taint: output.taint | TAINT.network };
}

const FIND_VALUES = new Set(
  'name iname path ipath wholename iwholename regex iregex lname ilname type xtype size mtime mmin atime amin ctime cmin newer anewer cnewer newermt newerct maxdepth mindepth perm user group uid gid links inum samefile fstype regextype used printf fprintf fprint fls context'.split(
    ' ',
  ),
);
/** Tests that leave most of a tree alone. */
const NARROWING =
  /^(?:i?name|i?path|i?wholename|i?regex|i?lname|empty|size|perm|inum|samefile|lname|links|mtime|mmin|atime|amin|ctime|newer\w*|user|group)$/;

const EDITS = /^(?:g?sed\s(?:.*\s)?(?:-\w*i|--in-place)|perl\s(?:.*\s)?-\w*i|ruby\s(?:.*\s)?-\w*i)/;

const find: Handler = (call) => {
  const { args } = call;
  const starts: Field[] = [];
  let at = 0;
  while (
    at < args.length &&
    (/^-[HLPDO]/.test(args[at]?.text ?? '') || !/^[-(!]/.test(args[at]?.text ?? ''))
  ) {
    if (!args[at]?.text.startsWith('-')) starts.push(args[at] as Field);
    at++;
  }
  if (starts.length === 0) starts.push(word(call, '.'));
  let name = STAR;
  let filtered = false;
  let deletes = false;
  let onlyTimes = true;
  let negated = false;
  let depthLimited = false;
  let printed: string | undefined;
  const commands: { words: Field[]; folder: boolean }[] = [];
  for (; at < args.length; at++) {
    const text = args[at]?.text ?? '';
    const test = text.replace(/^-/, '');
    if (text === '!' || text === '-not') {
      negated = true;
      continue;
    }
    if (text === '-delete') deletes = true;
    else if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) {
      const words: Field[] = [];
      for (at++; at < args.length && args[at]?.text !== ';' && args[at]?.text !== '+'; at++)
        words.push(args[at] as Field);
      commands.push({ words, folder: text.endsWith('dir') });
    } else if (/^-(?:fprint|fprintf|fls|fprint0)$/.test(text)) {
      if (args[at + 1])
        writeTarget(call.machine, call.scope, args[at + 1] as Field, { append: false, content: ANYTHING });
      at++;
    } else if (text === '-printf') {
      printed = args[++at]?.text;
    } else if (FIND_VALUES.has(test) || /^newer/.test(test)) {
      const value = args[++at]?.text ?? '';
      if (test === 'maxdepth') depthLimited = true;
      if (/^i?(?:name|path|wholename|regex)$/.test(test) && !negated) {
        const literal = value.replace(/\*/g, STAR).replace(/\?/g, '\uE002');
        if (!/^[\uE001\uE002.]*$/.test(literal)) {
          filtered = true;
          onlyTimes = false;
          const parts = literal.split('/').filter((part) => part !== '');
          // A folder that matters says more than the names in it.
          const at = parts.findIndex((part) =>
            /^\.(?:git|codex|claude|hookline|husky|ssh|aws|gnupg)$/.test(part),
          );
          name = at < 0 || test === 'name' ? (parts.at(-1) ?? STAR) : parts.slice(at).join('/');
        }
      } else if (
        NARROWING.test(test) &&
        !negated &&
        !/^(?:mtime|atime|ctime|mmin|amin|newer|user|group|perm|size|links)/.test(test)
      ) {
        filtered = true;
        onlyTimes = false;
      } else if (/^(?:mtime|atime|ctime|mmin|amin|size|newer)/.test(test)) filtered = true;
    } else if (text === '-empty') {
      filtered = true;
      onlyTimes = false;
    }
    negated = false;
  }
  const pruned =
    depthLimited ||
    args.some((arg) => /\.git\b/.test(arg.text) || arg.text === '-prune' || /^-maxdepth/.test(arg.text));
  const found = starts.map((start) => ({
    ...start,
    text: filtered && name !== STAR ? `${start.text.replace(/\/$/, '')}/${name}` : start.text,
  }));
  if (deletes)
    for (const [index, start] of starts.entries())
      judgeFound(call, start, found[index] as Field, filtered, onlyTimes);
  for (const command of commands) {
    const [first] = command.words;
    const removing = /^(?:\S*\/)?(?:rm|unlink|shred|srm|rmdir|trash)$/.test(first?.text ?? '');
    if (removing)
      for (const [index, start] of starts.entries())
        judgeFound(call, start, found[index] as Field, filtered, onlyTimes);
    for (const start of found.slice(0, 4)) {
      // Everything below, and that is also what git keeps there.
      if (
        !filtered &&
        !pruned &&
        classify(call.machine, call.scope, start.text).kind === 'tree-root' &&
        EDITS.test(command.words.map((field) => field.text).join(' '))
      )
        call.machine.report('git-loss.repository', call.span);
      const words = command.words.map((field) =>
        field.text.includes('{}')
          ? {
              ...field,
              text: field.text
                .split('{}')
                .join(
                  filtered || removing
                    ? `${start.text.replace(/(?<=.)\/$/, '')}${filtered && name !== STAR ? '' : '/x'}`
                    : start.text,
                ),
            }
          : field,
      );
      if (removing) continue;
      call.machine.runWords(words, call.scope, NOTHING, call.span);
    }
  }
  // Lines that are made of the names.
  if (printed !== undefined && /[A-Za-z]\s/.test(printed.replace(/%[A-Za-z@]./g, '')))
    return {
      text: found
        .slice(0, 8)
        .map((start) => {
          const name = filtered ? start.text : `${start.text.replace(/\/$/, '')}/${STAR}`;
          return (printed as string)
            .replace(/\\n/g, '\n')
            .replace(/%[pPfh]/g, () => name)
            .replace(/%[A-Za-z@]\w?/g, SOME);
        })
        .join(''),
      taint: 0,
    };
  return {
    text: `${found.map((start) => (filtered ? start.text : start.text === '.' ? STAR : `${start.text.replace(/\/$/, '')}/${STAR}`)).join('\n')}\n`,
    taint: 0,
  };
};

/** `find start … -delete`: a whole tree, or what a filter leaves of it. */
function judgeFound(call: Call, start: Field, found: Field, filtered: boolean, onlyTimes: boolean): void {
  const target = classify(call.machine, call.scope, start.text);
  const { kind } = target;
  if (kind === 'temp-root') {
    if (!filtered) call.machine.report('fs-destroy.temp', start);
    return;
  }
  if (kind === 'cache' || kind === 'temp') return;
  // Without a folder it is the one that the shell is in.
  if (start.text === UNKNOWN && !filtered && call.scope.loops === 0) {
    call.machine.report('fs-destroy.unset', start);
    return;
  }
  if (kind === 'system' && /^\/var\/log/.test(target.path)) {
    call.machine.report('disable-security.logs', start);
    return;
  }
  if (kind === 'tree-root' && filtered && !onlyTimes) {
    if (found.text === start.text) return;
    deleteTarget(call.machine, call.scope, found, { recursive: true, filtered });
    return;
  }
  if (kind === 'tree' || kind === 'unknown') {
    if (!filtered || found.text !== start.text)
      deleteTarget(call.machine, call.scope, found, { recursive: true, filtered });
    return;
  }
  deleteTarget(call.machine, call.scope, start, { recursive: true, filtered });
}

const fd: Handler = (call) => {
  const at = call.args.findIndex((arg) => /^(?:-x|-X|--exec|--exec-batch)$/.test(arg.text));
  if (at < 0) return { text: `./${STAR}/${UNKNOWN}\n`, taint: 0 };
  const before = readOptions(call.args.slice(0, at), {
    letters: 'etdEjS',
    valued: ['extension', 'type', 'max-depth', 'exclude', 'base-directory', 'glob'],
  });
  const filtered =
    before.has('e', 'extension', 'glob', 'g') ||
    (before.rest[0] !== undefined && !/^\.?\*?$/.test(before.rest[0].text) && isKnown(before.rest[0].text));
  const start = before.rest[1] ?? word(call, '.');
  const command = call.args.slice(at + 1).filter((arg) => arg.text !== ';');
  const words = command.map((field) => ({
    ...field,
    text: field.text.split('{}').join(filtered ? `${start.text}/x.y` : `${start.text}/${STAR}`),
  }));
  if (!command.some((field) => field.text.includes('{}')))
    words.push({ ...start, text: filtered ? `${start.text}/x.y` : `${start.text}/${STAR}` });
  return call.machine.runWords(words, call.scope, NOTHING, call.span);
};

const script: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'cEIOBTmo', valued: ['command'] });
  const line = options.value('c', 'command');
  if (line) return runCode(call, line, []);
  // BSD: script file command…
  return options.rest.length > 1
    ? call.machine.runWords(options.rest.slice(1), call.scope, call.stdin, call.span)
    : undefined;
};

/** Commands that a program reads and runs later. */
const later: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'fqtu' });
  const file = options.value('f');
  const code = file ? contentOf(call, file) : call.stdin;
  if (call.name === 'batch' || call.name === 'at') {
    if (options.has('l', 'c', 'r', 'd')) return undefined;
    runCode(call, code, []);
  }
  return undefined;
};

const tmux: Handler = (call) => {
  const words = call.args.map((arg) => arg.text);
  const verb = words.findIndex((text) =>
    /^(?:new-session|new|new-window|neww|split-window|splitw|send-keys|send|run-shell|run|respawn-pane|if-shell|-dm\w*|-X|-d)$/.test(
      text,
    ),
  );
  if (verb < 0) return undefined;
  const inner = readOptions(call.args.slice(verb + 1), { letters: 'stncexyFl' });
  const stuffed = call.args.findIndex((arg) => arg.text === 'stuff');
  if (stuffed >= 0 && call.args[stuffed + 1]) return runCode(call, call.args[stuffed + 1] as Field, []);
  const parts = inner.rest.filter((field) => !/^(?:Enter|C-m|C-c|ENTER|bash|sh)$/.test(field.text));
  if (/^-/.test(words[verb] ?? '')) {
    const rest = parts[0] && /^(?:ba|z)?sh$/.test(parts[0].text) ? parts : inner.rest;
    return call.machine.runWords(rest, call.scope, NOTHING, call.span);
  }
  return parts.length > 0 ? runCode(call, joined(parts), []) : undefined;
};

/** A shell with the rights of a group, which reads its commands. */
const newgrp: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'c' });
  const line = options.value('c');
  if (line) return runCode(call, line, [], NOTHING);
  if (call.stdin.text !== '') return runCode(call, call.stdin, [], NOTHING);
};

const capsh: Handler = (call) => {
  const line = call.args.map((arg) => arg.text).join(' ');
  if (/--(?:uid|gid|user)=(?:0|root)\b.*\s(?:--(?:\s|$)|-c\b)/.test(`${line} `))
    call.machine.report('privesc.root-shell', call.span);
  const at = call.args.findIndex((arg) => arg.text === '--');
  const words = at < 0 ? [] : call.args.slice(at + 1);
  return words.length > 0
    ? call.machine.runWords([word(call, 'bash'), ...words], call.scope, call.stdin, call.span)
    : undefined;
};

const vim: Handler = (call) => {
  for (const [index, arg] of call.args.entries()) {
    const text = /^(?:-c|--cmd|-S)$/.test(arg.text)
      ? (call.args[index + 1]?.text ?? '')
      : arg.text.startsWith('+')
        ? arg.text.slice(1)
        : '';
    const command =
      /^:?\s*(?:silent\s+)?(?:%)?!(.*)$/.exec(text)?.[1] ??
      /^:?(?:sil\w*!?\s+)?(?:call\s+)?system\((["'])(.*)\1\)/.exec(text)?.[2] ??
      /^:?r(?:ead)?\s*!(.*)$/.exec(text)?.[1];
    if (command) runCode({ ...call, scope: call.scope }, { text: command.trim(), taint: arg.taint }, []);
    const [, other, code] = /^:?\s*(py3?|pyx|python3?|perl|ruby|rubyf|lua)\s+(.+)$/s.exec(text) ?? [];
    if (other && code) judgeSource(call, other.replace(/^py.*/, 'python'), code);
    if (/^:?(?:shell|terminal|py3?\b.*os\.system)/.test(text) && call.scope.privileged)
      call.machine.report('privesc.root-shell', call.span);
    const written = /^:?w(?:rite)?!?\s+(?:>>\s*)?(\S+)/.exec(text)?.[1];
    if (written)
      writeTarget(call.machine, call.scope, { ...arg, text: written }, { append: false, content: ANYTHING });
  }
  const files = call.args.filter((arg) => !/^[-+]/.test(arg.text));
  const batch = call.stdin.text !== '' || call.args.some((arg) => /^(?:-c|-es|-s|-Es|\+.*)$/.test(arg.text));
  const secret = batch
    ? files.reduce((taint, file) => taint | contentOf(call, file).taint, 0) & TAINT.secret
    : 0;
  const saves = call.args.some((arg) => /^:?(?:wq?a?!?|x!?|up\w*|.*\|x|.*\|wq?)$/.test(arg.text));
  if (saves || (call.stdin.text !== '' && /^(?:ex|ed|vi|vim)$/.test(call.name))) {
    for (const file of files)
      writeTarget(call.machine, call.scope, file, { append: false, content: ANYTHING, placed: true });
  }
  for (const file of files) {
    if (call.scope.privileged && /^\/etc\/(?:sudoers|passwd|shadow)/.test(file.text))
      call.machine.report('privesc.accounts', call.span);
  }
  return secret ? { text: UNKNOWN, taint: secret } : undefined;
};

const expect: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'cf' });
  const code = options.value('c') ?? (call.stdin.text === '' ? undefined : call.stdin);
  for (const match of (code?.text ?? '').matchAll(/\b(?:spawn|exec|system)\s+([^;\n]+)/g)) {
    runCode(call, { text: (match[1] as string).replace(/^\{|\}$/g, ''), taint: code?.taint ?? 0 }, []);
  }
  return undefined;
};

/** A program of awk that is longer is not looked into: its patterns would take long. */
const LONGEST_PROGRAM = 2_000;

const awk: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'FvfeE', valued: ['field-separator', 'assign', 'file'] });
  const fromFile = options.value('f', 'file');
  const file = fromFile ? contentOf(call, fromFile) : NOTHING;
  if (file.taint & TAINT.network) call.machine.report('rce.download-run', call.span);
  const program = (fromFile ? contentOf(call, fromFile).text : (options.rest[0]?.text ?? '')).slice(
    0,
    LONGEST_PROGRAM,
  );
  const files = fromFile ? options.rest : options.rest.slice(1);
  for (const match of program.matchAll(/\bsystem\s*\(((?:[^()"]|"(?:[^"\\]|\\.)*")*)\)/g))
    runAwkText(call, match[1] as string, NOTHING, program);
  for (const match of program.matchAll(/((?:"(?:[^"\\]|\\.)*"\s*)+)\|&?\s*getline|\|\s*("(?:[^"\\]|\\.)*")/g))
    runAwkText(call, (match[1] ?? match[2]) as string, match[1] === undefined ? call.stdin : NOTHING);
  // What a command says is run.
  const [, asked, kept] = /("(?:[^"\\]|\\.)*")\s*\|&?\s*getline(?:\s+([A-Za-z_]\w*))?/.exec(program) ?? [];
  if (asked && new RegExp(`\\bsystem\\s*\\(\\s*${kept ?? '\\$0'}\\s*\\)`).test(program))
    judgeCode(call, runCode(call, { text: awkText(asked), taint: 0 }, [], NOTHING));
  if (
    /\b(?:curl|wget|nc|fetch)\b[^"]*"\s*\|\s*getline\b/.test(program) &&
    /\bsystem\s*\(\s*[\w$]+\s*\)/.test(program)
  )
    call.machine.report('rce.download-run', call.span);
  if (/\bwhile\s*\(\s*1\s*\)\s*\{?\s*system\s*\(\s*"[^"]*&\s*"/.test(program))
    call.machine.report('dos.fork-bomb', call.span);
  if (/\/inet[46]?\/(?:tcp|udp)\//.test(program)) call.machine.report('revshell.socket', call.span);
  for (const match of program.matchAll(/print[^;}]*>>?\s*"([^"]+)"/g)) {
    writeTarget(
      call.machine,
      call.scope,
      { text: match[1] as string, taint: 0, ...call.span },
      { append: false, content: ANYTHING },
    );
  }
  if (!fromFile && options.rest[0]) judgeCode(call, { text: '', taint: options.rest[0].taint });
  let taint = call.stdin.taint;
  let known = call.stdin.text;
  for (const file of files) {
    const content = contentOf(call, file);
    taint |= content.taint;
    known = content.text;
  }
  for (const match of program.matchAll(/\bgetline\b[^;|)}]{0,40}<\s*"([^"]{1,200})"/g))
    taint |= contentOf(call, { text: match[1] as string, taint: 0, ...call.span }).taint;
  for (const match of program.matchAll(/ARGV\[\d+\]\s*=\s*"([^"]{1,200})"/g))
    taint |= contentOf(call, { text: match[1] as string, taint: 0, ...call.span }).taint;
  if (/ENVIRON(?!\s*\[\s*")/.test(program)) taint |= TAINT.environment;
  for (const match of program.matchAll(/\bprint[^;}]{0,80}ENVIRON\["(\w+)"\]/g))
    if (isSecretName(match[1] as string)) taint |= TAINT.secret | TAINT.variable;
  const separator = options.value('F', 'field-separator')?.text;
  if (/[/~]|==|\$\d+\s*[<>]/.test(program)) taint &= ~TAINT.processes;
  if (separator === '=' && /print\s*\$1\s*[;}]/.test(program)) taint &= ~(TAINT.secret | TAINT.environment);
  const [, only, column] =
    /^\s*(?:\/(\^?[\w .-]{1,60})\/)?\s*\{\s*print\s+\$(\d+)\s*;?\s*(?:exit)?\s*;?\s*\}\s*$/.exec(program) ??
    [];
  if (program.trim() === '1' || (column === '0' && only === undefined)) return { text: known, taint };
  const literal = /^\s*BEGIN\s*\{\s*printf?\s*\(?("(?:[^"\\]|\\.)*")\)?\s*;?\s*\}\s*$/.exec(program)?.[1];
  if (literal) return { text: awkText(literal), taint };
  // A line that is put together of texts and columns.
  const made = /^\s*(?:\/[^/]{0,80}\/\s*)?\{\s*print\s+((?:"(?:[^"\\]|\\.)*"|\$\w+|\s)+)\}\s*$/.exec(
    program,
  )?.[1];
  if (made?.includes('"'))
    return {
      text: `${[...made.matchAll(/"((?:[^"\\]|\\.)*)"|\$\w+/g)]
        .map((part) => (part[1] === undefined ? SOME : part[1].replace(/\\(["\\/])/g, '$1')))
        .join('')}\n`,
      taint,
    };
  if (/%c/.test(program)) return { text: UNKNOWN, taint: taint | TAINT.decoder };
  if (column && isKnown(known)) {
    const chosen = only === undefined ? undefined : new RegExp(only);
    const lines = known.split('\n').filter((line) => line !== '' && (chosen?.test(line) ?? true));
    return {
      text: `${lines.map((line) => splitFields(line.trim(), separator ?? ' \t')[Number(column) - 1] ?? '').join('\n')}\n`,
      taint,
    };
  }
  return { text: UNKNOWN, taint };
};

/** The text that an expression of awk comes to, from its constants and the fields of its input. */
function awkText(expression: string, program = '', input = ''): string {
  const parts = [...expression.matchAll(/"((?:[^"\\]|\\.)*)"|([^"\s]+)/g)];
  return parts
    .map((part) =>
      part[1] !== undefined
        ? part[1].replace(/\\(["\\/])/g, '$1').replace(/\\n/g, '\n')
        : awkValue(part[2] as string, program, input),
    )
    .join('');
}

/** What `$1`, or a variable that was set to a text, stands for. */
function awkValue(name: string, program: string, input: string): string {
  const column = /^\$(\d)$/.exec(name)?.[1];
  if (column !== undefined && isKnown(input)) {
    const line = input.split('\n')[0] ?? '';
    return column === '0' ? line : (line.trim().split(/\s+/)[Number(column) - 1] ?? '');
  }
  if (!/^\w+$/.test(name)) return UNKNOWN;
  const set = new RegExp(`\\b${name}\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(program)?.[1];
  return set ?? UNKNOWN;
}

function runAwkText(call: Call, expression: string, stdin: Stream = NOTHING, program = ''): void {
  const own = expression.replace(/ENVIRON\["HOME"\]/g, () => JSON.stringify(call.machine.home));
  const text = awkText(own, program, call.stdin.text);
  // `system($0)` runs the input.
  const code = /^\s*\$0\s*$/.test(expression)
    ? call.stdin
    : { text, taint: hasUnknown(text) ? call.stdin.taint : 0 };
  runCode(call, code, [], stdin);
}

const npx = (call: Call): Stream | undefined => {
  const options = readOptions(call.args, {
    letters: 'cp',
    valued: ['call', 'package', 'shell-auto-fallback', 'filter', 'dir', 'cwd', 'prefix'],
    stop: true,
  });
  const line = options.value('c', 'call');
  if (line) return runCode(call, line, []);
  const [first, ...rest] = options.rest;
  if (!first) return undefined;
  if (/^(?:https?:|git\+|[\w-]+:\/\/|(?:github|gitlab|bitbucket|gist):|[\w-]+\/[\w.-]+$)/.test(first.text))
    call.machine.report('rce.remote-package', call.span);
  const plain = first.text.replace(/^(@?[^@]+)@[^/]*$/, '$1').replace(/^@[\w-]+\//, '');
  return call.machine.runWords([{ ...first, text: plain }, ...rest], call.scope, call.stdin, call.span);
};

/** Scripts of a package that say by their name what they do. */
const RESET_SCRIPT =
  /^(?:db|database|prisma|supabase|migrations?)[:-](?:\w+[:-])?(?:reset|drop|wipe|nuke|fresh|truncate|destroy|purge)(?:[:-](?!test|check|dry|plan|status|verify)\w+)?$/;

/** The environment says that only what tests use is meant. */
function forTests(call: Call): boolean {
  return ['NODE_ENV', 'APP_ENV', 'RAILS_ENV', 'ENV'].some((name) =>
    /^test/.test(call.environment.get(name)?.text ?? call.scope.vars.get(name)?.text ?? ''),
  );
}

/** `npm run prisma -- migrate reset`: the script may be the tool itself. */
function runScriptNamed(call: Call, words: readonly Field[]): Stream | undefined {
  const [name, ...rest] = words;
  if (!name) return undefined;
  if (RESET_SCRIPT.test(name.text) && !inTest(call, name.text) && !forTests(call))
    call.machine.report('db-drop.reset', call.span);
  const args = rest[0]?.text === '--' ? rest.slice(1) : rest;
  if (!/^(?:prisma|typeorm|sequelize|knex|drizzle-kit|supabase|mikro-orm|cdk|artisan|rails)$/.test(name.text))
    return undefined;
  return call.machine.runWords([name, ...args], call.scope, call.stdin, call.span);
}

/** npm, pnpm, yarn and bun as runners: `npm exec`, `pnpm dlx`, `yarn prisma …`. */
export function packageRunner(call: Call): Stream | undefined {
  const options = readOptions(call.args, {
    letters: 'Cw',
    valued: ['prefix', 'filter', 'workspace', 'dir', 'cwd'],
    stop: true,
  });
  const [verb, ...rest] = options.rest;
  if (!verb) return undefined;
  if (/^(?:exec|x|dlx)$/.test(verb.text)) return npx({ ...call, args: rest });
  const runs =
    call.name !== 'npm' &&
    !/^(?:run|add|install|i|remove|publish|unpublish|test|build|start|dev|lint|create|init|up|upgrade|info|why|list|config|cache|workspace|workspaces|set|link|pack|version|audit|outdated|dedupe|patch|import|store|rebuild|prune|fetch|approve-builds|login|logout|npm|node|deprecate|dist-tag|tag|owner|team|access|unlink|rm|uninstall|un)$/.test(
      verb.text,
    );
  if (verb.text === 'node' && call.name === 'yarn')
    return call.machine.runWords([verb, ...rest], call.scope, call.stdin, call.span);
  if (/^(?:run|run-script)$/.test(verb.text) && rest[0]) return runScriptNamed(call, rest);
  if (RESET_SCRIPT.test(verb.text) && !inTest(call, verb.text) && !forTests(call))
    call.machine.report('db-drop.reset', call.span);
  if (!runs) return undefined;
  return call.machine.runWords([verb, ...rest], call.scope, call.stdin, call.span);
}

const make: Handler = (call) => {
  const options = readOptions(call.args, {
    letters: 'fCIjlo',
    valued: ['file', 'makefile', 'directory', 'jobs', 'eval'],
  });
  const file = options.value('f', 'file', 'makefile');
  const evaluated = options.value('eval')?.text;
  const folder = options.value('C', 'directory')?.text ?? '.';
  const written = file
    ? undefined
    : ['GNUmakefile', 'makefile', 'Makefile']
        .map((name) => call.scope.files.get(absolute(call.machine, call.scope, `${folder}/${name}`)))
        .find((found) => found !== undefined);
  const content = file ? contentOf(call, file) : (written ?? NOTHING);
  const text = evaluated ?? (isKnown(content.text) ? content.text : '');
  if (content.taint & TAINT.network) call.machine.report('rce.download-run', call.span);
  for (const match of text.matchAll(/(?:^\t|^[\w.-]+\s*:[^;\n]*;|\$\(shell )\s*[@+-]*([^\n]*)/gm)) {
    runCode(
      call,
      { text: (match[1] as string).replace(/\)$/, '').replaceAll('$$', '$'), taint: 0 },
      [],
      NOTHING,
    );
  }
  return undefined;
};

const tarLike: readonly string[] = [
  'checkpoint-action',
  'to-command',
  'use-compress-program',
  'rsh-command',
  'info-script',
  'new-volume-script',
];

/** The options of tar that are commands. */
export function tarCommands(call: Call, options: ReturnType<typeof readOptions>): void {
  for (const name of tarLike) {
    for (const value of options.all(name)) {
      const code = value.text.replace(/^exec=/, '');
      if (!/^(?:dot|echo|ttyout|bell|sleep)\b/.test(value.text))
        runCode(call, { text: code, taint: value.taint }, [], NOTHING);
    }
  }
}

const openCommand: Handler = (call) => {
  const line = lineOf(call);
  if (/do shell script/.test(line) || /do shell script/.test(call.stdin.text)) {
    const text = /do shell script\s+"((?:[^"\\]|\\.)*)"/.exec(`${line}\n${call.stdin.text}`)?.[1];
    if (text) runCode(call, { text: text.replace(/\\(["\\])/g, '$1'), taint: 0 }, []);
  }
  if (/to (?:shut down|restart|sleep|log out)/i.test(line)) call.machine.report('dos.power', call.span);
  if (/empty (?:the )?trash|delete (?:every|all)|keystroke|with hidden answer/i.test(line))
    call.machine.report('fs-destroy.personal', call.span);
  return undefined;
};

const powershell: Handler = (call) => {
  const line = lineOf(call);
  const encoded = /-e(?:nc|ncodedcommand)?\s+([A-Za-z0-9+/=]{8,})/i.exec(line)?.[1];
  const reads = call.args.length === 0 || call.args.at(-1)?.text === '-';
  if (reads && call.stdin.taint & TAINT.network) call.machine.report('rce.download-run', call.span);
  const text = encoded ? Buffer.from(encoded, 'base64').toString('utf16le') : line;
  if (
    /(?:iex|invoke-expression)\b.*(?:download|iwr|irm|invoke-web|invoke-rest)|(?:download\w*|iwr|irm|invoke-web\w*|invoke-rest\w*)\b.*\|\s*(?:iex|invoke-expression)/i.test(
      text,
    )
  )
    call.machine.report('rce.download-run', call.span);
  else if (/TCPClient/i.test(text)) call.machine.report('revshell.socket', call.span);
  else if (
    /Set-MpPreference|DisableRealtimeMonitoring|advfirewall.*off|Set-ExecutionPolicy\s+(?:Unrestricted|Bypass)|vssadmin.*delete|Clear-EventLog|wevtutil\s+cl/i.test(
      text,
    )
  )
    call.machine.report('disable-security.protection', call.span);
  else if (
    /(?:Remove-Item|\bri\b|\brm\b|\bdel\b|\berase\b|\brd\b|\brmdir\b)[^|;]*(?:-Recurse|-r\b|\/s)/i.test(
      text,
    ) &&
    !/node_modules|dist|build|target|bin\b|obj\b|coverage|\\?temp\\/i.test(text)
  )
    call.machine.report('fs-destroy.outside', call.span);
  else if (/Format-Volume|Clear-Disk|\bformat\s+[a-z]:|diskpart|Initialize-Disk/i.test(text))
    call.machine.report('fs-destroy.device', call.span);
  else if (/Stop-Computer|Restart-Computer|shutdown\s+\/[srp]/i.test(text))
    call.machine.report('dos.power', call.span);
  return undefined;
};

export const WRAPPERS: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(Object.entries(SIMPLE).map(([name, shape]) => [name, wrapped(name, shape)])),
  xargs,
  gxargs: xargs,
  su,
  runuser: su,
  ssh,
  autossh: ssh,
  pssh: onMany,
  'parallel-ssh': onMany,
  'nix-shell': withLine('run', 'command'),
  vagrant: withLine('c', 'command'),
  gcloud: withLine('command'),
  fly: withLine('C', 'command'),
  flyctl: withLine('C', 'command'),
  man: withLine('P', 'pager'),
  less: withPlus,
  gdb: withPlus,
  emacs: withPlus,
  heroku: (call) =>
    /^run(?::detached)?$/.test(call.args[0]?.text ?? '')
      ? runCode(
          call,
          joined(readOptions(call.args.slice(1), { letters: 'a', valued: ['app', 'size'] }).rest),
          [],
        )
      : undefined,
  pdsh: onMany,
  clush: onMany,
  dsh: onMany,
  symfony: (call) =>
    call.args[0]?.text === 'console'
      ? call.machine.runWords(call.args, call.scope, call.stdin, call.span)
      : undefined,
  locate: (call) => ({ text: `/${STAR}/${call.args.at(-1)?.text ?? ''}\n`, taint: 0 }),
  find,
  gfind: find,
  fd,
  fdfind: fd,
  script,
  at: later,
  batch: later,
  tmux,
  newgrp,
  capsh,
  vim,
  vi: vim,
  nvim: vim,
  ex: vim,
  ed: vim,
  nano: vim,
  expect,
  awk,
  gawk: awk,
  mawk: awk,
  nawk: awk,
  npx,
  bunx: npx,
  pnpx: npx,
  make,
  gmake: make,
  osascript: openCommand,
  powershell,
  pwsh: powershell,
  cmd: powershell,
};
