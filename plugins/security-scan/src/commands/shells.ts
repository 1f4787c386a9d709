/** Shells, and files that are run: their text is judged if it is known, and where it came from if it is not. */

import { judgeSource } from '../code/interpret.ts';
import { wasFetched } from '../effects/fetched.ts';
import { absolute } from '../effects/paths.ts';
import type { Call, Handler } from '../shell/machine.ts';
import { subshell } from '../shell/machine.ts';
import { readOptions } from '../shell/options.ts';
import {
  ANYTHING,
  type Field,
  hasUnknown,
  isKnown,
  NOTHING,
  type Stream,
  TAINT,
  UNKNOWN,
} from '../shell/text.ts';
import { judgeCode } from './builtins.ts';
import { contentOf } from './filters.ts';

const PASSED = TAINT.network | TAINT.decoder | TAINT.dump | TAINT.tree;

/** Runs a text as a shell script in a shell of its own. */
export function runCode(
  call: Call,
  code: Stream,
  positional: readonly Field[],
  stdin: Stream = call.stdin,
  zero?: Field,
): Stream {
  judgeCode(call, code);
  if (code.text === '' || code.text === UNKNOWN) return { text: UNKNOWN, taint: stdin.taint & PASSED };
  const scope = subshell(call.scope, { positional, aliases: new Map(), stayed: undefined });
  if (zero) scope.vars.set('0', { text: zero.text, taint: zero.taint });
  // `=(…)` of zsh is a file as `<(…)` is one.
  const text = call.name === 'zsh' ? code.text.replace(/(^|\s)=\(/g, '$1<(') : code.text;
  return call.machine.runScript(text, scope, call.span, stdin);
}

const shell: Handler = (call) => {
  const { args } = call;
  let at = 0;
  let command = false;
  let fromInput = false;
  let interactive = false;
  let reads = false;
  for (; at < args.length; at++) {
    const text = args[at]?.text ?? '';
    if (text === '--' || text === '-') {
      at++;
      break;
    }
    if (
      text === '-o' ||
      text === '+o' ||
      text === '-O' ||
      text === '+O' ||
      text === '--rcfile' ||
      text === '--init-file'
    ) {
      const file = args[at + 1];
      if (file && (text === '--rcfile' || text === '--init-file')) runCode(call, contentOf(call, file), []);
      at++;
    } else if (/^-[a-zA-Z]+$/.test(text)) {
      // Reads, and runs nothing.
      if (text.includes('n')) return NOTHING;
      if (text.includes('c')) command = true;
      if (text.includes('s')) fromInput = true;
      if (text.includes('i')) interactive = true;
      if (text.includes('n')) reads = true;
      if (text.endsWith('o')) at++;
    } else if (/^\+[a-zA-Z]+$/.test(text) || text.startsWith('--')) {
      if (/^--(?:command|init-command)(?:=|$)/.test(text)) command = true;
      if (/^--command=/.test(text))
        return runCode(call, { ...(args[at] as Field), text: text.slice(10) }, args.slice(at + 1));
    } else break;
  }
  // `-n` reads the script and runs nothing of it.
  if (reads) return NOTHING;
  const startup = call.machine.lookUp(call.scope, 'BASH_ENV');
  if (startup && call.name === 'bash' && !interactive && isKnown(startup.text) && startup.text !== '') {
    const content = contentOf(call, { ...startup, ...call.span });
    if (content.text !== UNKNOWN || content.taint !== 0) runCode(call, content, []);
  }
  const rest = args.slice(at);
  const first = rest[0];
  const start = call.environment.get('BASH_ENV') ?? call.environment.get('ENV');
  if (start && start.text !== '') runCode(call, contentOf(call, { ...start, ...call.span }), []);
  if (call.stdin.taint & TAINT.pipe) call.machine.report('revshell.pipe', call.span);
  if (interactive && !command && !first && call.stdin.taint & TAINT.network)
    call.machine.report('revshell.socket', call.span);
  if (command) return first ? runCode(call, first, rest.slice(2), call.stdin, rest[1]) : undefined;
  if (first && !fromInput) {
    const content = contentOf(call, first);
    return /\.(?:py|js|mjs|rb|pl|php)$/.test(first.text)
      ? undefined
      : runCode(call, content, rest.slice(1), call.stdin, first);
  }
  if (call.stdin.text === '' && call.stdin.taint === 0) {
    if (call.scope.privileged) call.machine.report('privesc.root-shell', call.span);
    return undefined;
  }
  return runCode(call, call.stdin, rest, NOTHING);
};

const source: Handler = (call) => {
  const file = call.args[0]?.text === '--' ? call.args[1] : call.args[0];
  if (!file) {
    // `fish` reads its input then.
    if (call.stdin.taint & TAINT.network) call.machine.report('rce.download-run', call.span);
    return undefined;
  }
  const content = contentOf(call, file);
  judgeCode(call, content);
  if (!isKnown(content.text) && content.text === UNKNOWN) return NOTHING;
  return call.machine.runScript(content.text, call.scope, call.span, call.stdin);
};

/** A command that nothing is known of: a file of this very command line is run as what it is. */
export function runFile(call: Call): Stream | undefined {
  // A tool that nobody knows here, with a verb that everybody knows.
  if (
    /^(?:destroy|nuke|teardown|wipe)$/.test(call.args.find((arg) => !arg.text.startsWith('-'))?.text ?? '') &&
    !call.args.some((arg) => /^--?(?:help|h|dry-run|n)$/.test(arg.text)) &&
    isKnown(call.name)
  ) {
    call.machine.report('cloud-destroy.resources', call.span);
  }
  if (/^\/etc\/(?:rc\.d\/)?init\.d\//.test(call.path)) {
    return call.machine.runWords(
      [
        { text: 'service', taint: 0, ...call.span },
        { text: call.name, taint: 0, ...call.span },
        ...call.args,
      ],
      call.scope,
      call.stdin,
      call.span,
    );
  }
  const inner = call.args.findIndex((arg) =>
    /^(?:\/bin\/|\/usr\/bin\/)?(?:rm|shred|dd|sudo|bash|sh|zsh)$/.test(arg.text),
  );
  if (
    inner >= 0 &&
    inner <= 4 &&
    inner < call.args.length - 1 &&
    /^-|=/.test(call.args[inner + 1]?.text ?? '')
  ) {
    return call.machine.runWords(call.args.slice(inner), call.scope, call.stdin, call.span);
  }
  if (!call.path.includes('/') || hasUnknown(call.path)) return undefined;
  const path = absolute(call.machine, call.scope, call.path);
  const written = call.scope.files.get(path);
  if (!written) {
    if (wasFetched(call.scope, path) && !/\/(?:gradlew|mvnw|configure|autogen\.sh)$/.test(path))
      call.machine.report('rce.download-run', call.span);
    return undefined;
  }
  const interpreter = /^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s+)?)?(?:\S*\/)?(\w+)/.exec(written.text)?.[1];
  if (interpreter && /^(?:python|node|perl|ruby|php|deno|bun)/.test(interpreter)) {
    judgeCode(call, written);
    judgeSource(call, interpreter, written.text);
    return ANYTHING;
  }
  return runCode(call, written, call.args, call.stdin, { text: call.path, taint: 0, ...call.span });
}

const exec: Handler = (call) => {
  const options = readOptions(call.args, { letters: 'a', stop: true });
  return call.machine.runWords(options.rest, call.scope, call.stdin, call.span);
};

/** The output of a program whose name is not known, but whose words say what it is. */
const unknown: Handler = (call) => {
  const flags = call.args.filter((arg) => /^-/.test(arg.text)).map((arg) => arg.text);
  const removes = flags.some((flag) =>
    /^-[a-zA-Z]*[rR][a-zA-Z]*f|^-[a-zA-Z]*f[a-zA-Z]*[rR]|^--recursive$|^-[rR]$/.test(flag),
  );
  if (removes)
    return call.machine.runWords(
      [{ text: 'rm', taint: 0, ...call.span }, ...call.args],
      call.scope,
      call.stdin,
      call.span,
    );
  if (call.path === UNKNOWN && call.args[0]?.text === '-c' && call.args[1])
    return runCode(call, call.args[1], []);
  return undefined;
};

/** `capsh -- -c …`: what stands behind is for a shell. */
const capabilities: Handler = (call) => {
  const at = call.args.findIndex((arg) => arg.text === '--');
  return at < 0 ? undefined : shell({ ...call, args: call.args.slice(at + 1) });
};

export const SHELLS: Readonly<Record<string, Handler>> = {
  capsh: capabilities,
  sh: shell,
  bash: shell,
  rbash: shell,
  zsh: shell,
  dash: shell,
  ksh: shell,
  mksh: shell,
  ash: shell,
  fish: shell,
  csh: shell,
  tcsh: shell,
  '.': source,
  source,
  exec,
  $unknown: unknown,
  zmodload: (call) =>
    call.args.some((arg) => /zsh\/net/.test(arg.text))
      ? call.machine.report('revshell.socket', call.span)
      : undefined,
};
