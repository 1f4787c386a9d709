/** Programs that delete what they are given, or write over it. */
import { basename } from 'node:path';
import { type Field, plain, textOf } from '../shell/field.ts';
import { readOptions } from '../shell/options.ts';
import type { Program } from './call.ts';

export const rm: Program = (call) => {
  const options = readOptions(call.args);
  call.touch(call.paths(options.operands), 'remove', { deep: options.has('r', 'R', 'recursive') });
};

/** Only what is empty goes. */
export const rmdir: Program = (call) => call.touch(call.paths(readOptions(call.args).operands), 'remove');

export const unlink: Program = (call) => call.touch(call.paths(readOptions(call.args).operands), 'replace');

export const tee: Program = (call) => {
  const options = readOptions(call.args);
  if (!options.has('a', 'append')) call.touch(call.paths(options.operands), 'write');
};

export const sponge: Program = (call) => {
  const options = readOptions(call.args);
  if (!options.has('a')) call.touch(call.paths(options.operands), 'write');
};

export const truncate: Program = (call) =>
  call.touch(
    call.paths(readOptions(call.args, { valued: 'sr', long: ['size', 'reference'] }).operands),
    'write',
  );

export const shred: Program = (call) =>
  call.touch(
    call.paths(
      readOptions(call.args, { valued: 'ns', long: ['iterations', 'size', 'random-source'] }).operands,
    ),
    'write',
  );

export const dd: Program = (call) => {
  if (call.args.some(({ kind }) => kind === 'unknown')) call.miss();
  const files = call.args.flatMap((arg) => {
    const text = textOf(arg);
    return text?.startsWith('of=') ? [plain(text.slice(3))] : [];
  });
  call.touch(call.paths(files), 'write');
};

/** `-i` writes a new file and puts it in the place of the old one: a link is replaced, not followed. */
export const sed: Program = (call) => {
  const options = readOptions(call.args, {
    valued: 'efl',
    attached: 'i',
    long: ['expression', 'file', 'line-length'],
  });
  if (!options.has('i', 'in-place')) return;
  const hasScript = options.has('e', 'f', 'expression', 'file');
  call.touch(call.paths(options.operands.slice(hasScript ? 0 : 1)), 'replace', { reason: 'sed -i' });
};

export const perl: Program = (call) => {
  const options = readOptions(call.args, { valued: 'eE', attached: 'i0lFMmICDxT' });
  if (!options.has('i')) return;
  const files = options.operands.slice(options.has('e', 'E') ? 0 : 1);
  call.touch(call.paths(files), 'replace', { reason: `${call.name} -i` });
};

export const ruby: Program = (call) => {
  const options = readOptions(call.args, { valued: 'eIr', attached: 'i0FEKTWx' });
  if (!options.has('i')) return;
  const files = options.operands.slice(options.has('e') ? 0 : 1);
  call.touch(call.paths(files), 'replace', { reason: 'ruby -i' });
};

export const awk: Program = (call) => {
  const options = readOptions(call.args, { valued: 'Ffviel', long: ['include', 'file', 'assign'] });
  if (!options.values('i', 'include').some((value) => textOf(value) === 'inplace')) return;
  const files = options.operands.slice(options.has('f', 'file', 'e') ? 0 : 1);
  call.touch(call.paths(files), 'replace', { reason: 'awk -i inplace' });
};

/** A program whose option names the file that it writes. */
const output =
  (valued: string, names: readonly string[], long: readonly string[] = []): Program =>
  (call) => {
    const options = readOptions(call.args, { valued, long: [...names, ...long] });
    const files = options.values(...names).filter((field) => textOf(field) !== '-');
    call.touch(call.paths(files), 'write', { reason: `${call.name} -${names[0]}` });
  };

export const sort: Program = output('okStTm', ['o', 'output'], ['key', 'field-separator', 'buffer-size']);
export const wget: Program = output('OoaPitTUeQwA', ['O', 'output-document']);

const CURL = 'oHdXAuFbcKeTxmwrCDEPQtUyYzh';
const CURL_LONG = [
  'header',
  'data',
  'request',
  'user-agent',
  'user',
  'form',
  'max-time',
  'retry',
  'output-dir',
];

export const curl: Program = (call) => {
  output(CURL, ['o', 'output'], CURL_LONG)(call);
  const options = readOptions(call.args, { valued: CURL, long: ['output', ...CURL_LONG] });
  if (!options.has('O', 'remote-name')) return;
  const files = options.operands.map((field): Field => {
    // What follows `?` is a query, which the reader of shell takes for a pattern.
    const name = field.kind === 'unknown' ? '' : basename(field.text.replace(/\\?[?#].*$/, ''));
    return name === '' ? { kind: 'unknown', text: '' } : plain(name);
  });
  call.touch(call.paths(files), 'write', { reason: 'curl -O' });
};
