/** Programs that run another command: where it begins, and what they change for it. */
import { type Field, joined, plain, textOf, UNKNOWN } from '../shell/field.ts';
import { readOptions, type Syntax } from '../shell/options.ts';
import type { Call, Program } from './call.ts';

const wrapper =
  (syntax: Syntax = {}, own = 0): Program =>
  (call) => {
    const { operands } = readOptions(call.args, { ...syntax, stopsAtOperand: true });
    call.run(operands.slice(own));
  };

const isAssignment = (field: Field): boolean => field.kind !== 'glob' && /^[A-Za-z_]\w*=/.test(field.text);

/** `NAME=value` may stand before the command, and another folder may be given. */
const environment =
  (valued: string, long: readonly string[], folder: readonly string[]): Program =>
  (call) => {
    const options = readOptions(call.args, { valued, long, stopsAtOperand: true });
    const scope = call.scope.copy();
    for (const to of options.values(...folder)) scope.changeFolder(to);
    for (const code of options.values('S', 'split-string')) {
      const text = textOf(code);
      if (valued.includes('S') && text !== undefined) call.runCode(text, scope);
    }
    let at = 0;
    while (at < options.operands.length && isAssignment(options.operands[at] as Field)) at++;
    call.run(options.operands.slice(at), scope);
  };

const shell: Program = (call) => {
  const at = call.args.findIndex((arg) => /^-[A-Za-z]*c[A-Za-z]*$/.test(textOf(arg) ?? ''));
  if (at < 0) {
    if (call.stdin?.text !== undefined) call.runCode(call.stdin.text, call.scope.copy());
    return;
  }
  const code = readOptions(call.args.slice(at + 1), { valued: 'oO' }).operands[0];
  const text = textOf(code);
  if (text === undefined) call.miss();
  else call.runCode(text, call.scope.copy());
};

const evaluate: Program = (call) => {
  const texts = call.args.map(textOf);
  if (texts.includes(undefined)) return call.miss();
  call.runCode(texts.join(' '));
};

const XARGS: Syntax = {
  valued: 'adEILnPs',
  attached: 'iel',
  long: ['arg-file', 'delimiter', 'max-args', 'max-lines', 'max-procs', 'max-chars', 'process-slot-var'],
  stopsAtOperand: true,
};

const xargs: Program = (call) => {
  const options = readOptions(call.args, XARGS);
  const isFromFile = options.has('a', 'arg-file');
  const input = (!isFromFile && call.scope.input) || [UNKNOWN];
  const [mark] = [...options.values('I'), ...(options.has('i') ? [plain('{}')] : [])];
  const name = textOf(mark);
  if (name === undefined) return call.run([...options.operands, ...input]);
  call.run(options.operands.flatMap((word) => replaced(word, name, input)));
};

function replaced(word: Field, mark: string, input: readonly Field[]): readonly Field[] {
  const text = textOf(word);
  if (text === undefined || !text.includes(mark)) return [word];
  if (text === mark) return input;
  const [before = '', ...after] = text.split(mark);
  return joined(joined([plain(before)], input), [plain(after.join(mark))]).map((field) => ({
    ...field,
    isFound: true,
  }));
}

const changeFolder: Program = ({ args, scope }: Call) => {
  const [to] = readOptions(args).operands;
  scope.changeFolder(to);
};

export const WRAPPERS: Readonly<Record<string, Program>> = {
  sudo: environment(
    'CDghpRrTtUu',
    ['user', 'group', 'host', 'prompt', 'chroot', 'chdir', 'close-from', 'role', 'type', 'other-user'],
    ['D', 'chdir'],
  ),
  doas: environment('uC', [], []),
  env: environment('uCS', ['unset', 'chdir', 'split-string'], ['C', 'chdir']),
  command: wrapper(),
  builtin: wrapper(),
  exec: wrapper({ valued: 'a' }),
  nohup: wrapper(),
  setsid: wrapper(),
  time: wrapper({ valued: 'fo', long: ['format', 'output'] }),
  nice: wrapper({ valued: 'n', long: ['adjustment'] }),
  ionice: wrapper({ valued: 'cnpPu', long: ['class', 'classdata'] }),
  timeout: wrapper({ valued: 'ks', long: ['kill-after', 'signal'] }, 1),
  stdbuf: wrapper({ valued: 'ioe', long: ['input', 'output', 'error'] }),
  unbuffer: wrapper(),
  chronic: wrapper(),
  busybox: wrapper(),
  bash: shell,
  sh: shell,
  zsh: shell,
  dash: shell,
  ksh: shell,
  eval: evaluate,
  xargs,
  cd: changeFolder,
  pushd: changeFolder,
  popd: ({ scope }) => {
    scope.cwd = undefined;
  },
};
