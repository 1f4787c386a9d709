/** Programs that apply a patch: which files it changes stands in the patch, if that can be read before. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Field, textOf } from '../shell/field.ts';
import { readOptions } from '../shell/options.ts';
import { type Call, found, type Program } from './call.ts';
import { lookAt } from './look.ts';

/** Bytes of a patch that is read. */
const LONGEST = 8 * 1024 * 1024;

export const patch: Program = (call) => {
  const options = readOptions(call.args, {
    valued: 'dipoBFVYzDgr',
    long: ['directory', 'input', 'strip', 'output', 'prefix', 'suffix', 'reject-file', 'fuzz'],
  });
  if (options.has('dry-run')) return;
  const [folder] = call.paths(options.values('d', 'directory'));
  const cwd = folder?.path ?? call.scope.cwd;
  const output = options.values('o', 'output');
  if (output.length > 0) return call.touch(call.paths(output, cwd), 'write');
  const [file, input] = options.operands;
  if (file) call.touch(call.paths([file], cwd), 'replace');
  const text = textGiven(call, options.values('i', 'input')[0] ?? input, cwd);
  if (text === undefined) return file ? undefined : call.miss();
  if (!file) touchNamed(call, text, textOf(options.values('p', 'strip')[0]), cwd);
};

/** `git apply`. */
export function gitApply(call: Call, args: readonly Field[], cwd: string | undefined): void {
  const options = readOptions(args, {
    valued: 'pC',
    long: ['directory', 'exclude', 'include', 'whitespace'],
  });
  if (options.has('check', 'stat', 'numstat', 'summary', 'cached')) return;
  const files = options.operands.length > 0 ? options.operands : [undefined];
  for (const file of files) {
    const text = textGiven(call, file, cwd);
    if (text === undefined) call.miss();
    else touchNamed(call, text, textOf(options.values('p')[0]) ?? '1', cwd);
  }
}

/** The agent's own patch, given to a program of the shell. */
export const applyPatch: Program = (call) => {
  const text = call.stdin?.text ?? textOf(call.args[0]);
  if (text === undefined) return call.miss();
  const names = [...text.matchAll(/^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm)];
  const paths = names.flatMap(([, name = '']) => resolved(call.scope.cwd, name.trim()) ?? []);
  call.touch(paths.map(found), 'write');
};

function touchNamed(call: Call, text: string, strip: string | undefined, cwd: string | undefined): void {
  const names = new Set<string>();
  for (const [, line = ''] of text.matchAll(/^(?:---|\+\+\+|rename from|rename to) (.+)$/gm)) {
    const name = line.replace(/\t.*$/, '').trim();
    if (name !== '/dev/null') names.add(name);
  }
  const paths = [...names].flatMap((name) => {
    const segments = name.split('/');
    // Without `-p` the program looks for the file itself: every place where it may look is taken.
    const counts = /^\d+$/.test(strip ?? '') ? [Number(strip)] : segments.map((_, count) => count);
    return counts.flatMap((count) => resolved(cwd, segments.slice(count).join('/')) ?? []);
  });
  call.touch(paths.filter((path) => lookAt(path)).map(found), 'replace');
}

const resolved = (cwd: string | undefined, name: string): string | undefined =>
  name.startsWith('/') ? resolve(name) : cwd === undefined || name === '' ? undefined : resolve(cwd, name);

function textGiven(call: Call, file: Field | undefined, cwd: string | undefined): string | undefined {
  const given = file ?? call.stdin?.file;
  if (given === undefined || textOf(given) === '-') return call.stdin?.text;
  const [path] = call.paths([given], cwd);
  return path && readText(path.path);
}

function readText(path: string): string | undefined {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(descriptor);
      return stat.isFile() && stat.size <= LONGEST ? readFileSync(descriptor, 'utf8') : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
