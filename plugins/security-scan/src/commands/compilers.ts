/** Compilers, and what runs a source at once: the source is judged if this very command wrote it. */
import { judgeSource } from '../code/interpret.ts';
import { absolute } from '../effects/paths.ts';
import type { Handler } from '../shell/machine.ts';
import { TAINT } from '../shell/text.ts';
import { contentOf } from './filters.ts';

const SOURCE =
  /\.(?:c|cc|cpp|cxx|m|go|rs|java|kts?|scala|hs|swift|nim|zig|d|cr|ts|mts|cs|csx|fsx?|ml|v|pas|f90|s|asm)$/;

const compiler: Handler = (call) => {
  let fetched = false;
  for (const arg of call.args) {
    if (!/^(?:-|\/dev\/stdin)$/.test(arg.text) && !SOURCE.test(arg.text)) continue;
    const content = contentOf(call, arg);
    fetched ||= (content.taint & TAINT.network) !== 0;
    judgeSource(call, call.name, content.text);
  }
  const runs = /^(?:go|cargo|tcc|java|crystal|nim|zig|swift|v|dotnet)$/.test(call.name);
  if (fetched && runs && /^(?:run|-run|r)$|\.\w+$/.test(call.args[0]?.text ?? ''))
    call.machine.report('rce.download-run', call.span);
  const at = call.args.findIndex((arg) => arg.text === '-o');
  const output = at >= 0 ? call.args[at + 1]?.text : 'a.out';
  if (fetched && output)
    call.scope.files.set(absolute(call.machine, call.scope, output), {
      text: '\uE000',
      taint: TAINT.network,
    });
  return undefined;
};

export const COMPILERS: Readonly<Record<string, Handler>> = Object.fromEntries(
  'gcc g++ cc c++ clang clang++ tcc go rustc javac java kotlinc kotlin scalac ghc runghc runhaskell swiftc swift nim zig dmd rdmd crystal csc dotnet-script dotnet ocaml nasm as fpc v musl-gcc x86_64-w64-mingw32-gcc'
    .split(' ')
    .map((name) => [name, compiler]),
);
