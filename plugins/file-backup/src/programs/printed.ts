/** The names that a program prints to a pipe, for who works on them there: `find … | xargs rm`. */
import { type Field, plain, textOf } from '../shell/field.ts';
import { readOptions } from '../shell/options.ts';
import type { Call } from './call.ts';
import { foundBy } from './find.ts';
import { isFolder, lookAt } from './look.ts';

/** Undefined: not known. */
export function printedBy(call: Call): readonly Field[] | undefined {
  const read = Object.hasOwn(PRINTING, call.name) && PRINTING[call.name];
  return read ? read(call) : undefined;
}

type Printing = (call: Call) => readonly Field[] | undefined;

const MOST_LISTED = 5_000;

/** The same names, or some of them. */
const passing: Printing = ({ scope }) => scope.input;

/** A search prints the names of some of the files below these folders: all of them are taken. */
const searched =
  (firstIsPattern: boolean): Printing =>
  (call) => {
    const { operands } = readOptions(call.args, {
      valued: 'efgmABCtT',
      long: ['glob', 'type', 'include', 'exclude'],
    });
    const places = operands.filter(
      (operand, index) => index > 0 || !firstIsPattern || isThere(call, operand),
    );
    return filesBelow(call, places.length > 0 ? places : [plain('.')]);
  };

const isThere = (call: Call, field: Field): boolean =>
  textOf(field) !== undefined && call.paths([field]).some(({ path }) => lookAt(path));

function filesBelow(call: Call, places: readonly Field[]): readonly Field[] {
  const files: Field[] = [];
  for (const { path } of call.paths(places)) {
    if (!isFolder(path)) files.push({ ...plain(path), isFound: true });
    else
      for (const one of call.walk.below(path, (_, name) => !call.isGenerated(name))) {
        if (files.length >= MOST_LISTED) break;
        if (!one.isFolder) files.push({ ...plain(one.path), isFound: true });
      }
  }
  return files;
}

const filter: Printing = (call) => {
  const options = readOptions(call.args, { valued: 'efmABC' });
  const isSearch = options.has('l', 'r', 'R', 'files-with-matches', 'recursive') || call.name !== 'grep';
  return isSearch ? searched(true)(call) : call.scope.input;
};

const words: Printing = ({ args }) =>
  args.flatMap((arg): readonly Field[] => textOf(arg)?.split(/\s+/).filter(Boolean).map(plain) ?? [arg]);

const PRINTING: Readonly<Record<string, Printing>> = {
  echo: words,
  printf: (call) => words({ ...call, args: call.args.slice(1) }),
  ls: (call) => {
    const { operands } = readOptions(call.args, { valued: 'I' });
    const cwd = call.scope.cwd;
    if (operands.length > 0) return operands.some(isNoPattern) ? undefined : operands;
    return cwd === undefined
      ? undefined
      : call.walk.list(cwd).map(({ name }) => ({ ...plain(name), isFound: true }));
  },
  find: foundBy,
  grep: filter,
  rg: filter,
  ag: filter,
  fd: searched(true),
  fdfind: searched(true),
  git: (call) => {
    const [subcommand, ...rest] = call.args;
    const name = textOf(subcommand);
    if (name === 'grep') return searched(true)({ ...call, args: rest });
    return name === 'ls-files' ? searched(false)({ ...call, args: rest }) : undefined;
  },
  sort: passing,
  uniq: passing,
  head: passing,
  tail: passing,
  tr: passing,
};

/** A folder: what is in it is printed, without its name. */
const isNoPattern = (field: Field): boolean => field.kind !== 'glob' && textOf(field) === undefined;
