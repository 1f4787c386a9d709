/** git, where it throws away what it has no copy of: changes that are not committed, files that it does not track. */
import { type Field, textOf } from '../shell/field.ts';
import { type Options, readOptions } from '../shell/options.ts';
import type { Scope } from '../shell/scope.ts';
import type { GitQuery } from '../targets.ts';
import type { Call, Program } from './call.ts';
import { mv } from './copies.ts';
import { lookAt } from './look.ts';
import { gitApply } from './patches.ts';

const GLOBAL = ['git-dir', 'work-tree', 'namespace', 'exec-path', 'config-env', 'super-prefix'];

export const git: Program = (call) => {
  const own = readOptions(call.args, { valued: 'Cc', long: GLOBAL, stopsAtOperand: true });
  const scope: Scope = call.scope.copy();
  for (const folder of own.values('C')) scope.changeFolder(folder);
  const [word, ...args] = own.operands;
  const subcommand = textOf(word);
  const read = subcommand !== undefined && Object.hasOwn(SUBCOMMANDS, subcommand) && SUBCOMMANDS[subcommand];
  if (!read) return;
  if (scope.cwd === undefined) return call.miss();
  read({ call, args, cwd: scope.cwd, reason: `git ${subcommand}` });
};

interface GitCall {
  readonly call: Call;
  readonly args: readonly Field[];
  readonly cwd: string;
  readonly reason: string;
}

/** What a pattern stands for is known here; the rest is for git to read. */
function pathspecs({ call, cwd }: GitCall, fields: readonly Field[]): readonly string[] {
  return fields.flatMap((field) => textOf(field) ?? call.paths([field], cwd).map(({ path }) => path));
}

function askFor(git: GitCall, files: GitQuery['files'], fields: readonly Field[]): void {
  const paths = pathspecs(git, fields);
  // Nothing known of what was given: not everything is meant.
  if (fields.length > 0 && paths.length === 0) return;
  git.call.ask({ cwd: git.cwd, files, paths, reason: git.reason });
}

const everythingChanged = (git: GitCall): void => askFor(git, 'changed', []);

function checkout(git: GitCall): void {
  const options = readOptions(git.args, { valued: 'bB', long: ['orphan', 'conflict', 'pathspec-from-file'] });
  const dashes = git.args.findIndex((arg) => textOf(arg) === '--');
  if (dashes >= 0) {
    const paths = git.args.slice(dashes + 1);
    if (paths.length > 0) {
      askFor(git, 'changed', paths);
      return;
    }
  }
  if (options.has('f', 'force')) {
    everythingChanged(git);
    return;
  }
  if (options.has('b', 'B', 'orphan')) return;
  const paths = options.operands.filter((operand) => operand.kind === 'glob' || isPath(git, operand));
  if (paths.length > 0) askFor(git, 'changed', paths);
}

function isPath({ call, cwd }: GitCall, field: Field): boolean {
  return (
    textOf(field) !== undefined && call.paths([field], cwd).some(({ path }) => lookAt(path) !== undefined)
  );
}

function restore(git: GitCall): void {
  const options = readOptions(git.args, { valued: 's', long: ['source', 'conflict', 'pathspec-from-file'] });
  if (options.has('S', 'staged') && !options.has('W', 'worktree')) return;
  if (options.operands.length > 0) askFor(git, 'changed', options.operands);
  else if (options.has('pathspec-from-file')) git.call.miss();
}

function clean(git: GitCall): void {
  const options = readOptions(git.args, { valued: 'e', long: ['exclude'] });
  if (!options.has('f', 'force') || options.has('n', 'dry-run')) return;
  const files = options.has('X') ? 'ignored' : options.has('x') ? 'untracked-and-ignored' : 'untracked';
  askFor(git, files, options.operands);
}

function remove(git: GitCall): void {
  const options = readOptions(git.args, { long: ['pathspec-from-file'] });
  if (options.has('cached', 'n', 'dry-run')) return;
  const paths = git.call.paths(options.operands, git.cwd);
  git.call.touch(paths, 'remove', { deep: options.has('r'), reason: git.reason });
}

const when =
  (names: readonly string[]) =>
  (git: GitCall): void => {
    const options: Options = readOptions(git.args);
    if (options.has(...names)) everythingChanged(git);
  };

const SUBCOMMANDS: Readonly<Record<string, (git: GitCall) => void>> = {
  checkout,
  restore,
  clean,
  rm: remove,
  reset: when(['hard', 'merge', 'keep']),
  switch: when(['f', 'force', 'discard-changes']),
  mv: ({ call, args, cwd }) => {
    if (readOptions(args).has('f', 'force')) mv({ ...call, args, scope: call.scope.copy(cwd) });
  },
  apply: ({ call, args, cwd }) => gitApply(call, args, cwd),
  worktree: ({ call, args, cwd, reason }) => {
    const [action, folder] = readOptions(args).operands;
    if (textOf(action) !== 'remove' || !folder) return;
    call.touch(call.paths([folder], cwd), 'remove', { deep: true, reason: `${reason} remove` });
  },
};
