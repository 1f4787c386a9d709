/**
 * find: what it deletes, and what it hands to others. Of the tests those are read that every person writes; with one that
 * is not, or with `-o` and `!`, more is taken than it may find.
 */

import { nameMatcher } from '../globs.ts';
import { type Field, plain, textOf } from '../shell/field.ts';
import { type Call, found, type Program } from './call.ts';
import { lookAt } from './look.ts';

const MOST_FOUND = 5_000;
const LOGIC = new Set(['-o', '-or', ',', '!', '-not', '(', ')']);

interface Expression {
  readonly roots: readonly Field[];
  readonly words: readonly Field[];
}

function expressionOf(args: readonly Field[]): Expression {
  let at = 0;
  while (/^-(?:[HLP]|O\d|D)$/.test(textOf(args[at]) ?? '')) at += textOf(args[at]) === '-D' ? 2 : 1;
  const start = at;
  while (at < args.length && !/^(?:-.|[!(),]$)/.test(args[at]?.text ?? '')) at++;
  const roots = args.slice(start, at);
  return { roots: roots.length > 0 ? roots : [plain('.')], words: args.slice(at) };
}

/** What find would print. */
export function foundBy(call: Call): readonly Field[] {
  const { roots, words } = expressionOf(call.args);
  const test = (name: string): string | undefined => {
    const at = words.findIndex((word) => textOf(word) === name);
    return at < 0 || isLogical ? undefined : textOf(words[at + 1]);
  };
  const isLogical = words.some((word) => LOGIC.has(textOf(word) ?? ''));
  const name = test('-name') ?? test('-iname')?.toLowerCase();
  const isCaseless = test('-name') === undefined;
  const matches = name === undefined ? undefined : anyNameMatcher(name);
  const type = test('-type');
  const deepest = Number(test('-maxdepth') ?? Number.POSITIVE_INFINITY);
  const results: Field[] = [];
  const consider = (path: string, base: string, isFolder: boolean): void => {
    if (results.length >= MOST_FOUND) return;
    if (type !== undefined && (type === 'd') !== isFolder) return;
    if (matches && !matches(isCaseless ? base.toLowerCase() : base)) return;
    results.push({ ...plain(path), isFound: true });
  };
  for (const { path: root } of call.paths(roots)) {
    if (lookAt(root)?.isDirectory() !== true) {
      if (lookAt(root)) consider(root, root.slice(root.lastIndexOf('/') + 1), false);
      continue;
    }
    const depth = (path: string): number => path.slice(root.length).split('/').length - 1;
    const enters = (path: string, base: string): boolean => !call.isGenerated(base) && depth(path) <= deepest;
    for (const { path, name: base, isFolder } of call.walk.below(root, enters)) {
      if (depth(path) <= deepest) consider(path, base, isFolder);
    }
  }
  return results;
}

/** find does not treat a leading dot as something else. */
function anyNameMatcher(pattern: string): (name: string) => boolean {
  const matches = nameMatcher(pattern);
  return (name) => matches(name) || (/^[*?[]/.test(pattern) && name.startsWith('.') && matches(`x${name}`));
}

export const find: Program = (call) => {
  const { words } = expressionOf(call.args);
  if (words.some((word) => textOf(word) === '-delete')) {
    const paths = foundBy(call).map(({ text }) => found(text));
    call.touch(paths, 'remove', { reason: 'find -delete' });
  }
  for (let at = 0; at < words.length; at++) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(textOf(words[at]) ?? '')) continue;
    const end = words.findIndex((word, index) => index > at && /^[;+]$/.test(textOf(word) ?? ''));
    const argv = words.slice(at + 1, end < 0 ? undefined : end);
    const results = foundBy(call);
    call.run(argv.flatMap((word): readonly Field[] => (textOf(word) === '{}' ? results : [word])));
    at += argv.length;
  }
};
